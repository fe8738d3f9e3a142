"""The size of a picture in cells, told by its file's size in pixels before anything of it is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tuireader.archive.disk.images import ImageFile
    from tuireader.rendering.drawing import DrawOptions

CELL_RATIO: Final = 2.0
"""The height of a cell, where its width is 1."""
MIN_PIXELS_PER_COLUMN: Final = 4
"""Pixels of a picture that a column shows at least, so that what is small is not drawn out of size."""
ICON_HEIGHT: Final = 40
"""The height in pixels of what is a badge, a button or an icon: it stays text."""
MIN_COLUMNS: Final = 8
"""Columns below which nothing can be seen on a picture."""
MAX_PIXELS: Final = 100_000_000
MAX_BYTES: Final = 64_000_000
TOO_LARGE: Final = "too large to be drawn"
UNKNOWN: Final = "an unknown format"


def extent(file: ImageFile, columns: int, options: DrawOptions) -> tuple[int, int] | None:
    """The columns and rows of a picture, at most `columns`; None if it is not drawn."""
    if (
        not options.picture_rows
        or columns < MIN_COLUMNS
        or file.height <= ICON_HEIGHT
        or why_undrawn(file, options)
    ):
        return None
    return fitted((file.width, file.height), columns, options.picture_rows)


def why_undrawn(file: ImageFile, options: DrawOptions) -> str:
    """The reason why there is no picture to be seen; empty where there is one, or where none is asked for."""
    reason = file.lack or options.spoiled(file)
    if reason or not options.picture_rows:
        return reason
    if not file.width and (file.path or file.data):
        return UNKNOWN
    return TOO_LARGE if is_too_large(file.bytes, file.width * file.height) else ""


def is_too_large(size: int, pixels: int) -> bool:
    """Whether decoding a picture of so many bytes and pixels would take more than it is worth."""
    return size > MAX_BYTES or pixels > MAX_PIXELS


def fitted(pixels: tuple[int, int], columns: int, rows: int) -> tuple[int, int]:
    """The largest size in cells, of at most `columns` and `rows`, that keeps a picture's shape."""
    width, height = pixels
    columns = min(columns, max(-(-width // MIN_PIXELS_PER_COLUMN), 1))
    fitting = columns * height / width / CELL_RATIO
    if fitting > rows:
        columns = max(round(rows * CELL_RATIO * width / height), 1)
        fitting = rows
    return columns, max(round(fitting), 1)
