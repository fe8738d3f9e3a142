"""The help: every command with its keys, from the table of commands; side by side in wide windows, and searchable."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.console import Group
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.ui.keys import key_display
from tuireader.ui.leaving import DismissedOnce
from tuireader.ui.motion import Motion
from tuireader.ui.panels.lists import MOVING
from tuireader.ui.widgets.query_input import SafeInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.theme import Theme

    from tuireader.ui.keys import Command

PAIRS: Final = {
    ("line-down", "line-up"): "Move down or up a line",
    ("page-down", "page-up"): "Move down or up a page",
    ("half-down", "half-up"): "Move down or up half a page",
    ("top", "bottom"): "Go to the top or the bottom",
    ("slide-left", "slide-right"): "Scroll wide tables and code to the left or right",
    ("next-heading", "previous-heading"): "Go to the next or previous heading",
    ("next-post", "previous-post"): "Show the next or previous post in the list",
    ("next-unread", "previous-unread"): "Show the next or previous unread post",
    ("find-next", "find-previous"): "Go to the next or previous match",
    ("back", "forward"): "Go back or forward",
    ("next-change", "previous-change"): "Go to the next or previous change of the post",
    ("wider", "narrower"): "Make the text wider or narrower",
    ("side-wider", "side-narrower"): "Make the side with the focus wider or narrower",
    ("next-pane", "previous-pane"): "Go to the next or previous link in sight, or pane",
}
"""Neighbours in the table of commands that share a line of the help."""
KEYS_WIDTH = 13
"""Columns of the longest pair of keys, so that descriptions align."""
LONGEST_KEYS = 24
"""Most columns of keys from the settings; more are wrapped."""
TWO_COLUMNS = 156
"""Columns of a window from which the help has two columns."""
SIGNS: Final = (
    ("●", "New and unread: it came after you first opened the archive"),
    ("★", "Starred; titles of read posts are dim"),
    ("⚠", "Something is wrong in the post: ! lists it"),
    ("+ ~ -", "In the gutter: a block is new, changed, or was removed"),
)
HINT = "/ searches · Esc closes"
CLOSING = """\
5j moves down five lines, 12G goes to line 12 of the file.
The mouse works everywhere."""


class HelpScreen(ModalScreen[None], DismissedOnce[None]):
    """The keys and their commands, group by group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", "close"),
        Binding("question_mark,f1,q", "dismiss", "close"),
        Binding("slash", "search", "search"),
        *MOVING,
    ]

    def __init__(self, commands: Sequence[Command[Any]]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        # All is there from the first layout on: a second one would be seen.
        with Vertical(id="help", classes="-wide" if self._is_wide else ""):
            yield SafeInput(placeholder="a key, or words of what it does", id="help-search", compact=True)
            with VerticalScroll(can_focus=True):
                yield Static(self._text(""))

    def on_mount(self) -> None:
        self.query_one(SafeInput).cursor_blink = False
        self.set_focus(self.query_one(VerticalScroll))

    def on_resize(self) -> None:
        shown = self.query_one("#help")
        if shown.has_class("-wide") is not self._is_wide:
            shown.set_class(self._is_wide, "-wide")
            self._show()

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= TWO_COLUMNS

    def _text(self, searched: str) -> Group | Text:
        wanted = searched.lower().split()
        found = [one for one in self._commands if all(word in _searched(one) for word in wanted)]
        columns = 2 if self._is_wide and not wanted else 1
        return _help(self.app.title, found, self.app.current_theme, columns=columns, whole=not wanted)

    def _show(self) -> None:
        self.query_one(Static).update(self._text(self.query_one(SafeInput).value))

    def on_input_changed(self, event: SafeInput.Changed) -> None:
        event.stop()
        self._show()

    def on_input_submitted(self, event: SafeInput.Submitted) -> None:
        """Keep what was found, to be scrolled."""
        event.stop()
        self.set_focus(self.query_one(VerticalScroll))

    def action_search(self) -> None:
        line = self.query_one(SafeInput)
        line.display = True
        self.set_focus(line)

    def action_step_back(self) -> None:
        """End the search, or close the help."""
        line = self.query_one(SafeInput)
        if line.display:
            line.value = ""
            line.display = False
            self.set_focus(self.query_one(VerticalScroll))
        else:
            self.dismiss()

    def action_go(self, motion: str) -> None:
        pane, move = self.query_one(VerticalScroll), Motion(motion)
        rows = move.rows(pane.size.height)
        if rows is not None:
            pane.scroll_relative(y=rows, animate=False)
        else:
            pane.scroll_to(y=0 if move is Motion.TOP else pane.max_scroll_y, animate=False)


def _searched(command: Command[Any]) -> str:
    return f"{command.name} {command.does} {command.group} {_keys(command)}".lower()


def _help(
    title: str, commands: Sequence[Command[Any]], theme: Theme, *, columns: int, whole: bool
) -> Group | Text:
    """The commands in groups, in one column or two; the `whole` help with the signs as well."""
    if not commands:
        return Text("no command matches")
    accent = Style(color=theme.accent)
    groups = [
        (name, list(_rows(list(members))))
        for name, members in groupby(commands, lambda command: command.group)
    ]
    width = max(KEYS_WIDTH, *(len(keys) for _, rows in groups for keys, _ in rows))
    if whole:
        groups.append(("Signs", list(SIGNS)))
    parts = [Group(Text(f"\n{name}", Style(bold=True)), _table(rows, accent, width)) for name, rows in groups]
    shown: Group | Table = Group(*parts)
    if columns == 2:
        shown = Table.grid(expand=True, padding=(0, 2, 0, 0))
        shown.add_column(ratio=1)
        shown.add_column(ratio=1)
        half = _half([len(rows) + 2 for _, rows in groups])
        shown.add_row(Group(*parts[:half]), Group(*parts[half:]))
    heading = Text.assemble((title, accent + Style(bold=True)), "   ", (HINT, Style(color=theme.secondary)))
    return Group(heading, shown, Text(f"\n{CLOSING}", Style(color=theme.secondary)))


def _rows(commands: Sequence[Command[Any]]) -> Iterator[tuple[str, str]]:
    """Yield the keys and the description of each line of a group."""
    rest = list(commands)
    while rest:
        command = rest.pop(0)
        does = PAIRS.get((command.name, rest[0].name)) if rest else None
        if does is None:
            yield _keys(command), command.does
            continue
        shown = [[key_display(key) for key in one.keys] for one in (command, rest.pop(0))]
        # The first keys of both, then the second ones.
        yield "  ".join(" ".join(filter(None, keys)) for keys in zip_longest(*shown)), does


def _half(heights: Sequence[int]) -> int:
    """The number of groups in the first column, so that both are nearly as high."""
    return min(range(1, len(heights)), key=lambda at: max(sum(heights[:at]), sum(heights[at:])), default=1)


def _keys(command: Command[Any]) -> str:
    return "  ".join(key_display(key) for key in command.keys)


def _table(rows: Sequence[tuple[str, str]], accent: Style, width: int) -> Padding:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style=accent, width=min(width, LONGEST_KEYS))
    table.add_column()
    for keys, does in rows:
        table.add_row(keys, does)
    return Padding(table, (0, 0, 0, 2))
