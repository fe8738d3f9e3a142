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
    beside the rest stands alone. What is said is said for a moment, which time, a key or a save ends, or for as long
    as a state lasts; nothing that is said of a state outlasts it.
    """

    reading: reactive[str] = reactive("")
    live: reactive[str] = reactive("")
    notice: reactive[str] = reactive("")
    obstacles: reactive[tuple[str, ...]] = reactive(())

    def __init__(self, commands: tuple[Command, ...], *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._commands = commands
        self._until: Timer | None = None
        self._moment = ("", "")
        """What is said for a moment, and of which state."""
        self._lasting: dict[str, str] = {}
        """What is said of states for as long as they last, the latest at the end."""

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        """Show a message for a moment, or, with `stays`, until the state that it is said `of` ends."""
        if stays:
            self._lasting.pop(of, None)
            self._lasting[of] = message
            message = of = ""
        self._moment = (message, of)
        if self._until:
            self._until.stop()
        self._until = later(self, SECONDS, self.fall_silent) if message else None
        self._show()

    def end(self, state: str) -> None:
        """Say nothing more of a state: it has ended."""
        if self._moment[1] == state:
            self._moment = ("", "")
        self._lasting.pop(state, None)
        self._show()

    def fall_silent(self) -> None:
        """End what was said for a moment: something else happened since."""
        self._moment = ("", "")
        self._show()

    def _show(self) -> None:
        self.notice = self._moment[0] or next(reversed(self._lasting.values()), "")

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
