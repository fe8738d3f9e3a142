"""Seeking: in the open post, through the archive, for a post by its name; and the filter of the list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.catalog.catalog import Facet
from tuireader.session.open_post import Jump
from tuireader.session.search import NameIndex
from tuireader.ui.arrangement import Pane
from tuireader.ui.working import lasting, restart

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.post import Problem
    from tuireader.catalog.goto import GoToName
    from tuireader.session.memory import MemoryService
    from tuireader.session.search import ChosenResult, SearchEnd, SearchService
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.layout import Layout
    from tuireader.ui.reader.navigator import Navigator

INDEX_NOT_SAVED = "the search index is not kept"


class Background:
    """Whether there is time for what goes on behind the reader: not while a post is opened, nor `quiet` after a key."""

    def __init__(self, context: ReaderContext, pressed: Callable[[], float], quiet: float) -> None:
        self._reading = context.reading
        self._pressed = pressed
        self._quiet = quiet

    def is_opening(self) -> bool:
        """Whether a post is being opened or revised."""
        return self._reading.opener.is_opening

    def is_busy(self) -> bool:
        """Whether a post is being opened, or was asked for a moment ago."""
        return self.is_opening() or monotonic() < self._pressed() + self._quiet


class FindKeys:
    """Finding in the open post; the pane marks what is found."""

    def __init__(self, context: ReaderContext, layout: Layout) -> None:
        self._context = context
        self._reading = context.reading
        self._layout = layout

    def ask(self) -> None:
        """Ask for what to find."""
        self._layout.enter_article()
        self._reading.find.open()

    def step(self, steps: int) -> None:
        """Go to another match."""
        self._reading.matches.step(steps)

    def tell(self, summary: str) -> None:
        """Say how the search stands, or nothing where there is none."""
        if summary:
            self._context.say(summary, of="finding", stays=True)
        else:
            self._context.end("finding")


class PostSearch:
    """Searching the archive, and going to a post by its name."""

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
        """What was searched for last."""

    def start(self, background: Background) -> None:
        """Index the archive as soon as it has been read."""
        search_service = partial(
            self.service.run,
            self._say_unkept,
            self.take_indexed,
            background.is_busy,
            background.is_opening,
        )
        lasting(self._context.screen, search_service, "indexing")

    def _say_unkept(self, problem: Problem) -> None:
        """Say why the index is not kept, and go on saying that it is not."""
        if self._context.is_up:
            self._context.say(problem.message)
            self._context.tell_obstacle(INDEX_NOT_SAVED, there=True)

    def take_indexed(self) -> None:
        """Ask anew what the filter's query finds, now that all posts are indexed."""
        self._context.sidebar.ask_again()

    async def close(self) -> None:
        """Let go of the index."""
        await self.service.close()

    # Searching

    def search(self) -> None:
        """Search the archive."""
        archive, sidebar = self._context.archive, self._context.sidebar
        if archive is None:
            return
        from tuireader.session.search import Searchable
        from tuireader.ui.panels.search import SearchScreen

        searchable = Searchable(
            self.service,
            archive,
            self._context.reading.shown.view.theme,
            self._context.posts.catalog.get,
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
        """Tell the list of posts which of them its query finds."""
        restart(self._context.screen, partial(self._find_for_list, query), "filtering")

    async def _find_for_list(self, text: str) -> None:
        from tuireader.catalog.query.query import parse_partial
        from tuireader.catalog.search.index import found_by

        sidebar = self._context.sidebar
        query = parse_partial(text).knowing(sidebar.remembered)
        found = await self.service.ask(partial(found_by, query=query))
        sidebar.find(text, found, indexed=self.service.complete)

    # Going to a name

    def go_to(self) -> None:
        """Go to a post by its name."""
        from tuireader.ui.panels.go_to import GoToScreen

        recent = self._navigator.history.recent
        panel = GoToScreen(self._context.posts.catalog, self._name_index, recent)
        self._context.screen.app.push_screen(panel, self._take_name)

    def _take_name(self, name: GoToName | None) -> None:
        if name is None:
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


class ListFilter:
    """What is listed, and in which order."""

    def __init__(self, context: ReaderContext, layout: Layout) -> None:
        self._context = context
        self._sidebar = context.sidebar
        self._layout = layout

    def choose(self) -> None:
        """Go to the tags, and what else to filter by."""
        self._layout.enter(Pane.TAGS)
        if self._sidebar.tags.highlighted is None:
            self._sidebar.tags.highlight_first()

    def toggle(self, facet: Facet) -> None:
        """Filter by a facet as well, or no longer."""
        self._sidebar.select(self._sidebar.selection.toggled(facet))

    def toggle_state(self, state: str) -> None:
        """List only the posts that are so, or all again."""
        self.toggle(Facet("state", state))

    def exclude(self) -> None:
        """Leave out the posts that bear the highlighted tag, or list them again."""
        facet = self._sidebar.tags.selected
        if self._layout.pane is Pane.TAGS and facet and facet.kind == "tag":
            self._sidebar.select(self._sidebar.selection.without_tag(facet.value))
        else:
            self._context.say("highlight a tag first, with t, to leave out its posts")

    def toggle_any_tag(self) -> None:
        """List posts that bear any of the tags chosen in the place of all, or the other way round."""
        self._sidebar.select(self._sidebar.selection.with_other_mode())
        selection = self._sidebar.selection
        chosen = "chosen" if selection.tags else "you will choose"
        self._context.say(f"posts with {selection.mode} of the tags {chosen}")

    def clear(self) -> None:
        """List all posts."""
        self._sidebar.select(self._sidebar.selection.cleared())

    def next_sort(self) -> None:
        """List the posts in another order."""
        self._sidebar.select(self._sidebar.selection.sorted_next())
        self._context.say(f"sorted by {self._sidebar.selection.sort}")

    def reverse(self) -> None:
        """Turn the order of the posts around."""
        self._sidebar.select(self._sidebar.selection.reversed())
        self._context.say(f"sorted {self._sidebar.selection.order or 'by date, newest first'}")
