"""A folder kept watched: fallen back from, looked for when it is gone, and checked when nothing is told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.watching.mounts import silent_type
from tuireader.watching.touch import EVERYTHING, Liveness
from tuireader.watching.watcher import WatchFailure, watch

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.watching.touch import Touch
    from tuireader.watching.watcher import Watcher


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between looks at the root, and checks of all; until events are tried again; between polls."""

    look: float = 1.0
    check: float = 30.0
    retry: float = 300.0
    poll: float = 2.0


SHARE = 1 / 300
"""How much of a core the checks of everything may take."""


class Vigil:
    """Keeps `root` watched while `keep` runs, and says through the queue how that stands."""

    def __init__(
        self,
        root: Path,
        queue: asyncio.Queue[Touch | Liveness],
        poll: float | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.cost = 0.0
        """Seconds of computing that one check of everything takes; who does the checks tells."""
        self._root = root
        self._queue = queue
        self._poll = poll
        self._rhythm = rhythm or Rhythm()
        self._watcher: Watcher | None = None
        self._said: Liveness | None = None
        self._ended = False

    async def keep(self) -> None:
        """Watch until cancelled; then call `end`."""
        while True:
            reason = await self._begin()
            if self._watcher is None:
                self._say(Liveness("stopped", reason))
                await asyncio.sleep(self._rhythm.look)
                continue
            # What happened before this watch is found out now.
            self._queue.put_nowait(EVERYTHING)
            await self._until_lost(self._watcher, fallen_back=bool(reason))
            await asyncio.to_thread(self._stop)

    def end(self) -> None:
        """End the threads; takes milliseconds."""
        self._ended = True
        self._stop()

    def _stop(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()

    async def _begin(self) -> str:
        """Start to watch in the best way that works; why it is not the best of all, or ""."""
        loop = asyncio.get_running_loop()
        kind = None if self._poll else await asyncio.to_thread(silent_type, self._root)
        reason = f"a mount of type {kind} tells of no changes" if kind else ""
        if not kind:
            reason = await asyncio.to_thread(self._start, loop, self._poll)
        polling = self._poll
        if self._watcher is None and await asyncio.to_thread(self._root.is_dir):
            polling = polling or self._rhythm.poll
            reason = await asyncio.to_thread(self._start, loop, polling) or reason
        if self._watcher is not None:
            self._say(Liveness("polling", _polled(reason, polling)) if polling else Liveness("live"))
        return reason

    def _start(self, loop: asyncio.AbstractEventLoop, poll: float | None) -> str:
        """Start to watch, in a thread; why that cannot be, or ""."""
        found = watch(self._root, loop, self._queue, poll)
        if isinstance(found, WatchFailure):
            return found.message
        self._watcher = found
        # Who was not waited for must clean up himself.
        if self._ended:
            found.stop()
        return ""

    async def _until_lost(self, watcher: Watcher, *, fallen_back: bool) -> None:
        """Wait until the watch must begin anew; see to it that everything is checked now and then."""
        began = checked = monotonic()
        while not await asyncio.to_thread(watcher.is_lost):
            await asyncio.sleep(self._rhythm.look)
            now = monotonic()
            if fallen_back and now - began > self._rhythm.retry:
                return
            if now - checked > max(self._rhythm.check, self.cost / SHARE):
                checked = now
                self._queue.put_nowait(EVERYTHING)
                if not self._poll and not fallen_back and await self._is_short(watcher):
                    return

    async def _is_short(self, watcher: Watcher) -> bool:
        """Tell whether folders go unwatched, and not only because they are new."""
        if not await asyncio.to_thread(watcher.unwatched_folders):
            return False
        await asyncio.sleep(self._rhythm.look)
        return bool(await asyncio.to_thread(watcher.unwatched_folders))

    def _say(self, liveness: Liveness) -> None:
        if liveness != self._said:
            self._said = liveness
            self._queue.put_nowait(liveness)


def _polled(reason: str, seconds: float) -> str:
    every = "every second" if seconds == 1 else f"every {seconds:g} seconds"
    return f"{reason}: looking {every}" if reason else f"looking {every}"
