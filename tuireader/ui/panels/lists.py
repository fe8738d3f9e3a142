"""Lists over the lower part of the reader: posts around a post, and problems."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.archive.post import Problem
from tuireader.archive.source import open_source
from tuireader.late import dataclass
from tuireader.ui.leaving import DismissedOnce
from tuireader.ui.motion import MOVES, Motion
from tuireader.ui.widgets.found_lists import NearList, ProblemList, Row
from tuireader.ui.widgets.panel_hint import PanelHint
from tuireader.ui.widgets.row_list import RowList
from tuireader.ui.working import begin, every, restart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from tuireader.archive.archive import Archive
    from tuireader.archive.metadata.dates import DateForm
    from tuireader.archive.post import Post, PostId
    from tuireader.session.around import Section
    from tuireader.session.link_service import LinkService
    from tuireader.settings import Settings

RowT = TypeVar("RowT")
ResultT = TypeVar("ResultT")

USUAL_COLUMNS, USUAL_ROWS = 84, 10
"""The usual columns and rows of a panel."""
SHARE = 0.6
"""The share of the widget's height covered by a panel."""
MOVING = [
    Binding(",".join(move.keys), f"go('{move.motion.value}')", move.does, show=False, id=move.motion.value)
    for move in MOVES
]
"""The keys that move, as in the reader; the settings apply here too."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen post, or other file, and its line, from 1; None for its top."""

    post: PostId
    line: int | None = None


def place_over(panel: Widget, over: Widget, event: events.Resize) -> None:
    """Place a panel over the lower part of a widget, and wider than a narrow one.

    The status line stays visible.
    """
    region = over.region
    width = min(max(region.width, USUAL_COLUMNS), event.size.width)
    panel.styles.width = width
    panel.styles.height = max(int(region.height * SHARE), USUAL_ROWS)
    panel.styles.margin = (0, 0, 1, min(region.x, event.size.width - width))


class ListPanel(ModalScreen["ResultT | None"], DismissedOnce["ResultT | None"], Generic[RowT, ResultT]):
    """A title, a list and its keys; a subclass supplies the list and fills it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "close"),
        Binding("enter", "choose", "choose"),
        *MOVING,
    ]

    def __init__(self, over: Widget, title: str, hint: str) -> None:
        super().__init__()
        self._over = over
        self._title = title
        self._hint = hint
        self._moved = False
        """Whether a person has moved the highlight."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(self._title, classes="panel-title", markup=False)
            yield self.list_of_rows()
            yield PanelHint(self._hint)

    def list_of_rows(self) -> RowList[RowT]:
        raise NotImplementedError

    @property
    def list(self) -> RowList[RowT]:
        return self.query_one(RowList)

    def on_mount(self) -> None:
        self.set_focus(self.list)

    def show(self, rows: Sequence[RowT], title: str) -> None:
        """Show rows under a title; the highlight stays on its row once a person moved it."""
        if not self._moved:
            self.list.highlighted = None
        self.list.set_rows(rows)
        if self.list.highlighted is None:
            self.list.highlight_first()
            self.list.scroll_to(y=0, animate=False, force=True)
        self.query_one(".panel-title", Static).update(title)

    def on_resize(self, event: events.Resize) -> None:
        place_over(self.query_one(".panel"), self._over, event)

    def action_go(self, motion: str) -> None:
        self._moved = True
        self.list.go(Motion(motion))

    def action_choose(self) -> None:
        self.list.choose()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Keep the message from the reader, which would show the post."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if (chosen := self.chosen()) is not None:
            self.dismiss(chosen)

    def chosen(self) -> ResultT | None:
        """The result of choosing the highlighted row; None if it cannot be chosen."""
        raise NotImplementedError


REFRESH_INTERVAL = 0.3
"""Seconds between two checks whether links have changed or more are known."""
NEAR_HINT = "Enter goes there · H comes back · Esc closes"


class Backlinks(ListPanel[Row, Chosen]):
    """The posts around one, in sections."""

    def __init__(self, over: Widget, link_service: LinkService, post: Post, dates: DateForm) -> None:
        super().__init__(over, f"Around {post.title}", NEAR_HINT)
        self._dates = dates
        self._link_service = link_service
        self._post = post
        self._complete = False
        self._version = 0
        """The version of the links that is shown."""
        self._looking = False

    def list_of_rows(self) -> NearList:
        return NearList(self._dates, id="near")

    def on_mount(self) -> None:
        """Fill the list, again until all links are known, and whenever they change."""
        self._look()
        every(self, REFRESH_INTERVAL, self._look)

    def _look(self) -> None:
        # A slow fill is not restarted by the next check, or it would never finish.
        if not self._looking and not (self._complete and self._version == self._link_service.version):
            self._looking = True
            begin(self, self._fill, "looking for related posts")

    async def _fill(self) -> None:
        self._version, complete = self._link_service.version, self._link_service.complete
        try:
            sections = await self._link_service.around(self._post.id)
        finally:
            self._looking = False
        self._complete = complete
        self._show(sections)

    def _show(self, sections: tuple[Section, ...]) -> None:
        rows: list[Row] = []
        for section in sections:
            rows.append(section)
            rows.extend((section.title, near) for near in section.near)
        done, total = self._link_service.progress
        unfinished = f" · {done:,} of {total:,} posts read for links"
        finished = self._complete or done >= total
        self.show(rows, f"Around {self._post.title}{'' if finished else unfinished}")

    def chosen(self) -> Chosen | None:
        """The highlighted post, at the link if it links here."""
        near = self.query_one(NearList).selected
        return Chosen(near.post.id, near.line) if near else None


PROBLEMS_HINT = "Enter goes to the line · a all posts, or this one · Esc closes"


class Problems(ListPanel[Problem, Chosen]):
    """The problems of a post; `a` lists those of the archive."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "toggle_all", "all posts")]

    def __init__(
        self, over: Widget, link_service: LinkService, archive: Archive, post: Post, settings: Settings
    ) -> None:
        super().__init__(over, "Looking for problems …", PROBLEMS_HINT)
        self._link_service = link_service
        self._archive = archive
        self._post = post
        self._settings = settings
        self._all = False

    def list_of_rows(self) -> ProblemList:
        return ProblemList(id="problems")

    def on_mount(self) -> None:
        self._look()

    def action_toggle_all(self) -> None:
        """List the problems of all posts, or of this one again."""
        self._all = not self._all
        self._look()

    def _look(self) -> None:
        self._moved = False
        self.show((), "Checking the whole archive …" if self._all else "Looking for problems …")
        restart(self, self._fill, "looking for problems")

    async def _fill(self) -> None:
        if not self._all:
            source = await asyncio.to_thread(open_source, self._archive, self._post.id)
            if isinstance(source, Problem):
                # Other known problems may be out of date.
                self._list((source,), self._post.title)
            else:
                problems = await self._link_service.problems(self._post.id, self._settings)
                self._list(problems, self._post.title)
            return
        from tuireader.session.links import check_archive

        found = await check_archive(self._archive.root, self._settings.checks_off, kept=self._settings.kept)
        if found is None:
            self.show((), "The archive cannot be checked")
        else:
            self._list(found, "the archive")

    def _list(self, problems: tuple[Problem, ...], where: str) -> None:
        self.query_one(ProblemList).alone = not self._all
        count = len(problems)
        nouns = "problem" if count == 1 else "problems"
        self.show(problems, f"{count:,} {nouns} in {where}" if count else f"Nothing is wrong with {where}")

    def chosen(self) -> Chosen | None:
        problem = self.query_one(ProblemList).chosen
        return Chosen(problem.id, problem.line) if problem else None
