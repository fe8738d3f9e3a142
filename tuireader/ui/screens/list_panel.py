"""A panel over the lower part of the reader: a list to go through, from which one thing is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.ui.bindings import COMMANDS
from tuireader.ui.leaving import LeftOnce
from tuireader.ui.motion import Motion
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from tuireader.archive.post import PostId

RowT = TypeVar("RowT")
ResultT = TypeVar("ResultT")

NARROWEST, LOWEST = 84, 10
"""Columns and rows of a panel where there is room for them."""
SHARE = 0.6
"""How much of the widget's height a panel covers."""
MOVING = [command.binding for command in COMMANDS if command.action.startswith("go(")]
"""The keys that move, as everywhere else; the settings can change them here too."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: a post, or another file, and the line of it, from 1; None for its top."""

    post: PostId
    line: int | None = None


class Panel(ModalScreen[ResultT], LeftOnce[ResultT]):
    """A screen with one `.panel`, which covers the lower part of the widget `over`."""

    def __init__(self, over: Widget) -> None:
        super().__init__()
        self._over = over

    def on_resize(self, event: events.Resize) -> None:
        """Lie over the widget, or more than it where that is narrow; the status line stays in sight."""
        region = self._over.region
        width = min(max(region.width, NARROWEST), event.size.width)
        panel = self.query_one(".panel")
        panel.styles.width = width
        panel.styles.height = max(int(region.height * SHARE), LOWEST)
        panel.styles.margin = (0, 0, 1, min(region.x, event.size.width - width))


class ListPanel(Panel[Chosen | None], Generic[RowT]):
    """A title, a list and what its keys do; a subclass says which list, and fills it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "close"),
        Binding("enter", "choose", "choose"),
        *MOVING,
    ]

    def __init__(self, over: Widget, title: str, hint: str) -> None:
        super().__init__(over)
        self._title = title
        self._hint = hint
        self._moved = False
        """Whether a person has moved the highlight."""

    def compose(self) -> ComposeResult:
        """The panel."""
        with Vertical(classes="panel"):
            yield Static(self._title, classes="panel-title", markup=False)
            yield self.list_of_rows()
            yield Static(self._hint, classes="panel-hint", markup=False)

    def list_of_rows(self) -> RowList[RowT]:
        """The list."""
        raise NotImplementedError

    @property
    def list(self) -> RowList[RowT]:
        """The list that is shown."""
        return self.query_one(RowList)

    def on_mount(self) -> None:
        """Give the list the keyboard."""
        self.set_focus(self.list)

    def show(self, rows: Sequence[RowT], title: str) -> None:
        """Show rows under a title; the highlight stays on its row once it was moved there."""
        if not self._moved:
            self.list.highlighted = None
        self.list.set_rows(rows)
        if self.list.highlighted is None:
            self.list.highlight_first()
            self.list.scroll_to(y=0, animate=False, force=True)
        self.query_one(".panel-title", Static).update(title)

    def action_go(self, motion: str) -> None:
        """Move the highlight."""
        self._moved = True
        self.list.go(Motion(motion))

    def action_choose(self) -> None:
        """Choose the highlighted row."""
        self.list.choose()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Keep to oneself what the reader would take for its own."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Close with what was chosen."""
        event.stop()
        if (chosen := self.chosen()) is not None:
            self.dismiss(chosen)

    def chosen(self) -> Chosen | None:
        """What the highlighted row leads to."""
        raise NotImplementedError
