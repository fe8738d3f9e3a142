"""What is wrong with a post, or with the whole archive: the same as `tuireader check` tells."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from tuireader.archive.post import Problem
from tuireader.archive.source import open_source
from tuireader.ui.screens.list_panel import Chosen, ListPanel
from tuireader.ui.widgets.problem_list import ProblemList
from tuireader.ui.working import latest

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.widget import Widget

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.settings import Settings
    from tuireader.ui.following.linking import Linking

HINT = "Enter goes to the line · a all posts, or this one · Esc closes"


class Problems(ListPanel[Problem]):
    """The problems of a post; `a` lists those of the archive."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "toggle_all", "all posts")]

    def __init__(
        self, over: Widget, linking: Linking, archive: Archive, post: Post, settings: Settings
    ) -> None:
        super().__init__(over, "Looking for problems …", HINT)
        self._linking = linking
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
        latest(self, self._fill, "looking for problems")

    async def _fill(self) -> None:
        if not self._all:
            source = await asyncio.to_thread(open_source, self._archive, self._post.id)
            if isinstance(source, Problem):
                # What else is known of it may be true no more.
                self._list((source,), self._post.title)
            else:
                problems = await self._linking.problems(self._post.id, self._settings)
                self._list(problems, self._post.title)
            return
        from tuireader.ui.following.gathering import check_archive  # noqa: PLC0415 - only when asked for

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
