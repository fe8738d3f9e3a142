"""The archive while it is read: scanned in the background, then kept true as files change.

Nothing here knows Textual: `LiveArchive.run` is a stream of events that the screen's feed handles one after the other.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic, thread_time
from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.catalog.catalog import Catalog, CatalogChange
from tuireader.session.update import WatchState
from tuireader.watching.batches import ALL_ANEW, EVERYTHING, Gathering, Liveness, Touch
from tuireader.watching.kept_watch import KeptWatch

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.saved_texts import SavedText
    from tuireader.archive.scan import Progress
    from tuireader.session.update import Updated
    from tuireader.watching.batches import TouchedBatch
    from tuireader.watching.kept_watch import Intervals

LATER = 0.3
"""Seconds until documents are read anew of which another file says something; a save of that file comes first."""


class Watch:
    """What there is only while the archive is watched; begins at once and must be ended."""

    def __init__(
        self,
        root: Path,
        queue: asyncio.Queue[Touch | Liveness],
        poll: float | None,
        intervals: Intervals | None,
    ) -> None:
        self.gathering = Gathering(queue)
        self.memory: WatchState = WatchState()
        self.owed: Touch | None = None
        """What is to be looked at when the scan has ended."""
        self._queue = queue
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._kept_watch = KeptWatch(root, queue, poll, intervals)
        self._keeping = asyncio.create_task(self._kept_watch.keep())

    def remember(self, kept: Updated, cost: float | None) -> None:
        """See to it that what is in doubt is looked at again."""
        self.memory = kept.memory
        if cost is not None:
            self._kept_watch.cost = cost
        if kept.whole:
            self._kept_watch.follow(kept.memory.links)
        if kept.later:
            self._loop.call_at(self._loop.time() + LATER, self._queue.put_nowait, Touch(kept.later, "anew"))
        if self._timer is not None:
            self._timer.cancel()
        unsettled = kept.memory.unsettled
        self._timer = self._loop.call_at(min(unsettled.values()), self._resolve) if unsettled else None

    def _resolve(self) -> None:
        soon = self._loop.time() + 0.005
        self._queue.put_nowait(
            Touch(tuple(one for one, until in self.memory.unsettled.items() if until <= soon), "check")
        )

    def end(self) -> None:
        """Stop watching."""
        self._keeping.cancel()
        self._kept_watch.end()
        if self._timer is not None:
            self._timer.cancel()


FIRST = 51
"""Posts that are told one batch after the other; they fill the first screen."""
GATHERING = 0.4
"""Seconds for which the batches after them are gathered."""

__all__ = ["ArchiveChanged", "Event", "LiveArchive", "Liveness", "Unavailable"]


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The archive cannot be opened."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class ArchiveChanged:
    """The catalog is another one than before. While it is being scanned, `done` of `total` files are read.

    `renamed` gives the new id of each post whose file was renamed; both ids are in `change`. `saves` are the posts
    whose contents are others than before, the one that was written last at the end: what was only touched is in
    `change` alone. `texts` are those of changed posts as they were read for this, as far as they are few and small: who
    needs such a text need not read the file again. They are not to be held longer than that takes.
    """

    archive: Archive
    catalog: Catalog
    change: CatalogChange
    done: int = 0
    total: int = 0
    renamed: Mapping[PostId, PostId] = field(default_factory=dict)
    saves: tuple[PostId, ...] = ()
    texts: tuple[SavedText, ...] = ()

    def text_of(self, post: PostId) -> SavedText | None:
        """The text of a changed post, where it is at hand."""
        return next((text for text in self.texts if text.post.id == post), None)

    @property
    def saved(self) -> PostId | None:
        """The post that was written last, if any was."""
        return self.saves[-1] if self.saves else None

    @property
    def scanning(self) -> bool:
        """Whether more is to come by itself."""
        return self.done < self.total


@dataclass(frozen=True, slots=True)
class FilesTouched:
    """Files were touched that are no posts, as pictures are; the catalog is the same."""

    paths: frozenset[str]


Event = Unavailable | ArchiveChanged | Liveness | FilesTouched


class LiveArchive:
    """One archive; `named` is the post that was asked for, `first` the one to be read before all others."""

    def __init__(
        self,
        root: Path,
        named: PostId | None,
        *,
        watch: bool,
        poll: float | None,
        intervals: Intervals | None = None,
    ) -> None:
        self.root = root
        self.catalog = Catalog.empty()
        self.archive: Archive | None = None
        self.named = named
        self.first = named
        self.watches = watch
        """Whether changes of files are followed."""
        self._poll = poll
        self._intervals = intervals
        self._queue: asyncio.Queue[Touch | Liveness] = asyncio.Queue()
        self._watching: Watch | None = None
        self._scanned = False

    async def run(self) -> AsyncGenerator[Event, None]:
        """Scan the archive, then follow its changes until cancelled.

        After a failure it can be run again: what was scanned is then looked at anew as far as it has changed.
        """
        archive = await asyncio.to_thread(_open, self.root)
        if isinstance(archive, Problem):
            yield Unavailable(archive)
            return
        self.archive = archive
        try:
            if self._scanned and self.watches:
                self._start_watching().owed = ALL_ANEW
            elif not self._scanned:
                async for event in self._scan(archive):
                    yield event
                self._scanned = True
            async for event in self._follow():
                yield event
                del event  # its texts, while the next change is waited for
        finally:
            if self._watching is not None:
                self._watching.end()
                self._watching = None

    async def _scan(self, archive: Archive) -> AsyncIterator[Event]:
        if self.first and (post := await asyncio.to_thread(_read, archive, self.first)):
            self.catalog, change = self.catalog.apply([post])
            yield ArchiveChanged(archive, self.catalog, change, 0, 1)
        batches = await asyncio.to_thread(_scan, archive)
        while batch := await asyncio.to_thread(_next, batches):
            self.catalog, change = self.catalog.apply(batch.posts)
            yield ArchiveChanged(archive, self.catalog, change, batch.done, batch.total)
            if self.watches and self._watching is None:
                self._start_watching()
            async for event in self._meanwhile(archive):
                yield (
                    event
                    if isinstance(event, Liveness)
                    else replace(event, done=batch.done, total=batch.total)
                )

    def _start_watching(self) -> Watch:
        self._watching = Watch(self.root, self._queue, self._poll, self._intervals)
        return self._watching

    async def _meanwhile(self, scanned: Archive) -> AsyncIterator[ArchiveChanged | Liveness]:
        """Yield what comes of touched files while the archive is being scanned; what takes long waits."""
        watching = self._watching
        while watching is not None and (item := watching.gathering.ready()):
            if isinstance(item, Liveness):
                yield item
                continue
            watching.owed = watching.owed or (EVERYTHING if item.everything else None)
            if item.paths and (changed := await self._keep(watching, replace(item, everything=False))):
                yield changed
            if self.archive != scanned:
                watching.owed = ALL_ANEW

    async def _follow(self) -> AsyncIterator[Event]:
        watching = self._watching
        if watching is None:
            return
        if watching.owed:
            self._queue.put_nowait(watching.owed)
        while True:
            item = await watching.gathering.next()
            if isinstance(item, Liveness):
                yield item
                continue
            before = self.catalog
            if changed := await self._keep(watching, item):
                yield changed
            del changed  # its texts, while the next change is waited for
            posts = (before, self.catalog)
            if others := frozenset(path for path in item.paths if not any(path in one for one in posts)):
                yield FilesTouched(others)

    async def _keep(self, watching: Watch, batch: TouchedBatch) -> ArchiveChanged | None:
        assert self.archive is not None
        before = self.archive
        kept, cost = await asyncio.to_thread(_keep, before, self.catalog, watching.memory, batch)
        self.archive, self.catalog = kept.archive, kept.catalog
        watching.remember(kept, cost if batch.everything else None)
        if not kept.change and kept.archive == before:
            return None
        return ArchiveChanged(
            kept.archive,
            kept.catalog,
            kept.change,
            renamed=kept.renamed,
            saves=kept.saves,
            texts=kept.texts,
        )


# What runs in a thread. The archive's modules take long to load; there they do not hold up the first screen.


def _open(root: Path) -> Archive | Problem:
    from tuireader.archive.archive import open_archive

    return open_archive(root)


def _scan(archive: Archive) -> Iterator[Progress]:
    from tuireader.archive.scan import scan

    return scan(archive, datetime.now(UTC))


def _read(archive: Archive, post: PostId) -> Post | None:
    from tuireader.archive.scan import read

    return read(archive, post, datetime.now(UTC))


def _next(batches: Iterator[Progress]) -> Progress | None:
    """The next batch, or several of them where there is much to read: a catalog is not made anew for each."""
    posts: list[Post] = []
    end = monotonic() + GATHERING
    for batch in batches:
        posts.extend(batch.posts)
        if batch.done <= FIRST or monotonic() > end or batch.done >= batch.total:
            return replace(batch, posts=tuple(posts))
    return None


def _keep(
    archive: Archive, catalog: Catalog, memory: WatchState, batch: TouchedBatch
) -> tuple[Updated, float]:
    from tuireader.session.update import update

    began = thread_time()
    kept = update(archive, catalog, memory, batch, monotonic())
    return kept, thread_time() - began
