"""The help: every command with its keys, from the table of commands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.ui.keys import key_display
from tuireader.ui.leaving import LeftOnce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.theme import Theme

    from tuireader.ui.keys import Command

KEYS_WIDTH = 13
"""Columns of the longest pair of keys, so that descriptions align."""
LONGEST_KEYS = 24
"""Most columns of keys from the settings; more are wrapped."""


class HelpScreen(ModalScreen[None], LeftOnce[None]):
    """The keys and their commands, group by group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "close"),
        Binding("j,down", "scroll('down')", "down"),
        Binding("k,up", "scroll('up')", "up"),
        Binding("space,pagedown", "scroll('page_down')", "page down"),
        Binding("b,pageup", "scroll('page_up')", "page up"),
    ]

    def __init__(self, commands: Sequence[Command[Any]]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(_help(self.app.title, self._commands, self.app.current_theme))

    def action_scroll(self, direction: str) -> None:
        getattr(self.query_one(VerticalScroll), f"scroll_{direction}")(animate=False)


def _help(title: str, commands: Sequence[Command[Any]], theme: Theme) -> Group:
    """All commands in groups; descriptions are wrapped within their column."""
    accent = Style(color=theme.accent)
    width = max(KEYS_WIDTH, *(len(_keys(command)) for command in commands))
    parts: list[Text | Padding] = [Text(title, accent + Style(bold=True))]
    for group, members in groupby(commands, lambda command: command.group):
        parts.append(Text(f"\n{group}", Style(bold=True)))
        parts.append(Padding(_table(list(members), accent, width), (0, 0, 0, 2)))
    closing = "\nThe mouse works everywhere: wheel, click, drag to select. Esc closes this."
    return Group(*parts, Text(closing, Style(color=theme.secondary)))


def _keys(command: Command[Any]) -> str:
    return "  ".join(key_display(key) for key in command.keys)


def _table(commands: Sequence[Command[Any]], accent: Style, width: int) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style=accent, width=min(width, LONGEST_KEYS))
    table.add_column()
    for command in commands:
        table.add_row(_keys(command), command.does)
    return table
