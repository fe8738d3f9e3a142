"""The running archive: scanned in the background, then updated as files change.

Nothing here knows Textual: `LiveArchive.run` is a stream of events for the screen.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import field, replace
from datetime import UTC, datetime
from time import monotonic, thread_time
from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.catalog.catalog import Catalog, CatalogChange
from tuireader.late import dataclass
from tuireader.session.update import WatchState
from tuireader.watching.batches import ALL_FORCED, EVERYTHING, BatchCollector, Liveness, Touch
from tuireader.watching.kept_watch import Intervals, KeptWatch
from tuireader.watching.watcher import watch as watch_folder

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.saved_texts import SavedText
    from tuireader.catalog.kept.scan import Checked, KeptScan
    from tuireader.session.update import Updated
    from tuireader.watching.batches import TouchedBatch
    from tuireader.watching.kept_watch import Begin

REREAD_DELAY = 0.3
"""Seconds before documents governed by a changed file are read again; a save of that file goes first."""


class Watch:
    """The state of a watched archive; it starts at once and must be ended."""

    def __init__(
        self,
        root: Path,
        queue: asyncio.Queue[Touch | Liveness],
        poll: float | None,
        intervals: Intervals | None,
        begin: Begin,
    ) -> None:
        self.batches = BatchCollector(queue)
        self.state = WatchState(settle_time=(intervals or Intervals()).unsettled)
        self.pending: Touch | None = None
        """The touch to handle after the scan."""
        self._queue = queue
        self._loop = asyncio.get_running_loop()
        self._check: asyncio.TimerHandle | None = None
        self._rereads: list[asyncio.TimerHandle] = []
        self._kept_watch = KeptWatch(root, queue, poll, intervals, begin=begin)
        self._task = asyncio.create_task(self._kept_watch.keep())

    def remember(self, updated: Updated, cost: float | None) -> None:
        """Keep the state after an update, and schedule the checks it needs."""
        self.state = updated.state
        if cost is not None:
            self._kept_watch.cost = cost
        if updated.whole:
            self._kept_watch.follow(updated.state.links)
        now = self._loop.time()
        self._rereads = [timer for timer in self._rereads if timer.when() > now]
        if updated.later:
            touch = Touch(updated.later, "forced")
            self._rereads.append(self._loop.call_at(now + REREAD_DELAY, self._queue.put_nowait, touch))
        if self._check:
            self._check.cancel()
        unsettled = updated.state.unsettled
        self._check = self._loop.call_at(min(unsettled.values()), self._resolve) if unsettled else None

    def _resolve(self) -> None:
        soon = self._loop.time() + 0.005
        self._queue.put_nowait(
            Touch(tuple(one for one, until in self.state.unsettled.items() if until <= soon), "check")
        )

    def end(self) -> None:
        self._task.cancel()
        self._kept_watch.end()
        for timer in (self._check, *self._rereads):
            if timer:
                timer.cancel()


FIRST_POSTS = 51
"""Posts that are reported one by one; they fill the first screen."""
BATCH_SECONDS, MAX_BATCH_SECONDS = 0.4, 1.2
"""Seconds for which later batches are combined, at least and at most."""
SHOWING_FACTOR = 8.0
"""How many times as long as the last change took to be shown; the list of a large archive takes a while."""

__all__ = ["ArchiveChanged", "Event", "LiveArchive", "Liveness", "Unavailable"]


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The archive cannot be opened."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class ArchiveChanged:
    """The catalog has changed. During the scan, `done` of `total` files are read.

    With `complete`, the scan only checks what the last run knew: all posts are listed already.

    `renamed` maps the old id of each renamed post to its new one; both are in `change`. `saves` are the posts with new
    contents, the last written at the end; files that were only touched are in `change` alone. `texts` are those of
    changed posts as read for this, if few and small, so that they need not be read again; they must not be held longer
    than needed.
    """

    archive: Archive
    catalog: Catalog
    change: CatalogChange
    done: int = 0
    total: int = 0
    complete: bool = False
    renamed: Mapping[PostId, PostId] = field(default_factory=dict)
    saves: tuple[PostId, ...] = ()
    texts: tuple[SavedText, ...] = ()

    def text_of(self, post: PostId) -> SavedText | None:
        """The text of a changed post, if it is at hand."""
        return next((text for text in self.texts if text.post.id == post), None)

    @property
    def scanning(self) -> bool:
        """Whether the scan goes on."""
        return self.done < self.total


@dataclass(frozen=True, slots=True)
class FilesTouched:
    """Files other than posts were touched, such as images; with `everything`, any of them may have been."""

    paths: frozenset[str]
    everything: bool = False


Event = Unavailable | ArchiveChanged | Liveness | FilesTouched


class LiveArchive:
    """One archive; `named` is the post asked for, `first` the one to read first.

    `scan` makes the scan of an archive with the cache of a folder, `begin` starts a watch.
    """

    def __init__(  # noqa: PLR0913 - what to read and watch, and by which means
        self,
        root: Path,
        named: PostId | None,
        *,
        watch: bool,
        poll: float | None,
        intervals: Intervals | None = None,
        scan: Callable[[Archive, Path | None], KeptScan] | None = None,
        begin: Begin = watch_folder,
    ) -> None:
        self.root = root
        self.cached = False
        """Whether what is read is kept in the user's cache folder, so that the next start lists it at once."""
        self.catalog = Catalog.empty()
        self.archive: Archive | None = None
        self.named = named
        self.first = named
        self.watches = watch
        """Whether changes of files are followed."""
        self._poll = poll
        self._intervals = intervals
        self._scan_of, self._begin = scan or scan_of, begin
        self._queue: asyncio.Queue[Touch | Liveness] = asyncio.Queue()
        self._watch: Watch | None = None
        self._scanned = False
        self._saving: asyncio.Task[None] | None = None

    async def run(self) -> AsyncGenerator[Event, None]:
        """Scan the archive, then follow its changes until cancelled.

        After a failure it can be run again, and then checks for changes instead of scanning.
        """
        archive = await asyncio.to_thread(_open, self.root)
        if isinstance(archive, Problem):
            yield Unavailable(archive)
            return
        self.archive = archive
        try:
            if self._scanned and self.watches:
                self._start_watching().pending = ALL_FORCED
            elif not self._scanned:
                async for event in self._scan(archive):
                    yield event
                self._scanned = True
            async for event in self._follow():
                yield event
                del event  # frees its texts until the next change
        finally:
            if self._watch is not None:
                self._watch.end()
                self._watch = None

    async def _scan(self, archive: Archive) -> AsyncIterator[Event]:
        if self.first and (post := await asyncio.to_thread(_read, archive, self.first)):
            self.catalog, change = self.catalog.apply([post])
            yield ArchiveChanged(archive, self.catalog, change, 0, 1)
        scan = await asyncio.to_thread(self._scan_of, archive, self.root if self.cached else None)
        batches = scan.check()
        kept = await asyncio.to_thread(scan.kept)
        complete, seconds = len(kept) > 0, BATCH_SECONDS
        if complete:
            change = CatalogChange(added=tuple(sorted(kept.ids)))
            # The first post has just been read.
            self.catalog, total = kept.apply(self.catalog)[0], len(kept)
            del kept  # frees its rows as they are read
            known = ArchiveChanged(archive, self.catalog, change, 0, total, complete=True)
            yield known
            if self.watches:
                self._start_watching()
            # The list shows only some of them, and comes first.
            await asyncio.to_thread(self.catalog.read)
            yield replace(known, change=CatalogChange())
        while batch := await asyncio.to_thread(_next, batches, seconds):
            self.catalog, change = await asyncio.to_thread(self.catalog.apply, batch.posts, batch.gone)
            began = monotonic()
            if change or not complete or batch.done >= batch.total:
                yield ArchiveChanged(
                    archive, self.catalog, change, batch.done, batch.total, complete=complete
                )
            seconds = min(max(BATCH_SECONDS, SHOWING_FACTOR * (monotonic() - began)), MAX_BATCH_SECONDS)
            if self.watches and self._watch is None and batch.done >= min(FIRST_POSTS, batch.total):
                self._start_watching()
            async for event in self._changes_during_scan(archive):
                yield (
                    replace(event, done=batch.done, total=batch.total, complete=complete)
                    if isinstance(event, ArchiveChanged)
                    else event
                )
        if self.first and (renamed := await asyncio.to_thread(_listed_as, archive, self.catalog, self.first)):
            self.catalog, change = self.catalog.apply([], renamed)
            yield ArchiveChanged(archive, self.catalog, change, renamed=renamed)
        self._saving = asyncio.create_task(asyncio.to_thread(_save, scan))

    def _start_watching(self) -> Watch:
        self._watch = Watch(self.root, self._queue, self._poll, self._intervals, self._begin)
        return self._watch

    async def _changes_during_scan(self, scanned: Archive) -> AsyncIterator[Event]:
        """Yield changes of touched files during the scan; slow ones wait for its end."""
        watch = self._watch
        while watch is not None and (item := watch.batches.ready()):
            if isinstance(item, Liveness):
                yield item
                continue
            watch.pending = watch.pending or (EVERYTHING if item.everything else None)
            if item.paths:
                async for event in self._changes(watch, replace(item, everything=False)):
                    yield event
            if self.archive != scanned:
                watch.pending = ALL_FORCED

    async def _follow(self) -> AsyncIterator[Event]:
        watch = self._watch
        if watch is None:
            return
        if watch.pending:
            self._queue.put_nowait(watch.pending)
        while True:
            item = await watch.batches.next()
            if isinstance(item, Liveness):
                yield item
                continue
            async for event in self._changes(watch, item):
                yield event
                del event  # frees its texts until the next change

    async def _changes(self, watch: Watch, batch: TouchedBatch) -> AsyncIterator[Event]:
        before = self.catalog
        if changed := await self._update(watch, batch):
            yield changed
        del changed  # frees its texts until the next change
        posts = (before, self.catalog)
        others = frozenset(path for path in batch.paths if not any(path in one for one in posts))
        if others or batch.everything:
            yield FilesTouched(others, batch.everything)

    async def _update(self, watch: Watch, batch: TouchedBatch) -> ArchiveChanged | None:
        assert self.archive is not None
        before = self.archive
        updated, cost = await asyncio.to_thread(_update, before, self.catalog, watch.state, batch)
        self.archive, self.catalog = updated.archive, updated.catalog
        watch.remember(updated, cost if batch.everything else None)
        if not updated.change and updated.archive == before:
            return None
        return ArchiveChanged(
            updated.archive,
            updated.catalog,
            updated.change,
            renamed=updated.renamed,
            saves=updated.saves,
            texts=updated.texts,
        )


# For a thread: the archive's modules take long to load, and must not delay the first screen.


def _open(root: Path) -> Archive | Problem:
    from tuireader.archive.archive import open_archive

    return open_archive(root)


def scan_of(archive: Archive, cached: Path | None) -> KeptScan:
    """The scan of an archive, with the cache of the folder `cached`."""
    from tuireader.catalog.kept.cache import PostCache
    from tuireader.catalog.kept.scan import KeptScan
    from tuireader.other_process import Helper, has_spare_core

    cache = None if cached is None else PostCache.of(cached)
    return KeptScan(archive, datetime.now(UTC), cache, helper=Helper if has_spare_core() else None)


def _save(scan: KeptScan) -> None:
    """Keep what was read; if that fails, the next run takes longer, and this one goes on."""
    with suppress(Exception):
        scan.save()


def _read(archive: Archive, post: PostId) -> Post | None:
    from tuireader.archive.scan import read

    return read(archive, post, datetime.now(UTC))


def _next(batches: Iterator[Checked], seconds: float) -> Checked | None:
    """The next batch, or several combined, since each costs a new catalog."""
    posts: list[Post] = []
    gone: list[PostId] = []
    end = monotonic() + seconds
    for batch in batches:
        posts.extend(batch.posts)
        gone.extend(batch.gone)
        first = posts and batch.done <= FIRST_POSTS
        if first or monotonic() > end or batch.done >= batch.total:
            return replace(batch, posts=tuple(posts), gone=tuple(gone))
    return None


def _listed_as(archive: Archive, catalog: Catalog, first: PostId) -> Mapping[PostId, PostId]:
    """The listed post that the first one is, where it was opened by the name of a link to that."""
    from tuireader.session.update import given_way

    return given_way(archive, catalog, [first])


def _update(
    archive: Archive, catalog: Catalog, state: WatchState, batch: TouchedBatch
) -> tuple[Updated, float]:
    from tuireader.session.update import update

    began = thread_time()
    updated = update(archive, catalog, state, batch, monotonic())
    return updated, thread_time() - began
