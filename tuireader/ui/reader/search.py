"""The reader that seeks: through the archive, and for a post by its name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.library.record import Bookmark
from tuireader.session.history import Visit
from tuireader.session.open_post import Landing
from tuireader.session.search import Indexing, Naming
from tuireader.ui.arrangement import Pane
from tuireader.ui.reader.live import LiveReader
from tuireader.ui.widgets.opening_pane import OpeningPane
from tuireader.ui.working import lasting, latest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.catalog.goto import Name
    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import Shelf
    from tuireader.session.memory import Keeper
    from tuireader.session.search import Found, Searched
    from tuireader.settings import Settings
    from tuireader.ui.commands import Command
    from tuireader.ui.widgets.sidebar import Sidebar

UNKEPT = "the search index is not kept"
MOMENT = 0.5
"""Seconds after a key for which nothing is begun in the background."""


class SeekingReader(LiveReader):
    """A reader with a search index behind it."""

    def __init__(
        self, shelf: Shelf, theme: Theme, commands: Sequence[Command], keeper: Keeper, settings: Settings
    ) -> None:
        super().__init__(shelf, theme, commands, keeper, settings)
        self.indexing = Indexing(
            shelf.root, kept=settings.cache, pressed=lambda: getattr(self.app, "pressed", 0.0)
        )
        self._naming = Naming(self.indexing)
        self._searched = ""
        """What was searched for last."""

    def on_mount(self) -> None:
        """Index the archive as soon as it has been read."""
        indexing = partial(
            self.indexing.run, self._say_unkept, self._take_indexed, self._is_busy, self._is_opening
        )
        lasting(self, indexing, "indexing")

    def _say_unkept(self, problem: Problem) -> None:
        """Say why the index is not kept, and go on saying that it is not."""
        if self._is_up:
            self.say(problem.message)
            self.tell_obstacle(UNKEPT, there=True)

    def _is_opening(self) -> bool:
        """Whether a post is being opened or revised."""
        return any(pane.is_opening for pane in self.query(OpeningPane))

    def _is_busy(self) -> bool:
        """Whether a post is being opened, or was asked for a moment ago."""
        return self._is_opening() or monotonic() < getattr(self.app, "pressed", 0.0) + MOMENT

    def _take_indexed(self) -> None:
        """Ask anew what the filter's query finds, now that all posts are indexed."""
        self.sidebar.ask_again()

    async def body_before_save(self, post: PostId) -> str | None:
        """The body that a post had before its last save, as the index had it."""
        return await self.indexing.body_before_save(post)

    async def on_unmount(self) -> None:
        """Let go of the index."""
        await self.indexing.close()

    # Searching

    def action_search(self) -> None:
        """Search the archive."""
        if self.shelf.archive is None:
            return
        from tuireader.session.search import Searchable
        from tuireader.ui.panels.search import SearchScreen

        searchable = Searchable(
            self.indexing,
            self.shelf.archive,
            self.reading.page_theme,
            self.catalog.get,
            lambda: self.sidebar.remembered_now,
        )
        searches = self.keeper.memory.searches
        self.app.push_screen(SearchScreen(searchable, searches, self._searched), self._take_search)

    def _take_search(self, searched: Searched | None) -> None:
        if searched is None:
            return
        self._searched = searched.text
        if searched.text:
            self.keeper.searched(searched.text)
        if searched.found:
            self._go_to_found(searched.found)
        elif searched.text:
            self.sidebar.select(replace(self.sidebar.selection.cleared(), query=searched.text))
            self.enter(Pane.POSTS)

    def on_sidebar_asked(self, event: Sidebar.Asked) -> None:
        """Tell the list of posts which of them its query finds."""
        latest(self, partial(self._find_for_list, event.query_text), "filtering")

    async def _find_for_list(self, text: str) -> None:
        from tuireader.catalog.query.query import parse_partial
        from tuireader.catalog.search.index import found_by

        query = parse_partial(text).knowing(self.sidebar.remembered)
        found = await self.indexing.ask(partial(found_by, query=query))
        self.sidebar.find(text, found, indexed=self.indexing.complete)

    def _go_to_found(self, found: Found) -> None:
        from tuireader.session.find import words_of

        post = self.catalog.get(found.post)
        if post and found.words:
            self.land_in(post, Landing(post.id, found.line, words_of(found.words)))
        elif post:
            self.visit(post)

    def land_in(self, post: Post, landing: Landing) -> None:
        """Open a post at a line of its file; the way back leads to where the reader was."""
        self.reading.land_on(landing)
        self.visit(post, Bookmark(max(landing.line - 1, 0)))

    def visit(self, post: Post, spot: Bookmark | None = None) -> None:
        """Open a post at `spot`, or where it was left; the way back leads to where the reader was."""
        if self.reading.wanted is not None:
            self.history = self._departure().visited(Visit(post.id))
        self.show_post(post, spot)
        self.enter(Pane.ARTICLE)

    # Going to a name

    def action_go_to(self) -> None:
        """Go to a post by its name."""
        from tuireader.ui.panels.go_to import GoToScreen

        self.app.push_screen(GoToScreen(self.catalog, self._naming, self.history.recent), self._go_to_name)

    def _go_to_name(self, name: Name | None) -> None:
        post = self.catalog.get(name.post) if name else None
        if name and post:
            self._go(post, name.line)

    def _go(self, post: Post, line: int) -> None:
        if line:
            self.land_in(post, Landing(post.id, line, at_top=True))
        elif self.reading.wanted and self.reading.wanted.id == post.id:
            self.enter(Pane.ARTICLE)
        else:
            self.history = self._departure().visited(Visit(post.id))
            self.show_post(post)
            self.enter(Pane.ARTICLE)
