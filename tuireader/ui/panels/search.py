"""Searching the archive: results while typing, over the reader."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.catalog.query.nearest import unknown_labels
from tuireader.catalog.query.query import QueryProblem, parse_partial, parse_query
from tuireader.session.search import ChosenResult, Earlier, Searchable, SearchEnd, summary_of
from tuireader.ui.article.post_preview import PREVIEW_MEASURE, ROOM_FOR_PREVIEW, PostPreview
from tuireader.ui.leaving import DismissedOnce
from tuireader.ui.motion import Motion
from tuireader.ui.widgets.found_lists import Result, ResultList
from tuireader.ui.widgets.panel_hint import PanelHint
from tuireader.ui.widgets.query_input import QueryInput
from tuireader.ui.widgets.row_list import RowList
from tuireader.ui.working import restart

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tuireader.catalog.search.match import Results

MIN_RESULTS = 8
"""Fewest results shown at once; more if there is room."""
MAX_RESULTS = 1_000
"""Most results, shown after a pause in typing."""
HINT = "Enter opens · Tab lists these · ↑ earlier ones · F1 help · Esc closes"
LANGUAGE = """\
word  "exact words"  beg*  -without  OR  ( )
tag:a,b  category:  author:  series:  title:  lang:  in:folder/
before: on: after:  2024, 2024-12 or 2024-12-27
is: draft, future, hidden, unread, starred or broken"""


class SearchScreen(ModalScreen["SearchEnd | None"], DismissedOnce["SearchEnd | None"]):
    """An input for a query; below it the results and, if there is room, a preview of the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "close"),
        Binding("tab", "list_these", "list these posts"),
        Binding("f1", "explain_queries", "explain queries"),
    ]

    def __init__(self, searchable: Searchable, searches: tuple[str, ...], text: str) -> None:
        super().__init__()
        self._searchable = searchable
        self._timings = searchable.search_service.timings
        self._earlier = Earlier(searches)
        self._text = text
        self._results: Results | None = None
        self._complete = False
        """Whether all posts were indexed when they were searched."""
        self._seen = 0
        """The updates of the index before the last search."""
        self._problem = ""
        """The error of the query, once it is to be shown."""
        self._why_none = ""
        """Why there are no results, as far as that is known."""

    def compose(self) -> ComposeResult:
        with Vertical(id="search", classes="chooser"):
            yield QueryInput(self._text, placeholder="search the archive", id="query")
            yield Static(id="summary", markup=False)
            yield Static(LANGUAGE, id="language", markup=False)
            with Horizontal():
                yield ResultList(self._searchable.view.dates, id="results")
                yield PostPreview(self._searchable.view, id="preview", measure=PREVIEW_MEASURE)
            yield PanelHint(HINT)

    @property
    def results(self) -> ResultList:
        return self.query_one(ResultList)

    @property
    def query_input(self) -> QueryInput:
        return self.query_one(QueryInput)

    def on_mount(self) -> None:
        """Search for the last query."""
        self.set_focus(self.query_input)
        self.query_input.select_all()
        if not self._text:
            self._search("")

    def on_resize(self, event: events.Resize) -> None:
        """Show a preview if there is room."""
        self.query_one(PostPreview).display = event.size.width >= ROOM_FOR_PREVIEW
        self._preview()

    # Searching

    def on_input_changed(self, event: QueryInput.Changed) -> None:
        if event.value != self._earlier.text:
            self._earlier = Earlier(self._earlier.searches)
        self._search(event.value)

    def _search(self, text: str) -> None:
        """Search for a text, replacing the search before, unless the text holds nothing to search for."""
        self._problem = ""
        if not text.strip() or self._is_readable:
            restart(self, partial(self._answer, text), "searching")
        restart(self, partial(self._explain, text, self._timings.error), "reading the query")

    @property
    def _is_readable(self) -> bool:
        """Whether the text holds something to search for."""
        return parse_partial(self.query_input.value) != parse_partial("")

    async def _answer(self, text: str) -> None:
        """Show the first results; after a pause all, and again whenever the index knows more."""
        first = max(MIN_RESULTS, self.results.size.height // 2 + 1)
        results = await self._ask(text, first, new=True)
        await self._timings.wait(self._timings.all_results)
        if results and len(results.matches) == first:
            results = await self._ask(text, MAX_RESULTS, new=False)
        while True:
            # Each search ends before the next starts, however long it takes.
            if self._complete:
                await self._searchable.search_service.updated(self._seen)
            await self._timings.wait(self._timings.indexing)
            await self._ask(text, MAX_RESULTS, new=False)

    async def _ask(self, text: str, limit: int, *, new: bool) -> Results | None:
        self._seen = self._searchable.search_service.updates
        query = parse_partial(text).knowing(self._searchable.remembered())
        results = await self._searchable.search_service.search(query, limit)
        self._why_none = ""
        if results and not results.matches:
            posts = self._searchable.posts()
            self._why_none = await asyncio.to_thread(unknown_labels, query.condition, posts)
        self._show(results, new=new)
        return results

    async def _explain(self, text: str, after: float) -> None:
        await self._timings.wait(after)
        problem = parse_query(text)
        if isinstance(problem, QueryProblem):
            self._problem = f"column {problem.column}: {problem.message}"
            self._say(self._summary())

    def _show(self, results: Results | None, *, new: bool) -> None:
        self._results = results
        self._complete = bool(results and results.complete and self._searchable.search_service.complete)
        matches = results.matches if results else ()
        self.results.show([Result(match, self._searchable.post(match.id)) for match in matches], new=new)
        self._say(self._summary())
        self._preview()

    def _summary(self) -> str:
        if self._problem:
            return self._problem
        progress = None if self._complete else self._searchable.search_service.progress
        summary = summary_of(self._results, progress)
        return f"{summary} · {self._why_none}" if self._why_none else summary

    def _say(self, text: str) -> None:
        summary = self.query_one("#summary", Static)
        summary.set_class(bool(self._problem), "-problem")
        summary.update(text, layout=False)

    # Moving

    def on_query_input_moved(self, event: QueryInput.Moved) -> None:
        """Move the highlight; above the first result, recall earlier searches."""
        results, motion = self.results, event.motion
        if motion is Motion.LINE_UP and not results.highlighted:
            self._recall(self._earlier.older(self.query_input.value))
        elif motion is Motion.LINE_DOWN and self._earlier.at >= 0 and not results.highlighted:
            self._recall(self._earlier.newer())
        else:
            self._earlier = Earlier(self._earlier.searches)
            results.go(motion)

    def _recall(self, earlier: Earlier | None) -> None:
        if earlier is not None:
            self._earlier = earlier
            self.query_input.value = earlier.text
            self.query_input.action_end()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._preview()

    def _preview(self) -> None:
        preview, chosen = self.query_one(PostPreview), self.results.chosen
        if not preview.display:
            return
        if chosen and chosen.post:
            preview.show(self._searchable.archive, chosen.post, chosen.match.line, chosen.match.words)
        else:
            preview.clear()

    # Choosing

    @on(RowList.Chosen)
    @on(QueryInput.Submitted)
    def _choose(self, event: RowList.Chosen | QueryInput.Submitted) -> None:
        event.stop()
        chosen = self.results.chosen
        if self.query_input.value.strip() and not self._is_readable:
            restart(self, partial(self._explain, self.query_input.value, 0), "reading the query")
        elif chosen:
            found = ChosenResult(chosen.match.id, chosen.match.line, chosen.match.words)
            self.dismiss(SearchEnd(self.query_input.value.strip(), found))

    def action_explain_queries(self) -> None:
        """Show what a query may hold, or the number of results again."""
        language = self.query_one("#language", Static)
        language.display = not language.display

    def action_list_these(self) -> None:
        if text := self.query_input.value.strip():
            self.dismiss(SearchEnd(text))
