"""The bottom line: what is being read, what the program has to say, and the most useful keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import RenderResult

    from tuireader.ui.bindings import Command


class StatusLine(Widget):
    """One line: `reading` on the left, then `notice`; the keys of `commands` on the right where there is room."""

    reading: reactive[str] = reactive("")
    notice: reactive[str] = reactive("")

    def __init__(self, commands: tuple[Command, ...], *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._commands = commands

    def render(self) -> RenderResult:
        """The line at the width that there is."""
        left = Content(" · ".join(part for part in (self.reading, self.notice) if part))
        width = self.content_size.width
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


def _target(action: str) -> str:
    return action if "." in action else f"screen.{action}"
