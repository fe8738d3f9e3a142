"""Pictures as half blocks: two pixels to a cell, one in the colour of the sign and one in that of its background."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.rendering.pictures.decode import Pixels

UPPER: Final = "▀"
MOST_WRITTEN: Final = 4_000_000
"""Characters, of two bytes each."""
_NAMED: Final = 16

Cell = tuple[tuple[int, ...], tuple[int, ...]]
"""The colours of a cell's upper and lower half: three shares each, or the number of a terminal's colour."""


class WrittenRows:
    """Rows of pictures as they were last written, of at most so many characters."""

    def __init__(self, most: int = MOST_WRITTEN) -> None:
        self._most = most
        self._size = 0
        self._rows: OrderedDict[tuple[HalfBlocks, int], str] = OrderedDict()

    def get(self, picture: HalfBlocks, row: int) -> str:
        """A row of a picture, as a terminal reads it."""
        key = picture, row
        if key in self._rows:
            self._rows.move_to_end(key)
            return self._rows[key]
        written = self._rows[key] = picture.written(row)
        self._size += len(written)
        while self._size > self._most:
            self._size -= len(self._rows.popitem(last=False)[1])
        return written


class HalfBlocks:
    """A picture of as many columns as it has pixels in a row, and half as many rows; `rows` keeps what is written."""

    def __init__(self, pixels: Pixels, colours: int, rows: WrittenRows) -> None:
        self._pixels = pixels
        self._colours = colours
        self._rows = rows

    @property
    def columns(self) -> int:
        return self._pixels.width

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self._pixels.bytes)

    def row(self, row: int) -> str:
        """A row as a terminal reads it, from the picture's first column on."""
        return self._rows.get(self, row)

    def written(self, row: int) -> str:
        """Such a row, written again."""
        return "".join(self._parts(row))

    def segments(self, row: int) -> list[Segment]:
        """A row as segments, a cell each."""
        return [
            Segment(UPPER, Style.from_color(_colour(above), _colour(below)))
            for above, below in self._cells(row)
        ]

    def _cells(self, row: int) -> Iterator[Cell]:
        count = 3 if self._colours == 0 else 1
        width = self._pixels.width * count
        above = self._pixels.bytes[2 * row * width : (2 * row + 1) * width]
        below = self._pixels.bytes[(2 * row + 1) * width : (2 * row + 2) * width]
        halves = (
            zip(*(half[share::count] for share in range(count)), strict=True) for half in (above, below)
        )
        return zip(*halves, strict=True)

    def _parts(self, row: int) -> Iterator[str]:
        before: Cell | None = None
        for cell in self._cells(row):
            if cell != before:
                before = cell
                yield f"\x1b[{_codes(*cell)}m"
            yield UPPER
        yield "\x1b[0m"


def _codes(above: tuple[int, ...], below: tuple[int, ...]) -> str:
    if len(above) == 3:
        return "38;2;%d;%d;%d;48;2;%d;%d;%d" % (*above, *below)  # noqa: UP031 - twice as fast, and there are many
    return f"{_code(above[0], 38)};{_code(below[0], 48)}"


def _code(number: int, kind: int) -> str:
    if number >= _NAMED:
        return f"{kind};5;{number}"
    return str(kind - 8 + number if number < _NAMED // 2 else kind + 52 + number - _NAMED // 2)


def _colour(shares: tuple[int, ...]) -> Color:
    return Color.from_rgb(*shares) if len(shares) == 3 else Color.from_ansi(shares[0])
