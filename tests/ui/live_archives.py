"""A live archive at work, and what is expected of it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.archive.building import posts_of, write
from tuireader.catalog.kept.cache import PostCache
from tuireader.catalog.kept.scan import KeptScan
from tuireader.session.live_archive import ArchiveChanged, LiveArchive, Liveness
from tuireader.watching.kept_watch import Intervals
from tuireader.watching.watcher import watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.kept.scan import Checked
    from tuireader.session.live_archive import Event
    from tuireader.watching.kept_watch import Begin

    ScanOf = Callable[[Archive, Path | None], KeptScan]

PATIENCE = 15.0
"""Seconds to wait for what is expected; only a failing test waits that long."""
QUICK = Intervals(look=0.05, poll=0.05)
"""Looks often, and checks everything only where something calls for it."""


def scanning(handed_on: Callable[[Iterator[Checked]], Iterator[Checked]]) -> ScanOf:
    """Scans whose batches are handed on as a test wants it."""

    class Scan(KeptScan):
        def check(self) -> Iterator[Checked]:
            yield from handed_on(super().check())

    return lambda archive, cached: Scan(archive, datetime.now(UTC), PostCache.of(cached) if cached else None)


class Kept:
    """A running live archive, and all its events."""

    def __init__(self, live_archive: LiveArchive) -> None:
        self.live_archive = live_archive
        self.events: list[Event] = []
        self._news = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for event in self.live_archive.run():
            self.events.append(event)
            self._news.set()

    @property
    def changes(self) -> list[ArchiveChanged]:
        return [event for event in self.events if isinstance(event, ArchiveChanged)]

    @property
    def states(self) -> list[str]:
        return [event.state for event in self.events if isinstance(event, Liveness)]

    @property
    def posts(self) -> dict[str, Post]:
        return {post.id: post for post in self.live_archive.catalog}

    @property
    def catalog_ids(self) -> set[PostId]:
        return {post.id for post in self.live_archive.catalog}

    def stop(self) -> None:
        self._listening.cancel()

    async def stopped(self) -> None:
        """Wait until the archive has stopped; an error in it is raised."""
        try:
            await self._listening
        except asyncio.CancelledError:
            if not self._listening.cancelled():
                raise

    def mark(self) -> None:
        """Forget what was said so far."""
        self.events.clear()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds after an event."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def agrees(self) -> None:
        """Wait until the catalog equals a fresh scan; what differs is said where it never does."""
        fresh: Mapping[str, Post] = {}
        try:
            async with asyncio.timeout(PATIENCE):
                while (fresh := await asyncio.to_thread(_scanned, self.live_archive.root)) != _timeless(
                    self.posts
                ):
                    self._news.clear()
                    try:
                        async with asyncio.timeout(0.2):
                            await self._news.wait()
                    except TimeoutError:
                        continue
        except TimeoutError:
            ours = _timeless(self.posts)
            odd = [one for one in sorted(fresh.keys() | ours) if fresh.get(one) != ours.get(one)]
            raise AssertionError([(one, fresh.get(one), ours.get(one)) for one in odd]) from None

    def shown(self, post_id: str) -> list[Post | None]:
        """What became of a post in each change that told of it."""
        return [event.catalog.get(_id(post_id)) for event in self.changes if _id(post_id) in event.change]


def _id(path: str) -> PostId:
    from tuireader.archive.post import PostId

    return PostId(path)


def _scanned(root: Path) -> dict[str, Post]:
    return _timeless(posts_of(root, datetime.now(UTC)))


def _timeless(posts: Mapping[str, Post]) -> dict[str, Post]:
    """The posts without what no event tells of: a file's ctime changes when another name of it comes or goes."""
    return {post_id: replace(post, stamp=replace(post.stamp, ctime_ns=0)) for post_id, post in posts.items()}


@asynccontextmanager
async def keeping(
    root: Path,
    files: Mapping[str, str] | None = None,
    *,
    poll: float | None = None,
    intervals: Intervals = QUICK,
    scan: ScanOf | None = None,
    begin: Begin = watch,
) -> AsyncIterator[Kept]:
    """An archive of the files, scanned and watched."""
    write(root, files or {})
    kept = Kept(LiveArchive(root, None, watch=True, poll=poll, intervals=intervals, scan=scan, begin=begin))
    try:
        await kept.until(lambda: bool(kept.states))
        # What was there before the watch began is looked at once more.
        await kept.agrees()
        yield kept
    finally:
        kept.stop()
        await kept.stopped()
