"""Frames in as few bytes as possible: no cell is sent that the terminal shows already, no colour that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.strip import Strip

from tuireader.late import expression

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_STYLE: Final = expression(r"\x1b\[([0-9;]*)m")
_STYLELESS: Final = expression(r"(?:\x1b\[\d+;\d+H|[\r\n])+")
"""Moves of the cursor, which look the same in any style."""
_PARTS: Final = expression(r"([34]8;(?:2;\d+;\d+;\d+|5;\d+)|\d+)(?:;|\Z)")
_FOREGROUND: Final = frozenset(map(str, (*range(30, 38), 39, *range(90, 98))))
_BACKGROUND: Final = frozenset(map(str, (*range(40, 48), 49, *range(100, 108))))


class WrittenStrip(Strip):
    """A line that is written for the terminal already; at its end the terminal has no style."""


class Frames:
    """The contents of the terminal by row: the pieces painted there last, with their columns."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, tuple[int, str]]] = {}

    def forget(self) -> None:
        """Drop the contents: the terminal's size has changed, or another program had it."""
        self._rows.clear()

    def slim(self, update: RenderableType | None) -> RenderableType | None:
        """The update, reduced to the differences."""
        if not isinstance(update, CompositorUpdate):
            return update
        if isinstance(update, ChopsUpdate):
            return SlimUpdate(update, self)
        self.forget()
        return SlimUpdate(update, None)

    def paint(self, x: int, y: int, end: int, text: str) -> bool:
        """Note a piece of a row, from column `x` up to `end`; whether it is to be painted."""
        row = self._rows.setdefault(y, {})
        if row.get(x) == (end, text):
            return False
        for start in [start for start, (other, _) in row.items() if start < end and other > x]:
            del row[start]
        row[x] = (end, text)
        return True


class SlimUpdate(CompositorUpdate):
    """An update of which only what differs from the `frames` before is rendered; all of it without these."""

    def __init__(self, update: CompositorUpdate, frames: Frames | None) -> None:
        self._update = update
        self._frames = frames

    def render_segments(self, console: Console) -> str:
        """The output for the terminal."""
        if self._frames is None or not isinstance(self._update, ChopsUpdate):
            return with_few_styles(self._update.render_segments(console))
        output: list[str] = []
        finished: list[str] = []
        for y, left, right in self._update.spans:
            for end, (x, strip) in zip(
                self._update.chop_ends[y], self._update.chops[y].items(), strict=False
            ):
                if strip is None or x > right or end <= left:
                    continue
                # As Textual's own: a piece that goes on beyond the span is cut there, one that begins before it is not.
                whole = left <= x < right and end <= right
                last = end if whole else min(end, right)
                text = (strip if whole else strip.crop(0, last - x)).render(console)
                if not self._frames.paint(x, y, last, text):
                    continue
                place = Control.move_to(x, y).segment.text
                if isinstance(strip, WrittenStrip):
                    finished += [with_few_styles("".join(output)), place, text]
                    output.clear()
                else:
                    output += [place, text]
        return "".join([*finished, with_few_styles("".join(output))])


def with_few_styles(output: str) -> str:
    """The output of Rich, which sets and resets all of a style around each text, with the differences alone.

    It leaves the terminal without a style.
    """
    parts = _STYLE.split(output)
    found: list[str] = []
    wanted = present = ""
    for at, part in enumerate(parts):
        if at % 2:
            wanted = "" if part in {"", "0"} else part
        elif part:
            if wanted != present and not _STYLELESS.fullmatch(part):
                found.append(_change(present, wanted))
                present = wanted
            found.append(part)
    if present:
        found.append("\x1b[0m")
    return "".join(found)


def _change(present: str, wanted: str) -> str:
    """The shortest sequence from one style to another."""
    if not wanted:
        return "\x1b[0m"
    before, after = _PARTS.findall(present), _PARTS.findall(wanted)
    kinds = set(map(_kind, after))
    if any((_kind(part) == "attribute" and part not in after) or _kind(part) not in kinds for part in before):
        return f"\x1b[0;{wanted}m" if present else f"\x1b[{wanted}m"
    new = [part for part in after if part not in before]
    return f"\x1b[{';'.join(new)}m" if new else ""


def _kind(part: str) -> str:
    if part in _FOREGROUND or part.startswith("38"):
        return "foreground"
    return "background" if part in _BACKGROUND or part.startswith("48") else "attribute"
