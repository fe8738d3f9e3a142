"""A diagram as a picture: its drawing in SVG, made by mmdr, which is an extra, and its size in cells."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.diagrams.diagram import LARGE, LONGEST
from tuireader.rendering.pictures.extent import MIN_COLUMNS, fitted, is_too_large

if TYPE_CHECKING:
    from tuireader.archive.disk.images import ImageFile
    from tuireader.rendering.drawing import DrawOptions

PIXELS: Final = 10
"""Pixels of a drawing that a column shows, so that its labels are as large as the text around it."""
LEAST: Final = 0.75
"""The share of that size below which labels cannot be read."""
MOST: Final = 1_000_000
"""Characters of a drawing that is shown."""
_SIZE: Final = expression(r'\s(?:width|height|preserveAspectRatio)="[^"]*"')
_EXTENT: Final = expression(r'\sviewBox="[-\d.e]+[ ,]+[-\d.e]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')
_HUES: Final = ("#3f6ea3", "#a3653a", "#4c8a48", "#96505a", "#6f6f9c", "#3c8583", "#8c7532", "#7a5a8c")
"""The fills of pies and mind maps on dark backgrounds, where Mermaid's own are all but black."""
_FAR: Final = 100_000
"""Further than any drawing goes."""
_MIDDLE: Final = 384
"""The sum of the shares of a background below which it is dark."""


def can_draw_pictures() -> bool:
    """Tell whether mmdr is installed; it is not imported for that."""
    from importlib.util import find_spec

    return find_spec("mmdr") is not None


def draw_svg(written: str, background: tuple[int, int, int]) -> tuple[int, int, bytes] | str:
    """The width and height of a diagram's drawing and the drawing in SVG, or the reason why there is none.

    It may take long, for another process. The colours fit `background`, whatever theme the author has chosen.
    """
    from mmdr import render

    from tuireader.rendering.pictures.svg import has_labels

    if len(written) > LONGEST:
        return LARGE
    if not has_labels():
        return "no font for a picture"
    svg = render(f"{written}\n{_look(background)}\n").svg()
    root, drawing = svg[: svg.find(">") + 1], svg[svg.find(">") + 1 :]
    found = _EXTENT.search(root)
    if not found:
        return LARGE
    size = round(float(found[1])), round(float(found[2]))
    if not all(size) or len(svg) > MOST or is_too_large(0, size[0] * size[1]):
        return LARGE
    # It is made for this background, and is not to be put on another one for being as light or as dark.
    page = f'<rect x="-{_FAR}" y="-{_FAR}" width="{2 * _FAR}" height="{2 * _FAR}" fill="{_hex(background)}"/>'
    return *size, f"{_SIZE.sub('', root)}{page}{drawing}".encode()


def _look(background: tuple[int, int, int]) -> str:
    """What tells mermaid the colours of a background."""
    values: dict[str, str | bool] = {"edgeLabelBackground": _hex(background)}
    dark = sum(background) < _MIDDLE
    if dark:
        values |= {f"pie{number}": hue for number, hue in enumerate(_HUES, 1)}
        values |= {f"cScale{number}": hue for number, hue in enumerate(_HUES)}
        values |= {"pieStrokeColor": "#999999", "pieOuterStrokeColor": "#999999"}
        values |= {"mainBkg": "#2b2f3a", "nodeBorder": "#8f9bb3", "useGradient": False}
    return f"%%{{init: {dumps({'theme': 'dark' if dark else 'default', 'themeVariables': values})}}}%%"


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def picture_extent(
    file: ImageFile, columns: int, options: DrawOptions, *, legible: bool
) -> tuple[int, int] | None:
    """The columns and rows of a diagram's picture; None if it is not drawn, or, if `legible`, cannot be read."""
    if not options.picture_rows or columns < MIN_COLUMNS or options.spoiled(file):
        return None
    size = fitted((file.width, file.height), min(columns, _natural(file)), options.picture_rows)
    return size if not legible or is_legible(file, size[0]) else None


def is_legible(file: ImageFile, columns: int) -> bool:
    """Tell whether the labels of a picture in so many columns can be read."""
    return columns >= _natural(file) * LEAST


def _natural(file: ImageFile) -> int:
    """The columns of a picture whose labels are as large as the text around it."""
    return max(round(file.width / PIXELS), 1)
