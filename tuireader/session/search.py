"""Search in the running archive: the index and the names of posts, built once it is read and updated with every save.

Nothing here knows Textual. Slow work runs in a thread; only one thread at a time works on the index, and it gives
way to newer work between two batches.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Event
from time import monotonic, sleep
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from tuireader.allocator import return_freed
from tuireader.archive.disk.files import begin
from tuireader.catalog.catalog import CatalogChange
from tuireader.late import dataclass
from tuireader.session.idle import IDLE_TIMEOUT, not_busy, until_idle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.goto import GoToNames
    from tuireader.catalog.query.query import Query
    from tuireader.catalog.query.words import Words
    from tuireader.catalog.remembered import Remembered
    from tuireader.catalog.search.headings import Headings
    from tuireader.catalog.search.index import SearchIndex
    from tuireader.catalog.search.match import Results
    from tuireader.catalog.search.posts import IndexedPosts
    from tuireader.session.live_archive import ArchiveChanged
    from tuireader.session.open_post import View


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier searches, the latest first; `at` is the one shown, -1 for the typed text."""

    searches: tuple[str, ...]
    typed: str = ""
    at: int = -1

    def older(self, typed: str) -> Earlier | None:
        """One step back, from the `typed` text; None at the oldest."""
        start = self if self.at >= 0 else Earlier(tuple(one for one in self.searches if one != typed), typed)
        return replace(start, at=start.at + 1) if start.at + 1 < len(start.searches) else None

    def newer(self) -> Earlier | None:
        """One step forward; None at the typed text."""
        return replace(self, at=self.at - 1) if self.at >= 0 else None

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self.typed if self.at < 0 else self.searches[self.at]


@dataclass(frozen=True, slots=True)
class ChosenResult:
    """A chosen result: `line` is the line of its best hit in the file, `words` are to be marked."""

    post: PostId
    line: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SearchEnd:
    """The end of a search: the query as typed, and the chosen result; None lists all results."""

    text: str
    found: ChosenResult | None = None


@dataclass(frozen=True, slots=True)
class SearchTimings:
    """Intervals of a search, in seconds.

    `all_results` and `error` are the times after a key until all results, or the error of a query, are shown;
    `indexing` is the time between two searches of an incomplete index. The index is started after `idle_timeout` at the
    latest, however busy the reader is, and waited for at most `end` when the reader is left. `wait` waits.
    """

    all_results: float = 0.3
    error: float = 0.9
    indexing: float = 0.4
    idle_timeout: float = IDLE_TIMEOUT
    end: float = 0.3
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, slots=True)
class Searchable:
    """The archive and the view for a search panel, with the present posts and marks."""

    search_service: SearchService
    archive: Archive
    view: View
    post: Callable[[PostId], Post | None]
    posts: Callable[[], Sequence[Post]]
    remembered: Callable[[], Remembered]


def summary_of(results: Results | None, progress: tuple[int, int] | None) -> str:
    """One line about `results`, which are None without an index; `progress` is None once that is complete."""
    done, total = progress or (0, 0)
    indexed = f"indexing the posts: {done / total if total else 0:.0%}"
    if results is None or (progress and not results.total):
        return indexed
    noun = "post" if results.total == 1 and results.counted else "posts"
    count = f"{results.total:,}{'' if results.counted else '+'} {noun}"
    return f"{count} so far · {indexed}" if progress else count


class NameIndex:
    """The names of the posts of a catalog, with the headings indexed so far."""

    def __init__(self, search_service: SearchService) -> None:
        self._search_service = search_service
        self._catalog: Catalog | None = None
        self._names: GoToNames | None = None
        self._headings: Mapping[PostId, Headings] = MappingProxyType({})
        self._complete = False
        """Whether the names include the headings of all posts."""

    @property
    def updates(self) -> int:
        """How often the headings may have changed."""
        return self._search_service.updates

    async def updated(self, since: int) -> None:
        """Wait until the headings may have changed more often than `since` times."""
        await self._search_service.updated(since)

    async def names(self, catalog: Catalog) -> AsyncIterator[GoToNames]:
        """Yield the names known so far, and again with all headings."""
        if self._names is None or self._catalog is not catalog:
            self._names, self._catalog = await asyncio.to_thread(_names, catalog, self._headings), catalog
            self._complete = False
        yield self._names
        if self._complete:
            return
        await self._search_service.wait()
        self._headings = await self._search_service.ask(self._read) or self._headings
        self._names, self._complete = await asyncio.to_thread(_names, catalog, self._headings), True
        yield self._names

    def _read(self, index: SearchIndex) -> Mapping[PostId, Headings]:
        from tuireader.catalog.search.index import headings_of

        return headings_of(index, tuple(self._catalog or ()), self._headings)


def _names(catalog: Catalog, headings: Mapping[PostId, Headings]) -> GoToNames:
    from tuireader.catalog.goto import GoToNames

    return GoToNames(tuple(catalog), headings)


T = TypeVar("T")

ANSWER = 0.15
"""Seconds of rest after a key, so that indexing does not delay its answer."""
MOST = 0.15
"""Most seconds of rest at a time, however many keys there are."""
BREAK = 0.01
RECALLED = 16
"""Posts whose text before their last save is kept."""

ALL = CatalogChange()
"""Stands for a change of everything."""


class SearchService:
    """The index of the archive at `root`: with `kept` in the user's cache folder, otherwise in memory.

    With `early`, it is made when the reader is idle, otherwise when it is first asked for.
    `pressed` returns the time of the last key on the monotonic clock: indexing gives way to keys.
    """

    def __init__(
        self,
        root: Path,
        *,
        kept: bool,
        pressed: Callable[[], float],
        timings: SearchTimings | None = None,
        early: bool = True,
    ) -> None:
        self.timings = timings or SearchTimings()
        self._root = root
        self._pressed = pressed
        self._kept = kept
        self._early = early
        self._queue: asyncio.Queue[ArchiveChanged] = asyncio.Queue()
        self._index: SearchIndex | None = None
        self._ended = Event()
        self._done = asyncio.Event()
        self._before: OrderedDict[PostId, str] = OrderedDict()
        """The bodies of posts before their last save, if they were indexed."""
        self._total = 0
        self._newest: ArchiveChanged | None = None
        self._rounds = 0
        self.updates = 0
        """How often the index has taken notice of changes."""
        self._updated = asyncio.Event()
        """Set at the next of those times, when another one takes its place."""
        self._asked_for = asyncio.Event()
        """Set when somebody waits for the index."""
        self._behind = False
        """Whether changes are still to be passed to the index."""

    @property
    def progress(self) -> tuple[int, int]:
        """The number of indexed posts, and of all posts."""
        return self._index.progress if self._index and self._rounds else (0, self._total)

    @property
    def complete(self) -> bool:
        """Whether all posts are indexed in their present state."""
        return bool(self._rounds and self._index and self._index.complete and not self._behind)

    def apply(self, event: ArchiveChanged) -> None:
        """Take a change of the archive."""
        self._total = len(event.catalog)
        texts, event = event.texts, replace(event, texts=())
        self._newest = event
        for post in event.saves:
            # This text is from before an earlier save.
            self._before.pop(post, None)
        if not event.scanning:
            if self._index is not None:
                self._index.texts.keep(texts)
            self._done.clear()
            self._behind = True
            self._queue.put_nowait(event)

    async def run(
        self,
        report: Callable[[Problem], None],
        done: Callable[[], None],
        busy: Callable[[], bool] = not_busy,
        opening: Callable[[], bool] = not_busy,
    ) -> None:
        """Keep the index up to date until cancelled.

        `report` is called if the index cannot be saved, `done` whenever it is complete. It is not started while the
        reader is `busy`, and a save waits while a post is `opening` or being revised.
        """
        told, whole = False, True
        if self._rounds and self._newest and self._queue.empty():
            # A restart after a failure; nobody knows how far it came.
            self._queue.put_nowait(self._newest)
        while True:
            event = await self._queue.get()
            if whole:
                whole, event = False, replace(event, change=ALL)
            if self._index is None:
                self._index = await self._opened(busy)
                event = replace(event, change=ALL)
            await until_idle(opening, self.timings.idle_timeout)
            index = self._index
            work = asyncio.to_thread(self._work, index, event)
            self._rounds += 1
            await work
            self._behind = not self._queue.empty()
            self.updates += 1
            self._updated.set()
            self._updated = asyncio.Event()
            if index.problem and not told:
                told = True
                report(index.problem)
            if self.complete:
                self._done.set()
                done()

    async def _opened(self, busy: Callable[[], bool]) -> SearchIndex:
        """The index, once it is time to make it; if cancelled, it is closed as soon as it is open."""
        if not self._early:
            await self._asked_for.wait()
        await until_idle(lambda: busy() and not self._asked_for.is_set(), self.timings.idle_timeout)
        opening = begin(partial(_open, self._root, self._kept))
        try:
            return await asyncio.wrap_future(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_close)
            raise

    def _work(self, index: SearchIndex, event: ArchiveChanged) -> None:
        if len(event.saves) == 1:
            self._recall(index, event.saves[0])
        if event.change is ALL:
            index.bring_up_to_date(event.archive, event.catalog, self._is_held_up)
            return_freed()
        else:
            index.apply(event.archive, event.catalog, event.change, self._is_held_up)

    def _recall(self, index: SearchIndex, post: PostId) -> None:
        if (body := index.look(partial(_body, post=post))) is not None:
            self._before.pop(post, None)
            self._before[post] = body
            if len(self._before) > RECALLED:
                self._before.popitem(last=False)

    async def body_before_save(self, post: PostId) -> str | None:
        """The body of a post before its last save, as written; None if unknown.

        Ask before the next save of the post.
        """
        if self._index is None:
            return None
        # The index holds the text before the save, unless it has processed the save meanwhile.
        body = await self._answer(lambda index: index.look(partial(_body, post=post)), self._index)
        return self._before.get(post, body)

    def _is_held_up(self) -> bool:
        """Whether there is newer work; returns once no key is being handled."""
        end = monotonic() + MOST
        while (now := monotonic()) < end and now < self._pressed() + ANSWER and not self._ended.is_set():
            sleep(BREAK)
        return self._ended.is_set() or not self._queue.empty()

    async def wait(self) -> None:
        """Wait until all posts are indexed in their present state."""
        await self._done.wait()

    async def updated(self, since: int) -> None:
        """Wait until the index has taken notice of changes more often than `since` times."""
        while self.updates <= since:
            await self._updated.wait()

    async def search(self, query: Query, limit: int) -> Results | None:
        """The results of a query, best first; None without an index, which is then started at once.

        Cancelling ends the search.
        """
        if self._index is None:
            self._asked_for.set()
            return None
        stop = Event()
        try:
            return await self._answer(lambda index: index.search(query, limit, stop.is_set), self._index)
        finally:
            stop.set()

    async def ask(self, question: Callable[[SearchIndex], T]) -> T | None:
        """The answer to a question to the index, asked in a thread.

        None without an index, which is then started at once.
        """
        if self._index is None:
            self._asked_for.set()
            return None
        return await self._answer(question, self._index)

    async def _answer(self, question: Callable[[SearchIndex], T], index: SearchIndex) -> T:
        """The answer of the index; one that fails at it has begun again, and is brought up to date."""
        failures = index.failures
        answer = await asyncio.to_thread(question, index)
        if self._newest and index.failures > failures:
            self._done.clear()
            self._behind = True
            self._queue.put_nowait(replace(self._newest, change=ALL, saves=()))
        return answer

    async def close(self) -> None:
        """Close the index, ending a batch under way; a disk that does not answer is not waited for."""
        self._ended.set()
        if self._index is not None:
            index, self._index = self._index, None
            closing = asyncio.get_running_loop().run_in_executor(None, index.close)
            with suppress(TimeoutError):
                # The next run does the rest.
                await asyncio.wait_for(asyncio.shield(closing), self.timings.end)


def _body(posts: IndexedPosts, post: PostId) -> str | None:
    found = posts.view.text(post)
    return found.body if found else None


def _open(root: Path, kept: bool) -> SearchIndex:
    from tuireader.catalog.search.index import SearchIndex

    return SearchIndex.of(root) if kept else SearchIndex(None)


def _close(opening: Future[SearchIndex]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()
