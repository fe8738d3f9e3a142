"""Lists over the lower part of the reader: what links to a post, and what is wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.archive.post import Problem
from tuireader.archive.source import open_source
from tuireader.ui.leaving import LeftOnce
from tuireader.ui.motion import MOVES, Motion
from tuireader.ui.widgets.found_lists import NearList, ProblemList, Row
from tuireader.ui.widgets.row_list import RowList
from tuireader.ui.working import begin, every, restart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.session.around import Section
    from tuireader.session.link_service import LinkService
    from tuireader.settings import Settings

RowT = TypeVar("RowT")

NARROWEST, LOWEST = 84, 10
"""Columns and rows of a panel where there is room for them."""
SHARE = 0.6
"""How much of the widget's height a panel covers."""
MOVING = [
    Binding(",".join(move.keys), f"go('{move.motion.value}')", move.does, show=False, id=move.motion.value)
    for move in MOVES
]
"""The keys that move, as everywhere else; the settings can change them here too."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: a post, or another file, and the line of it, from 1; None for its top."""

    post: PostId
    line: int | None = None


def lie_over(panel: Widget, over: Widget, event: events.Resize) -> None:
    """Lay a panel over the lower part of a widget, or more than it where that is narrow.

    The status line stays in sight.
    """
    region = over.region
    width = min(max(region.width, NARROWEST), event.size.width)
    panel.styles.width = width
    panel.styles.height = max(int(region.height * SHARE), LOWEST)
    panel.styles.margin = (0, 0, 1, min(region.x, event.size.width - width))


class ListPanel(ModalScreen["Chosen | None"], LeftOnce["Chosen | None"], Generic[RowT]):
    """A title, a list and what its keys do; a subclass says which list, and fills it."""

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

    def on_resize(self, event: events.Resize) -> None:
        """Lie over the widget."""
        lie_over(self.query_one(".panel"), self._over, event)

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


LOOK = 0.3
"""Seconds between two looks at whether more is known of links, or they lead elsewhere."""
NEAR_HINT = "Enter goes there · H comes back · Esc closes"


class Backlinks(ListPanel[Row]):
    """The posts around one, in sections."""

    def __init__(self, over: Widget, link_service: LinkService, post: Post) -> None:
        super().__init__(over, f"Around {post.title}", NEAR_HINT)
        self._link_service = link_service
        self._post = post
        self._complete = False
        self._version = 0
        """Of the links, those that are told of."""
        self._looking = False

    def list_of_rows(self) -> NearList:
        """The posts in sections."""
        return NearList(id="near")

    def on_mount(self) -> None:
        """Look what is around the post, again until all is known, and whenever that changes."""
        self._look()
        every(self, LOOK, self._look)

    def _look(self) -> None:
        # A look that takes longer than the time between two is not given up for the next: it would never end.
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
        """The post that is highlighted, at the link if it links here."""
        near = self.query_one(NearList).chosen
        return Chosen(near.post.id, near.line) if near else None


PROBLEMS_HINT = "Enter goes to the line · a all posts, or this one · Esc closes"


class Problems(ListPanel[Problem]):
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
        """The problems."""
        return ProblemList(id="problems")

    def on_mount(self) -> None:
        """Look for problems of the post."""
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
                # What else is known of it may be true no more.
                self._list((source,), self._post.title)
            else:
                problems = await self._link_service.problems(self._post.id, self._settings)
                self._list(problems, self._post.title)
            return
        from tuireader.session.links import check_archive

        found = await check_archive(self._archive.root, self._settings.checks_off, kept=self._settings.cache)
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
        """The line of the problem that is highlighted."""
        problem = self.query_one(ProblemList).chosen
        return Chosen(problem.id, problem.line) if problem else None
