"""A lasting watch of a folder: it falls back to polling, waits for a missing folder, and checks for missed changes."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.late import dataclass
from tuireader.watching.batches import EVERYTHING, Liveness, Touch
from tuireader.watching.watcher import WatchFailure, silent_type, watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuireader.archive.disk.walk import Links
    from tuireader.watching.watcher import Watcher

    Queue = asyncio.Queue[Touch | Liveness]
    Begin = Callable[[Path, asyncio.AbstractEventLoop, Queue, float | None], Watcher | WatchFailure]


UNSETTLED = 0.08
"""Seconds before a file that disappeared or became empty is reported."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """Seconds between two looks at the root, between full checks, until events are tried again, and between polls.

    `unsettled` is for how long a file may be missing or empty before that is reported: many ways of saving begin so.
    """

    look: float = 1.0
    check: float = 30.0
    retry: float = 300.0
    poll: float = 2.0
    unsettled: float = UNSETTLED


SHARE = 1 / 300
"""The share of a core that full checks may take."""
COUNTING = 1 / 20
"""The share of time that counting the watched folders may take."""


class KeptWatch:
    """A watch of `root` while `keep` runs; its state is reported through the queue.

    `begin` starts a watch, `silent` names the type of a mount that reports no changes.
    """

    def __init__(  # noqa: PLR0913 - what to watch, and by which means
        self,
        root: Path,
        queue: Queue,
        poll: float | None = None,
        intervals: Intervals | None = None,
        *,
        begin: Begin = watch,
        silent: Callable[[Path], str | None] = silent_type,
    ) -> None:
        self.cost = 0.0
        """Seconds of computing for one full check, set by whoever runs it."""
        self._root = root
        self._queue = queue
        self._poll = poll
        self._intervals = intervals or Intervals()
        self._begin_watch, self._silent = begin, silent
        self._watcher: Watcher | None = None
        self._said: Liveness | None = None
        self._ended = False
        self._links: Links = ()
        self._following: asyncio.Task[None] | None = None
        self._order = asyncio.Lock()

    async def keep(self) -> None:
        """Watch until cancelled; then call `end`."""
        while True:
            reason = await self._begin()
            if self._watcher is None:
                self._say(Liveness("stopped", reason))
                await asyncio.sleep(self._intervals.look)
                continue
            # Find changes from before this watch.
            self._queue.put_nowait(EVERYTHING)
            await self._until_lost(self._watcher, fallen_back=bool(reason))
            await asyncio.to_thread(self._stop)

    def follow(self, links: Links) -> None:
        """Watch the targets of these links, now and after each restart; they are checked afterwards."""
        if links or self._links:
            self._links = links
            self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        async with self._order:
            if (watcher := self._watcher) is not None and (
                new := await asyncio.to_thread(watcher.follow, self._links)
            ):
                self._queue.put_nowait(Touch(new, "check"))

    def end(self) -> None:
        """End the threads; takes milliseconds."""
        self._ended = True
        if self._following is not None:
            self._following.cancel()
        self._stop()

    def _stop(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()

    async def _begin(self) -> str:
        """Start watching in the best way that works; why it is not the best of all, or ""."""
        loop = asyncio.get_running_loop()
        kind = None if self._poll else await asyncio.to_thread(self._silent, self._root)
        reason = f"a mount of type {kind} reports no changes" if kind else ""
        if not kind:
            reason = await asyncio.to_thread(self._start, loop, self._poll)
        polling = self._poll
        if self._watcher is None and await asyncio.to_thread(self._root.is_dir):
            polling = polling or self._intervals.poll
            reason = await asyncio.to_thread(self._start, loop, polling) or reason
        if self._watcher is not None:
            self._say(Liveness("polling", _polled(reason, polling)) if polling else Liveness("live"))
        return reason

    def _start(self, loop: asyncio.AbstractEventLoop, poll: float | None) -> str:
        """Start watching, in a thread; why that is impossible, or ""."""
        found = self._begin_watch(self._root, loop, self._queue, poll)
        if isinstance(found, WatchFailure):
            return found.message
        found.follow(self._links)
        self._watcher = found
        # Nobody waited for this thread, so it cleans up.
        if self._ended:
            found.stop()
        return ""

    async def _until_lost(self, watcher: Watcher, *, fallen_back: bool) -> None:
        """Wait until the watch must be restarted, with a full check from time to time."""
        began = checked = monotonic()
        pause = 0.0
        while not await asyncio.to_thread(watcher.is_lost):
            await asyncio.sleep(self._intervals.look)
            if await asyncio.to_thread(watcher.has_lost_links):
                await self._follow()
            now = monotonic()
            told = not self._poll and not fallen_back
            if told and now > pause and watcher.is_rebuilt:
                if await self._is_short(watcher):
                    return
                # With many new folders, counting must not take a whole core.
                pause = monotonic() + (monotonic() - now) / COUNTING
            if fallen_back and now - began > self._intervals.retry:
                return
            if now - checked > max(self._intervals.check, self.cost / SHARE):
                checked = now
                self._queue.put_nowait(EVERYTHING)
                if told and await self._is_short(watcher):
                    return

    async def _is_short(self, watcher: Watcher) -> bool:
        """Whether folders go unwatched, and not only because they are new."""
        if not await asyncio.to_thread(watcher.unwatched_folders):
            return False
        await asyncio.sleep(self._intervals.look)
        return bool(await asyncio.to_thread(watcher.unwatched_folders))

    def _say(self, liveness: Liveness) -> None:
        if liveness != self._said:
            self._said = liveness
            self._queue.put_nowait(liveness)


def _polled(reason: str, seconds: float) -> str:
    every = "every second" if seconds == 1 else f"every {seconds:g} seconds"
    return f"{reason}: looking {every}" if reason else f"looking {every}"
