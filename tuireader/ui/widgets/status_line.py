"""The bottom line: what is being read, what the program has to say, and the most useful keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tuireader.ui.working import later

if TYPE_CHECKING:
    from textual.app import RenderResult
    from textual.timer import Timer

    from tuireader.ui.bindings import Command

SECONDS = 6.0
"""How long a message stays."""


class StatusLine(Widget):
    """One line: `reading`, then `notice` or else `live`; the keys of `commands` on the right where there is room.

    What is in the way for as long as the run lasts, `obstacles`, stands beside both. A notice that would not be whole
    beside the rest stands alone.
    """

    reading: reactive[str] = reactive("")
    live: reactive[str] = reactive("")
    notice: reactive[str] = reactive("")
    obstacles: reactive[tuple[str, ...]] = reactive(())

    def __init__(self, commands: tuple[Command, ...], *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._commands = commands
        self._until: Timer | None = None

    def say(self, message: str, *, stays: bool = False) -> None:
        """Show a message for a while, or, with `stays`, until there is another."""
        self.notice = message
        if self._until:
            self._until.stop()
        self._until = later(self, SECONDS, self._fall_silent) if message and not stays else None

    def _fall_silent(self) -> None:
        self.notice = ""

    def render(self) -> RenderResult:
        """The line at the width that there is."""
        width = self.content_size.width
        left = self._left(width)
        keys: list[Content] = []
        for command in self._commands:
            key = command.binding.key_display or ""
            hint = Content.assemble((key, "$accent"), f" {command.footer}").stylize(
                f"@click={_target(command.action)}"
            )
            taken = sum(one.cell_length + 2 for one in [*keys, hint])
            if left.cell_length + taken > width:
                break
            keys.append(hint)
        right = Content("  ").join(keys)
        room = max(width - right.cell_length, 0)
        return Content.assemble(left.truncate(room, ellipsis=True, pad=True), right)

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


def _target(action: str) -> str:
    return action if "." in action else f"screen.{action}"
