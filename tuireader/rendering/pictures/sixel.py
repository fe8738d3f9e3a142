"""Pictures as sixels, row by row, so that each line of a screen holds its part (DEC, VT340; xterm's ctlseqs)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

BAND: Final = 6
"""Rows of pixels that a row of sixels holds."""
SIXEL_COLOURS: Final = 256
"""Colours of a picture: with fewer, smooth ones come in bands; dots instead of bands take twice as long to send."""
_FEW: Final = 64
"""Colours below which bands are worse than dots."""
_RUN: Final = expression(rb"(.)\1{3,}", re.DOTALL)


class SixelPicture:
    """A picture whose rows are sixels, `columns` cells wide.

    It is on a page of the colour `background`, None for the terminal's. Where a line is cut, only
    that is shown.
    """

    def __init__(self, rows: bytes, columns: int, background: tuple[int, int, int] | None) -> None:
        self._rows = rows.split(b"\n")
        self._background = background
        self.columns = columns

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return sum(map(len, self._rows))

    def row(self, row: int) -> str:
        """A row as a terminal reads it, from the picture's first column on: blanks, and the sixels over them."""
        blank = " " * self.columns
        if self._background:
            blank = "\x1b[48;2;%d;%d;%dm%s\x1b[0m" % (*self._background, blank)  # noqa: UP031 - shorter
        if row >= len(self._rows):
            return blank
        sixels = self._rows[row].decode("ascii")
        return f"{blank}\x1b[{self.columns}D\x1b7{sixels}\x1b8\x1b[{self.columns}C"

    def segments(self, row: int) -> list[Segment]:  # noqa: ARG002 - as other pictures have it
        """The background of a row."""
        colour = Color.from_rgb(*self._background) if self._background else None
        return [Segment(" " * self.columns, Style(bgcolor=colour))]


def sixel_rows(image: Image, height: int, colours: int) -> bytes:
    """The rows of a picture, `height` pixels each, a line of sixels for each."""
    from PIL import Image

    colours = min(colours, SIXEL_COLOURS)
    reduced = image.quantize(colours)
    if colours < _FEW:
        # Pillow mixes colours by dots only of a palette that it is given.
        reduced = image.quantize(palette=reduced, dither=Image.Dither.FLOYDSTEINBERG)
    palette = reduced.getpalette() or []
    pixels, width = reduced.tobytes(), reduced.width
    rows = (pixels[at : at + height * width] for at in range(0, len(pixels), height * width))
    return b"\n".join(_sixels(row, width, palette) for row in rows)


def _sixels(pixels: bytes, width: int, palette: list[int]) -> bytes:
    """The sixels of some rows of pixels; the background shines through below the last of them."""
    height = len(pixels) // width
    colours = [
        b"#%d;2;%d;%d;%d" % (one, *(round(palette[3 * one + share] / 2.55) for share in range(3)))
        for one in sorted(set(pixels))
    ]
    bands = [pixels[at * width : (at + BAND) * width] for at in range(0, height, BAND)]
    drawn = b"-".join(b"$".join(_strokes(band, width)) for band in bands)
    return b'\x1bP0;1q"1;1;%d;%d' % (width, height) + b"".join(colours) + drawn + b"\x1b\\"


def _strokes(band: bytes, width: int) -> Iterator[bytes]:
    """A stroke of each colour in a band, which is as many rows high."""
    rows = [band[at : at + width] for at in range(0, len(band), width)]
    none = int.from_bytes(b"?" * width)
    for colour in sorted(set(band)):
        bits = 0
        for number, row in enumerate(rows):
            if colour in row:
                table = bytearray(256)
                table[colour] = 1 << number
                bits |= int.from_bytes(row.translate(table))
        sixels = (bits + none).to_bytes(width)
        yield b"#%d" % colour + _RUN.sub(lambda run: b"!%d%s" % (len(run[0]), run[1]), sixels.rstrip(b"?"))
