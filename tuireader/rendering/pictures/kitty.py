"""Pictures in kitty's graphics protocol.

On a screen they are shown where a line of text holds their placeholders (kitty 0.28, Ghostty): the picture is sent once
under a number; the cells that show it are characters whose colour is that number and whose marks tell their row and
column (https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders).
What is printed once needs no placeholders, which older terminals show as boxes.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Final

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.rendering.pictures.decode import Pixels

PLACEHOLDER: Final = "\U0010eeee"
_MARKS: Final = tuple(
    chr(code)
    for first, last in (
        (0x305, 0x305), (0x30D, 0x30E), (0x310, 0x310), (0x312, 0x312), (0x33D, 0x33F), (0x346, 0x346),
        (0x34A, 0x34C), (0x350, 0x352), (0x357, 0x357), (0x35B, 0x35B), (0x363, 0x36F), (0x483, 0x487),
        (0x592, 0x595), (0x597, 0x599), (0x59C, 0x5A1), (0x5A8, 0x5A9), (0x5AB, 0x5AC), (0x5AF, 0x5AF),
        (0x5C4, 0x5C4), (0x610, 0x617), (0x657, 0x65B), (0x65D, 0x65E), (0x6D6, 0x6DC), (0x6DF, 0x6E2),
        (0x6E4, 0x6E4), (0x6E7, 0x6E8), (0x6EB, 0x6EC), (0x730, 0x730), (0x732, 0x733), (0x735, 0x736),
        (0x73A, 0x73A), (0x73D, 0x73D), (0x73F, 0x741), (0x743, 0x743), (0x745, 0x745), (0x747, 0x747),
        (0x749, 0x74A), (0x7EB, 0x7F1), (0x7F3, 0x7F3),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""The marks that stand for 0, 1, 2 …; no picture has as many rows."""
NUMBERS: Final = range(0x10000, 0xFFFFFF)
"""The numbers of pictures: colours of 24 bits."""
_PIECE: Final = 4096
"""Most bytes of base64 in a sequence."""


class KittyPicture:
    """A picture that the terminal has under `number`, on a page of the colour `background`, None for the terminal's."""

    def __init__(
        self, number: int, columns: int, size: int, background: tuple[int, int, int] | None = None
    ) -> None:
        self.number = number
        self.columns = columns
        self._style = Style.from_color(
            Color.from_rgb(number >> 16, number >> 8 & 255, number & 255),
            Color.from_rgb(*background) if background else None,
        )
        self.size = size
        """Bytes that it takes, in the terminal."""

    def row(self, row: int) -> str:
        """A row as a terminal reads it, from the picture's first column on."""
        return self._style.render(self._cells(row), color_system=ColorSystem.TRUECOLOR)

    def segments(self, row: int) -> list[Segment]:
        return [Segment(self._cells(row), self._style)]

    def _cells(self, row: int) -> str:
        # A cell without a mark for its column is the one after that to its left.
        marked = "".join(f"{PLACEHOLDER}{_MARKS[row]}{mark}" for mark in _MARKS[: self.columns])
        return marked + f"{PLACEHOLDER}{_MARKS[row]}" * (self.columns - len(_MARKS))


class PlacedPicture:
    """A picture, a PNG, that the terminal gets as it is printed, in so many cells; no later one takes its place."""

    def __init__(self, data: bytes, columns: int, rows: int) -> None:
        self._data = data
        self._columns = columns
        self._rows = rows

    def row(self, row: int) -> str:
        """A row as a terminal reads it: blanks; with the last one, when all have their place, the picture over them."""
        blank = " " * self._columns
        if row < self._rows - 1:
            return blank
        up, down = (f"\x1b[{row}A", f"\x1b[{row}B") if row else ("", "")
        written = _sequences(f"a=T,C=1,q=2,f=100,c={self._columns},r={self._rows}", self._data)
        return f"{up}{''.join(written)}{down}{blank}"


def sent(number: int, picture: Pixels, columns: int, rows: int) -> str:
    """What sends a picture, a PNG, to the terminal, to be shown in so many cells."""
    return "".join(_sequences(f"a=T,U=1,q=2,f=100,i={number},c={columns},r={rows}", picture.bytes))


def _sequences(control: str, data: bytes) -> Iterator[str]:
    encoded = b64encode(data).decode("ascii")
    for at in range(0, len(encoded), _PIECE):
        more = int(at + _PIECE < len(encoded))
        yield f"\x1b_G{control},m={more};{encoded[at : at + _PIECE]}\x1b\\"
        control = "q=2"


def dropped(number: int) -> str:
    """What lets the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"
