"""The help: every command with its keys, from the table of commands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.ui.bindings import key_display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tuireader.ui.bindings import Command

KEYS_WIDTH = 18


class HelpScreen(ModalScreen[None]):
    """What the keys do, group by group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "close"),
        Binding("j,down", "scroll('down')", "down"),
        Binding("k,up", "scroll('up')", "up"),
        Binding("space,pagedown", "scroll('page_down')", "page down"),
        Binding("b,pageup", "scroll('page_up')", "page up"),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The help, to be scrolled where the window is small."""
        with VerticalScroll(id="help"):
            yield Static(_text(self.app.title, self._commands))

    def action_scroll(self, direction: str) -> None:
        """Scroll the help."""
        getattr(self.query_one(VerticalScroll), f"scroll_{direction}")(animate=False)


def _text(title: str, commands: Sequence[Command]) -> Content:
    parts: list[Content | str | tuple[str, str]] = [(title, "bold $accent"), "\n"]
    for group, members in groupby(commands, lambda command: command.group):
        parts.append((f"\n{group}\n", "bold"))
        for command in members:
            keys = "  ".join(key_display(key) for key in command.keys)
            parts.extend([(f"  {keys:<{KEYS_WIDTH}}", "$accent"), f"{command.does}\n"])
    parts.append(("\nThe mouse works everywhere: wheel, click, drag to select. Esc closes this.", "$muted"))
    return Content.assemble(*parts)
