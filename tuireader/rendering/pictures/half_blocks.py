"""Pictures as half blocks: two pixels to a cell, one in the colour of the sign and one in that of its ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.rendering.pictures.decode import Pixels

UPPER: Final = "▀"
_NAMED: Final = 16

Cell = tuple[tuple[int, ...], tuple[int, ...]]
"""The colours of a cell's upper and lower half: three shares each, or the number of a terminal's colour."""


class HalfBlocks:
    """A picture of as many columns as it has pixels in a row, and half as many rows."""

    def __init__(self, pixels: Pixels, colours: int) -> None:
        self._pixels = pixels
        self._colours = colours

    @property
    def columns(self) -> int:
        return self._pixels.width

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self._pixels.bytes)

    def row(self, row: int) -> str:
        """A row as a terminal reads it, from the picture's first column on."""
        return "".join(self._written(row))

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

    def _written(self, row: int) -> Iterator[str]:
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
