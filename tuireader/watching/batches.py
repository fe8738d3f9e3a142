"""Batches of touched paths, acted on at once and not before they are whole."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from asyncio import Queue
    from collections.abc import Callable

Kind = Literal["whole", "open", "attributes", "gone", "check", "anew"]
"""How a path was touched, as far as the system tells.

"whole": what is there is complete. "open": a program is still writing. "attributes": the contents stayed.
"gone": it went away. "check": nothing was seen, but it should be looked at again. "anew": likewise, and what is
there should be read even where it seems to be as before.
"""


@dataclass(frozen=True, slots=True)
class Touch:
    """Paths of the archive that were touched at once, relative to its root with forward slashes; "" is the root."""

    paths: tuple[str, ...]
    kind: Kind = "whole"


@dataclass(frozen=True, slots=True)
class Liveness:
    """Whether changes are noticed: told by the system, looked for now and then, or not at all; and why."""

    state: Literal["live", "polling", "stopped"]
    message: str = ""


EVERYTHING = Touch(("",), "check")
ALL_ANEW = Touch(("",), "anew")


QUIET = 0.06
"""Seconds after which a file that is open for writing, but is not written to, is taken as it is."""
PATIENCE = 0.5
"""Seconds after which a file that goes on being written is taken as it is."""


@dataclass(frozen=True, slots=True)
class TouchedBatch:
    """What was touched: hints, for the disk is the truth.

    `paths` are relative to the archive's root, with forward slashes; a path may be a file or a folder, there
    or gone. Of them `written` are those whose contents may be others, and `anew` those to be read in any case.
    `everything` asks for a rescan of the whole archive: the root itself was touched, or the system lost events.
    """

    paths: frozenset[str]
    written: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.paths) or self.everything


class BatchCollector:
    """Gathers what comes through a queue: the first at once, then what came meanwhile.

    A file that a program is still writing is held back until it is closed, or left alone for a moment.
    """

    def __init__(self, queue: Queue[Touch | Liveness], clock: Callable[[], float] = monotonic) -> None:
        self._queue = queue
        self._clock = clock
        self._open: dict[str, tuple[float, float]] = {}
        """When a file that is being written was first touched, and last."""
        self._said: list[Liveness] = []
        self._paths: set[str] = set()
        self._written: set[str] = set()
        self._anew: set[str] = set()

    async def next(self) -> TouchedBatch | Liveness:
        """Wait for the next batch, never empty, or word of the watching itself."""
        import asyncio

        while not (ready := self.ready()):
            due = self._due()
            try:
                async with asyncio.timeout(None if due is None else max(0.0, due - self._clock())):
                    self._take(await self._queue.get())
            except TimeoutError:
                continue
        return ready

    def ready(self) -> TouchedBatch | Liveness | None:
        """Return what has come and is due, without waiting; None where there is nothing."""
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
                # The next save has begun before the last one was looked at.
                self._paths.discard(path)
                self._written.discard(path)
                self._open[path] = (self._open.get(path, (now,))[0], now)
            elif item.kind == "whole":
                self._open.pop(path, None)
                self._settle(path)
            elif item.kind == "gone":
                self._open.pop(path, None)
                self._paths.add(path)
            elif path not in self._open or item.kind == "anew":
                self._paths.add(path)
                if item.kind == "anew":
                    self._anew.add(path)

    def _settle(self, path: str) -> None:
        self._paths.add(path)
        self._written.add(path)

    def _due(self) -> float | None:
        return min(map(self._due_of, self._open), default=None)

    def _due_of(self, path: str) -> float:
        first, last = self._open[path]
        return min(last + QUIET, first + PATIENCE)
