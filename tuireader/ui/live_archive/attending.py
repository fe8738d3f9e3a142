"""What a shelf needs while it is watched: the vigil, what comes of it, and what is to be looked at again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tuireader.ui.live_archive.memory import Memory
from tuireader.watching.batches import Gathering
from tuireader.watching.touch import Touch
from tuireader.watching.vigil import Vigil

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.ui.live_archive.keeping import Kept
    from tuireader.watching.touch import Liveness
    from tuireader.watching.vigil import Rhythm

LATER = 0.3
"""Seconds until documents are read anew of which another file says something; a save of that file comes first."""


class Attending:
    """What there is only while the archive is watched; begins at once and must be ended."""

    def __init__(
        self, root: Path, queue: asyncio.Queue[Touch | Liveness], poll: float | None, rhythm: Rhythm | None
    ) -> None:

        self.gathering = Gathering(queue)
        self.memory: Memory = Memory()
        self.owed: Touch | None = None
        """What is to be looked at when the scan has ended."""
        self._queue = queue
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._vigil = Vigil(root, queue, poll, rhythm)
        self._keeping = asyncio.create_task(self._vigil.keep())

    def remember(self, kept: Kept, cost: float | None) -> None:
        """See to it that what is in doubt is looked at again."""
        self.memory = kept.memory
        if cost is not None:
            self._vigil.cost = cost
        if kept.whole:
            self._vigil.follow(kept.memory.links)
        if kept.later:
            self._loop.call_at(self._loop.time() + LATER, self._queue.put_nowait, Touch(kept.later, "anew"))
        if self._timer is not None:
            self._timer.cancel()
        doubts = kept.memory.doubts
        self._timer = self._loop.call_at(min(doubts.values()), self._resolve) if doubts else None

    def _resolve(self) -> None:
        soon = self._loop.time() + 0.005
        self._queue.put_nowait(
            Touch(tuple(one for one, until in self.memory.doubts.items() if until <= soon), "check")
        )

    def end(self) -> None:
        """Stop watching."""
        self._keeping.cancel()
        self._vigil.end()
        if self._timer is not None:
            self._timer.cancel()
