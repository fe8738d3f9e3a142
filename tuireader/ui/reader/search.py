"""Searching the archive, and going to a post by its name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tuireader.session.open_post import Jump
from tuireader.session.search import NameIndex
from tuireader.ui.arrangement import Pane
from tuireader.ui.working import lasting, restart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.post import Problem
    from tuireader.catalog.goto import GoToName
    from tuireader.session.memory import MemoryService
    from tuireader.session.search import ChosenResult, SearchEnd, SearchService
    from tuireader.ui.reader.context import Background, ReaderContext
    from tuireader.ui.reader.layout import Layout
    from tuireader.ui.reader.navigator import Navigator
    from tuireader.ui.widgets.found_lists import ActionRow

INDEX_NOT_SAVED = "the search index is not saved"


class PostSearch:
    """The searches of the archive, and going to a post by its name."""

    def __init__(
        self,
        context: ReaderContext,
        search_service: SearchService,
        memory_service: MemoryService,
        navigator: Navigator,
        layout: Layout,
    ) -> None:
        self.service = search_service
        self._context = context
        self._memory_service = memory_service
        self._navigator = navigator
        self._layout = layout
        self._name_index = NameIndex(search_service)
        self._searched = ""
        """The last query."""

    def start(self, background: Background) -> None:
        """Index the archive once it is read."""
        search_service = partial(
            self.service.run,
            self._say_unkept,
            self.index_completed,
            background.is_busy,
            background.is_opening,
        )
        lasting(self._context.screen, search_service, "indexing")

    def _say_unkept(self, problem: Problem) -> None:
        """Say why the index is not saved, and keep saying that it is not."""
        if self._context.is_up:
            self._context.say(problem.message)
            self._context.set_obstacle(INDEX_NOT_SAVED, there=True)

    def index_completed(self) -> None:
        """Ask for the results of the filter's query again, now that all posts are indexed."""
        self._context.sidebar.ask_again()

    async def close(self) -> None:
        await self.service.close()

    # Searching

    def search(self) -> None:
        archive, sidebar = self._context.archive, self._context.sidebar
        if archive is None:
            return
        from tuireader.session.search import Searchable
        from tuireader.ui.panels.search import SearchScreen

        searchable = Searchable(
            self.service,
            archive,
            self._context.reading.shown.view.plain,
            self._context.posts.get,
            lambda: tuple(self._context.posts.catalog),
            lambda: sidebar.remembered_now,
        )
        panel = SearchScreen(searchable, self._memory_service.memory.searches, self._searched)
        self._context.screen.app.push_screen(panel, self._take_search)

    def _take_search(self, searched: SearchEnd | None) -> None:
        if searched is None:
            return
        self._searched = searched.text
        if searched.text:
            self._memory_service.searched(searched.text)
        if searched.found:
            self._go_to_found(searched.found)
        elif searched.text:
            sidebar = self._context.sidebar
            sidebar.select(replace(sidebar.selection.cleared(), query=searched.text))
            self._layout.enter(Pane.POSTS)

    def _go_to_found(self, found: ChosenResult) -> None:
        from tuireader.session.find import words_of

        post = self._context.posts.get(found.post)
        if post is None:
            self._context.say(f"{found.post} is no longer in the archive")
        elif found.words:
            self._navigator.open_at(post, Jump(post.id, found.line, words_of(found.words)))
        else:
            self._navigator.visit(post)

    def find_for_list(self, query: str) -> None:
        restart(self._context.screen, partial(self._find_for_list, query), "filtering")

    async def _find_for_list(self, text: str) -> None:
        from tuireader.catalog.query.query import parse_partial
        from tuireader.catalog.search.index import found_by

        sidebar = self._context.sidebar
        query = parse_partial(text).knowing(sidebar.remembered)
        found = await self.service.ask(partial(found_by, query=query))
        sidebar.find(text, found, indexed=self.service.complete)

    # Going to a name

    def go_to(self, actions: Sequence[ActionRow] = ()) -> None:
        """Go to a post by its name; with `actions`, choose among these too."""
        from tuireader.ui.panels.go_to import GoToScreen

        recent = self._navigator.history.recent
        panel = GoToScreen(
            lambda: self._context.posts.catalog,
            self._name_index,
            recent,
            self._context.reading.shown.view.dates,
            actions,
        )
        self._context.screen.app.push_screen(panel, self._take_name)

    def _take_name(self, name: GoToName | ActionRow | None) -> None:
        from tuireader.ui.widgets.found_lists import ActionRow

        if isinstance(name, ActionRow):
            name.run()
        if name is None or isinstance(name, ActionRow):
            return
        post, wanted = self._context.posts.get(name.post), self._context.reading.wanted
        if post is None:
            self._context.say(f"{name.post} is no longer in the archive")
        elif name.line:
            self._navigator.open_at(post, Jump(post.id, name.line, at_top=True))
        elif wanted and wanted.id == post.id:
            self._layout.enter_article()
        else:
            self._navigator.visit(post)
