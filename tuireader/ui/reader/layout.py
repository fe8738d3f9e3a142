"""The panes of the reader: what they are, which are visible, and which has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from tuireader.ui.arrangement import Arrangement, Pane, side_widths
from tuireader.ui.widgets.outline_list import OutlineList
from tuireader.ui.widgets.reading_pane import ReadingPane
from tuireader.ui.widgets.row_list import RowList
from tuireader.ui.widgets.sidebar import Sidebar
from tuireader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from tuireader.rendering.theme import Theme
    from tuireader.ui.commands import Command


class ReaderLayout(Screen[None]):
    """The reader's panes side by side, as far as there is room for them."""

    def __init__(self, theme: Theme, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands
        self.arrangement = Arrangement()
        self._theme = theme

    def compose(self) -> ComposeResult:
        """Left side, article, outline; under them the status line."""
        with Horizontal(id="panes"):
            yield Sidebar(id="left")
            yield ReadingPane(self._theme, id="reading")
            with Vertical(id="right"):
                yield Static("Outline", id="outline-title", classes="title")
                yield OutlineList(id="outline")
        yield StatusLine(tuple(command for command in self.commands if command.footer), id="status")

    @property
    def sidebar(self) -> Sidebar:
        """Posts and tags."""
        return self.query_one(Sidebar)

    @property
    def reading(self) -> ReadingPane:
        """The article and its find bar."""
        return self.query_one(ReadingPane)

    @property
    def outline(self) -> OutlineList:
        """The headings."""
        return self.query_one(OutlineList)

    @property
    def status(self) -> StatusLine:
        """The bottom line."""
        return self.query_one(StatusLine)

    def show_panes(self, arrangement: Arrangement) -> None:
        """Show the panes that `arrangement` asks for, and give the keyboard to one of them."""
        self.arrangement = arrangement
        panes = arrangement.panes(self.size.width)
        self.sidebar.display = panes.left
        self.reading.display = panes.article
        self.query_one("#right").display = panes.outline
        left, right = side_widths(self.size.width, panes)
        self.sidebar.styles.width = left if panes.article else "1fr"
        self.query_one("#right").styles.width = right if panes.article else "1fr"
        visible = self.visible_panes()
        focus = arrangement.focus if arrangement.focus in visible else visible[0]
        # At once and not, as `Widget.focus` would, after the keys that wait already.
        self.set_focus(self.query_one(f"#{focus.value}"), scroll_visible=False)

    def visible_panes(self) -> list[Pane]:
        """The panes that can have the keyboard now, from left to right."""
        panes = self.arrangement.panes(self.size.width)
        shown = {
            Pane.POSTS: panes.left,
            Pane.TAGS: panes.left,
            Pane.ARTICLE: panes.article,
            Pane.OUTLINE: panes.outline,
        }
        return [pane for pane, visible in shown.items() if visible] or [Pane.ARTICLE]

    def enter(self, pane: Pane) -> None:
        """Give the keyboard to a pane, which is shown if it is not."""
        arrangement = self.arrangement.focused(pane)
        if pane is not Pane.ARTICLE and not self._shows(arrangement, pane):
            toggled = arrangement.toggled_outline if pane is Pane.OUTLINE else arrangement.toggled_left
            arrangement = toggled(self.size.width).focused(pane)
        self.show_panes(arrangement)

    def _shows(self, arrangement: Arrangement, pane: Pane) -> bool:
        panes = arrangement.panes(self.size.width)
        return panes.outline if pane is Pane.OUTLINE else panes.left

    @property
    def pane(self) -> Pane:
        """The pane that has the keyboard; the article's if none has."""
        focused = self.focused
        if isinstance(focused, RowList) and focused.id:
            return Pane(focused.id)
        return Pane.ARTICLE

    def on_descendant_focus(self) -> None:
        """Remember which pane was clicked into, and tell it by its title."""
        self.arrangement = self.arrangement.focused(self.pane)
        for name in ("posts", "tags", "outline"):
            self.query_one(f"#{name}-title").set_class(self.pane.value == name, "-active")

    def on_resize(self, event: events.Resize) -> None:
        """Show what fits the new width."""
        del event
        self.show_panes(self.arrangement)
