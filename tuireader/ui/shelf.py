"""The archive on the reader's shelf: scanned in the background, then kept true as files change.

Nothing here knows Textual: `Shelf.run` is a stream of events that the screen handles one after the other.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.catalog.catalog import Catalog, CatalogChange

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.archive.scan import Progress, Reread
    from tuireader.watching.batches import Batch


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The archive cannot be opened."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Changed:
    """The catalog is another one than before. While it is being scanned, `done` of `total` files are read."""

    archive: Archive
    catalog: Catalog
    change: CatalogChange
    done: int = 0
    total: int = 0

    @property
    def scanning(self) -> bool:
        """Whether more is to come by itself."""
        return self.done < self.total


@dataclass(frozen=True, slots=True)
class NotWatched:
    """Changes of files are not noticed, for this reason."""

    message: str


Event = Unavailable | Changed | NotWatched


class Shelf:
    """One archive; `named` is a post of it to be read before all others."""

    def __init__(self, root: Path, named: PostId | None, *, watch: bool, poll: float | None) -> None:
        self.root = root
        self.catalog = Catalog.empty()
        self.archive: Archive | None = None
        self.named = named
        self._watch = watch
        self._poll = poll

    async def run(self) -> AsyncGenerator[Event, None]:
        """Scan the archive, then follow its changes until cancelled."""
        archive = await asyncio.to_thread(_open, self.root)
        if isinstance(archive, Problem):
            yield Unavailable(archive)
            return
        self.archive = archive
        queue: asyncio.Queue[str] = asyncio.Queue()
        stop = None
        try:
            async for event in self._scan(archive):
                yield event
                if stop is None and self._watch:
                    stop, failure = await self._start_watching(queue)
                    if failure:
                        yield failure
            async for changed in self._follow(queue):
                yield changed
        finally:
            if stop is not None:
                stop()

    async def _scan(self, archive: Archive) -> AsyncIterator[Changed]:
        if self.named and (post := await asyncio.to_thread(_read, archive, self.named)):
            self.catalog, change = self.catalog.apply([post])
            yield Changed(archive, self.catalog, change, 0, 1)
        batches = await asyncio.to_thread(_scan, archive)
        while batch := await asyncio.to_thread(_next, batches):
            self.catalog, change = self.catalog.apply(batch.posts)
            yield Changed(archive, self.catalog, change, batch.done, batch.total)

    async def _start_watching(
        self, queue: asyncio.Queue[str]
    ) -> tuple[Callable[[], None] | None, NotWatched | None]:
        from tuireader.watching.watcher import WatchFailure, watch  # noqa: PLC0415 - after the first screen

        loop = asyncio.get_running_loop()
        watcher = await asyncio.to_thread(watch, self.root, loop, queue, self._poll)
        if isinstance(watcher, WatchFailure):
            return None, NotWatched(watcher.message)
        # What was read before the watch began may have changed unseen.
        base = await asyncio.to_thread(os.path.realpath, self.root)
        for post in self.catalog:
            queue.put_nowait(f"{base}/{post.id}")
        return watcher.stop, None

    async def _follow(self, queue: asyncio.Queue[str]) -> AsyncIterator[Changed]:
        from tuireader.watching.batches import batches  # noqa: PLC0415 - after the first screen

        async for batch in batches(queue, self.root):
            if changed := await self._changed(batch):
                yield changed

    async def _changed(self, batch: Batch) -> Changed | None:
        assert self.archive is not None
        if batch.paths.isdisjoint(self.archive.config):
            touched = [""] if batch.everything else sorted(batch.paths)
            known = {post.id: post.stamp for post in self.catalog}
            found = await asyncio.to_thread(_reread, self.archive, touched, known)
            posts, removed = found.posts, found.removed
        else:
            archive = await asyncio.to_thread(_open, self.root)
            if isinstance(archive, Problem):
                return None
            self.archive = archive
            posts = await asyncio.to_thread(_all_posts, archive)
            found_ids = {post.id for post in posts}
            removed = tuple(post.id for post in self.catalog if post.id not in found_ids)
        self.catalog, change = self.catalog.apply(posts, removed)
        return Changed(self.archive, self.catalog, change) if change else None


# What runs in a thread. The archive's modules take long to load; there they do not hold up the first screen.


def _open(root: Path) -> Archive | Problem:
    from tuireader.archive.archive import open_archive  # noqa: PLC0415 - slow

    return open_archive(root)


def _scan(archive: Archive) -> Iterator[Progress]:
    from tuireader.archive.scan import scan  # noqa: PLC0415 - slow

    return scan(archive, datetime.now(UTC))


def _read(archive: Archive, post: PostId) -> Post | None:
    from tuireader.archive.scan import read  # noqa: PLC0415 - slow

    return read(archive, post, datetime.now(UTC))


def _reread(archive: Archive, touched: Sequence[str], known: Mapping[PostId, Stamp]) -> Reread:
    from tuireader.archive.scan import reread  # noqa: PLC0415 - slow

    return reread(archive, touched, datetime.now(UTC), known)


def _next(batches: Iterator[Progress]) -> Progress | None:
    return next(batches, None)


def _all_posts(archive: Archive) -> tuple[Post, ...]:
    return tuple(post for batch in _scan(archive) for post in batch.posts)
