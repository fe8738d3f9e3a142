"""Batches of touched paths: reported at once, but only when files are complete."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Literal

from tuireader.late import dataclass

if TYPE_CHECKING:
    from asyncio import Queue
    from collections.abc import Callable

Kind = Literal["whole", "open", "attributes", "gone", "check", "forced"]
"""The kind of a touch, as far as the system tells.

"whole": the file is complete. "open": a program is still writing. "attributes": the contents are unchanged. "gone": it
disappeared. "check": nothing was noticed, but it should be checked. "forced": likewise, and it should be read even
if it seems unchanged.
"""


@dataclass(frozen=True, slots=True)
class Touch:
    """Paths touched at once, relative to the archive's root with forward slashes; "" is the root."""

    paths: tuple[str, ...]
    kind: Kind = "whole"


@dataclass(frozen=True, slots=True)
class Liveness:
    """Whether and how changes are noticed, and why."""

    state: Literal["live", "polling", "stopped"]
    message: str = ""


EVERYTHING = Touch(("",), "check")
ALL_FORCED = Touch(("",), "forced")


QUIET = 0.06
"""Seconds without writing after which an open file counts as complete."""
MAX_DELAY = 0.5
"""Seconds of continued writing after which a file counts as complete."""


@dataclass(frozen=True, slots=True)
class TouchedBatch:
    """Touched paths; they are only hints, and the disk decides.

    `paths` are files or folders, there or gone, relative to the archive's root with forward slashes. `written` are
    those that may have new contents, `forced` those to be read in any case. With `everything` the whole archive is to
    be scanned again: the root was touched, or the system lost events.
    """

    paths: frozenset[str]
    written: frozenset[str] = frozenset()
    forced: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.paths) or self.everything


class BatchCollector:
    """Combines touches from a queue into batches: the first at once, then those that came meanwhile.

    A file still being written is held back until it is closed, or quiet for a moment.
    """

    def __init__(self, queue: Queue[Touch | Liveness], clock: Callable[[], float] = monotonic) -> None:
        self._queue = queue
        self._clock = clock
        self._open: dict[str, tuple[float, float]] = {}
        """The first and last touch of each file being written."""
        self._said: list[Liveness] = []
        self._paths: set[str] = set()
        self._written: set[str] = set()
        self._anew: set[str] = set()

    async def next(self) -> TouchedBatch | Liveness:
        """Wait for the next batch, never empty, or news of the watch."""
        import asyncio

        while not (ready := self.ready()):
            due = min(map(self._due_of, self._open), default=None)
            try:
                async with asyncio.timeout(None if due is None else max(0.0, due - self._clock())):
                    self._take(await self._queue.get())
            except TimeoutError:
                continue
        return ready

    def ready(self) -> TouchedBatch | Liveness | None:
        """The touches due now, without waiting; None without any."""
        while not self._queue.empty():
            self._take(self._queue.get_nowait())
        if self._said:
            return self._said.pop(0)
        now = self._clock()
        for path in [path for path in self._open if self._due_of(path) <= now]:
            del self._open[path]
            self._settle(path)
        everything = "" in self._paths
        self._paths.discard("")
        batch = TouchedBatch(
            frozenset(self._paths), frozenset(self._written), frozenset(self._anew), everything
        )
        for gathered in (self._paths, self._written, self._anew):
            gathered.clear()
        return batch or None

    def _take(self, item: Touch | Liveness) -> None:
        if isinstance(item, Liveness):
            self._said.append(item)
            return
        now = self._clock()
        for path in item.paths:
            if item.kind == "open":
                # The next save started before the last one was handled.
                self._paths.discard(path)
                self._written.discard(path)
                self._open[path] = (self._open.get(path, (now,))[0], now)
            elif item.kind == "whole":
                self._open.pop(path, None)
                self._settle(path)
            elif item.kind == "gone":
                self._open.pop(path, None)
                self._paths.add(path)
            elif path not in self._open or item.kind == "forced":
                self._paths.add(path)
                if item.kind == "forced":
                    self._anew.add(path)

    def _settle(self, path: str) -> None:
        self._paths.add(path)
        self._written.add(path)

    def _due_of(self, path: str) -> float:
        first, last = self._open[path]
        return min(last + QUIET, first + MAX_DELAY)
