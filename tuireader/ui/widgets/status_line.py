"""The bottom line, and the quiet line above the article."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tuireader.archive.text import neutralise
from tuireader.ui.working import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import RenderResult
    from textual.timer import Timer

    from tuireader.archive.post import Problem
    from tuireader.ui.keys import Command

RANKS: Final = {"error": 0, "warning": 1}
"""The severities that are shown, the worst first."""
LONG_WORD: Final = 20
"""Shortest word that may be cut, in characters."""


class Banner(Widget):
    """The margin above an article, with the worst problem of its post; the text below never moves for it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._told = ("", "")

    def show(self, problems: Sequence[Problem]) -> None:
        """Show the first of the worst problems, and the number of others."""
        told = worst_problem(problems)
        if told != self._told:
            self._told = told
            self.refresh()

    def render(self) -> RenderResult:
        sentence, more = self._told
        if not sentence:
            return Content("")
        size = self.content_size
        return Content("\n".join(wrapped(sentence, more, size.width, size.height)))


def worst_problem(problems: Sequence[Problem]) -> tuple[str, str]:
    """The place and message of the worst problem, and the number of others; empty without a problem."""
    found = sorted(
        (problem for problem in problems if problem.severity in RANKS), key=lambda one: RANKS[one.severity]
    )
    if not found:
        return "", ""
    worst = found[0]
    place = f"line {worst.line}: " if worst.line else ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return " ".join(neutralise(f"⚠ {place}{worst.message}").split()), more


def wrapped(sentence: str, more: str, width: int, height: int) -> list[str]:
    """The rows of a sentence followed by `more`; if they exceed `height`, the sentence is cut with “…”."""
    if len(rows := _rows(sentence + more, width)) <= height:
        return rows
    cuts = range(1, len(sentence))
    at = bisect_right(cuts, height, key=lambda cut: len(_rows(_cut(sentence, cut) + more, width)))
    return _rows(_cut(sentence, at) + more, width)[:height]


def _cut(sentence: str, length: int) -> str:
    """The beginning of a sentence, up to the end of a nearby word."""
    cut = sentence[:length]
    space = cut.rfind(" ", max(length - LONG_WORD, 1))
    return f"{cut[:space] if space > 0 else cut} …"


def _rows(text: str, width: int) -> list[str]:
    from rich.style import Style

    from tuireader.rendering.elements.flow import Flow

    flow = Flow()
    flow.text(text, Style())
    return ["".join(segment.text for segment in row.segments) for row in flow.rows(max(width, 1))]


MOST_NEEDED = "help"
"""The command whose key is the last to be dropped."""


def _hint(command: Command[Any]) -> Content:
    key = command.binding.key_display or ""
    return Content.assemble((key, "$accent"), f" {command.footer}").stylize(f"@click=screen.{command.action}")


class StatusLine(Widget):
    """One line: `reading`, then `notice` or `live`; on the right, the keys of `commands` that fit.

    `obstacles` are lasting troubles, shown beside both. A notice too long for the rest stands alone. A message lasts
    for `moment` seconds, until a key or a save ends it, or as long as its state; no message outlasts its state.
    """

    reading: reactive[str] = reactive("")
    live: reactive[str] = reactive("")
    notice: reactive[str] = reactive("")
    obstacles: reactive[tuple[str, ...]] = reactive(())

    def __init__(
        self,
        commands: tuple[Command[Any], ...],
        *,
        id: str,  # noqa: A002 - Textual's name for it
        moment: float,
    ) -> None:
        super().__init__(id=id)
        self._commands = commands
        self._seconds = moment
        self._until: Timer | None = None
        self._moment = ("", "")
        """The message of the moment, and its state."""
        self._lasting: dict[str, str] = {}
        """The messages that last as long as their states, the latest at the end."""

    def offer(self, commands: tuple[Command[Any], ...]) -> None:
        """Show the keys of other commands."""
        self._commands = commands
        self.refresh()

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        """Show a message for a moment, or, with `stays`, until the state it is about (`of`) ends."""
        if stays:
            self._lasting.pop(of, None)
            self._lasting[of] = message
            message = of = ""
        self._moment = (message, of)
        if self._until:
            self._until.stop()
        self._until = later(self, self._seconds, self.clear_notice) if message else None
        self._show()

    def end(self, state: str) -> None:
        """Take back the messages about a state that has ended."""
        if self._moment[1] == state:
            self._moment = ("", "")
        self._lasting.pop(state, None)
        self._show()

    def clear_notice(self) -> None:
        """Take back the message of the moment, since something else has happened."""
        self._moment = ("", "")
        self._show()

    def _show(self) -> None:
        self.notice = self._moment[0] or next(reversed(self._lasting.values()), "")

    def render(self) -> RenderResult:
        width = self.content_size.width
        left = self._left(width)
        right = self._hints(width - left.cell_length)
        room = max(width - right.cell_length, 0)
        return Content.assemble(left.truncate(room, ellipsis=True, pad=True), right)

    def _hints(self, room: int) -> Content:
        """The keys that fit, in order; the help is dropped last, since it lists the others."""
        hints = {command.name: _hint(command) for command in self._commands if command.keys}
        kept: set[str] = set()
        for name in sorted(hints, key=lambda name: name != MOST_NEEDED):
            room -= hints[name].cell_length + 2
            if room < 0:
                break
            kept.add(name)
        return Content("  ").join(hint for name, hint in hints.items() if name in kept)

    def _left(self, width: int) -> Content:
        obstacles = " · ".join(self.obstacles)
        if self.notice:
            ways = [(self.reading, self.notice, obstacles), (self.notice, obstacles), (self.notice,)]
        else:
            ways = [
                (self.reading, obstacles, self.live),
                (self.reading, obstacles),
                (obstacles or self.reading,),
            ]
        lines = [Content(" · ".join(part for part in way if part)) for way in ways]
        if not (self.notice or obstacles):
            return lines[0]
        return next((line for line in lines if line.cell_length <= width), lines[-1])
