"""Search behind the reader: the index and the names of posts, built once the archive is read, kept up with every save.

Nothing here knows Textual. Whatever takes long runs in a thread; only one thread at a time works on the index, and it
gives way between two batches to what is newer.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from time import monotonic, sleep
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from tuireader.archive.disk.files import begin
from tuireader.catalog.catalog import CatalogChange
from tuireader.session.idle import not_busy, until_idle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
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
    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import ArchiveChanged


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier searches, the latest first; `at` is the one that is shown, -1 where it is what was typed."""

    searches: tuple[str, ...]
    typed: str = ""
    at: int = -1

    def older(self, typed: str) -> Earlier | None:
        """One step back, from what was `typed`; None at the oldest."""
        start = self if self.at >= 0 else Earlier(tuple(one for one in self.searches if one != typed), typed)
        return replace(start, at=start.at + 1) if start.at + 1 < len(start.searches) else None

    def newer(self) -> Earlier | None:
        """One step forth again; None where what was typed is shown."""
        return replace(self, at=self.at - 1) if self.at >= 0 else None

    @property
    def text(self) -> str:
        """What is shown."""
        return self.typed if self.at < 0 else self.searches[self.at]


@dataclass(frozen=True, slots=True)
class ChosenResult:
    """A result that was chosen: `line` is where its best hit stands in the file, `words` are to be marked."""

    post: PostId
    line: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SearchEnd:
    """How a search ended: with the query as it was typed, and what was chosen; None lists all that it finds."""

    text: str
    found: ChosenResult | None = None


@dataclass(frozen=True, slots=True)
class Searchable:
    """What can be searched: the archive and the theme as the panel opens, the rest as it is at any moment."""

    search_service: SearchService
    archive: Archive
    theme: Theme
    post: Callable[[PostId], Post | None]
    remembered: Callable[[], Remembered]


def summary_of(results: Results | None, progress: tuple[int, int] | None) -> str:
    """One line on `results`, which are None where there is no index yet; `progress` is None once it is complete."""
    done, total = progress or (0, 0)
    indexed = f"indexing the posts: {done / total if total else 0:.0%}"
    if results is None or (progress and not results.total):
        return indexed
    noun = "post" if results.total == 1 and results.counted else "posts"
    count = f"{results.total:,}{'' if results.counted else '+'} {noun}"
    return f"{count} so far · {indexed}" if progress else count


class NameIndex:
    """The names of the posts of a catalog, and the headings as far as they are indexed."""

    def __init__(self, search_service: SearchService) -> None:
        self._search_service = search_service
        self._catalog: Catalog | None = None
        self._names: GoToNames | None = None
        self._headings: Mapping[PostId, Headings] = MappingProxyType({})
        self._complete = False
        """Whether the headings of all posts are among the names."""

    async def names(self, catalog: Catalog) -> AsyncIterator[GoToNames]:
        """Yield the names of the posts as far as they are known, and again when the headings are."""
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
"""Seconds for which the work on the index rests after a key, so that it is answered as if there were no such work."""
MOST = 0.15
"""Seconds for which the work rests at most each time it asks, however many keys there are."""
BREAK = 0.01
END = 0.3
"""Seconds for which the end waits for the index: what is not in it by then is indexed anew."""
RECALLED = 16
"""Posts of which the text before their last save is remembered."""

ALL = CatalogChange()
"""Stands for a change of everything."""


class SearchService:
    """The index of the archive at `root`: in the user's cache folder if it is to be `kept`, else in memory.

    `pressed` tells when a key was pressed last, on the monotonic clock: the work on the index gives way to keys.
    """

    def __init__(self, root: Path, *, kept: bool, pressed: Callable[[], float], end: float = END) -> None:
        self._root = root
        self._end = end
        self._pressed = pressed
        self._kept = kept
        self._queue: asyncio.Queue[ArchiveChanged] = asyncio.Queue()
        self._index: SearchIndex | None = None
        self._ended = Event()
        self._done = asyncio.Event()
        self._before: OrderedDict[PostId, str] = OrderedDict()
        """The bodies of posts before their last save, as far as they were indexed."""
        self._total = 0
        self._newest: ArchiveChanged | None = None
        self._rounds = 0
        self._asked_for = False
        """Whether somebody waits for the index."""
        self._behind = False
        """Whether the index has not been told yet of all changes."""

    @property
    def progress(self) -> tuple[int, int]:
        """How many of how many posts are indexed."""
        return self._index.progress if self._index and self._rounds else (0, self._total)

    @property
    def complete(self) -> bool:
        """Whether all posts are indexed as they are."""
        return bool(self._rounds and self._index and self._index.complete and not self._behind)

    def take(self, event: ArchiveChanged) -> None:
        """Take notice of a change of the archive."""
        self._total = len(event.catalog)
        texts, event = event.texts, replace(event, texts=())
        self._newest = event
        for post in event.saves:
            # It is the text before an earlier save.
            self._before.pop(post, None)
        if not event.scanning:
            if self._index is not None:
                self._index.texts.keep(texts)
            self._done.clear()
            self._behind = True
            self._queue.put_nowait(event)

    async def run(
        self,
        tell: Callable[[Problem], None],
        done: Callable[[], None],
        busy: Callable[[], bool] = not_busy,
        opening: Callable[[], bool] = not_busy,
    ) -> None:
        """Keep the index true until cancelled.

        `tell` is called when the index cannot be kept in its file, `done` whenever it is complete. It is not begun
        while the reader is `busy`, and waits with what a save changed while it is `opening` or revising a post.
        """
        told, whole = False, True
        if self._rounds and self._newest and self._queue.empty():
            # It has failed before, and nobody knows how far it came.
            self._queue.put_nowait(self._newest)
        while True:
            event = await self._queue.get()
            if whole:
                whole, event = False, replace(event, change=ALL)
            if self._index is None:
                await until_idle(lambda: busy() and not self._asked_for)
                self._index = await self._opened()
                event = replace(event, change=ALL)
            await until_idle(opening)
            index = self._index
            work = asyncio.to_thread(self._work, index, event)
            self._rounds += 1
            await work
            self._behind = not self._queue.empty()
            if index.problem and not told:
                told = True
                tell(index.problem)
            if self.complete:
                self._done.set()
                done()

    async def _opened(self) -> SearchIndex:
        """Return the index; where it is no longer waited for, it is closed as soon as it is open."""
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
        else:
            index.apply(event.archive, event.catalog, event.change, self._is_held_up)

    def _recall(self, index: SearchIndex, post: PostId) -> None:
        if (body := index.look(partial(_body, post=post))) is not None:
            self._before.pop(post, None)
            self._before[post] = body
            if len(self._before) > RECALLED:
                self._before.popitem(last=False)

    async def body_before_save(self, post: PostId) -> str | None:
        """Return the body that a post had before its last save, as it was written; None where nobody knows.

        To be asked before the next save of that post.
        """
        if self._index is None:
            return None
        # What the index holds is what was before, unless it has taken notice of the save meanwhile.
        body = await asyncio.to_thread(self._index.look, partial(_body, post=post))
        return self._before.get(post, body)

    def _is_held_up(self) -> bool:
        """Whether there is something newer to do than what is being done; returns when no key is being answered."""
        end = monotonic() + MOST
        while (now := monotonic()) < end and now < self._pressed() + ANSWER and not self._ended.is_set():
            sleep(BREAK)
        return self._ended.is_set() or not self._queue.empty()

    async def wait(self) -> None:
        """Wait until all posts are indexed as they are."""
        await self._done.wait()

    async def search(self, query: Query, limit: int) -> Results | None:
        """Return what a query finds, best first; None while there is no index, which is then begun at once.

        Cancelling it ends the search.
        """
        if self._index is None:
            self._asked_for = True
            return None
        stop = Event()
        try:
            return await asyncio.to_thread(self._index.search, query, limit, stop.is_set)
        finally:
            stop.set()

    async def ask(self, question: Callable[[SearchIndex], T]) -> T | None:
        """Return the answer to a question to the index, asked in a thread.

        None while there is no index, which is then begun at once.
        """
        if self._index is None:
            self._asked_for = True
            return None
        return await asyncio.to_thread(question, self._index)

    async def close(self) -> None:
        """Let go of the index, which ends a batch that is under way; nobody waits for a disk that does not answer."""
        self._ended.set()
        if self._index is not None:
            index, self._index = self._index, None
            with suppress(TimeoutError):
                # What is left undone by then is found out and done by the next run.
                await asyncio.wait_for(asyncio.shield(asyncio.to_thread(index.close)), self._end)


def _body(posts: IndexedPosts, post: PostId) -> str | None:
    found = posts.view.text(post)
    return found.body if found else None


def _open(root: Path, kept: bool) -> SearchIndex:
    from tuireader.catalog.search.index import SearchIndex

    return SearchIndex.of(root) if kept else SearchIndex(None)


def _close(opening: Future[SearchIndex]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()
