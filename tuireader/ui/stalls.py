"""A log of stalls of the event loop, with the calls that made keys wait."""

from __future__ import annotations

import sys
import time
import traceback
from contextlib import suppress
from threading import Event, Thread, get_ident
from typing import TYPE_CHECKING, Final

from tuireader.failures import append

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

NAME: Final = "stalls.log"
LIMIT: Final = 0.05
"""Seconds that a key may wait."""
_TICK: Final = 0.01
_CALLS: Final = 30


def into_log(text: str) -> None:
    append(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}\n", NAME)


class StallWatch:
    """Watches the event loop from another thread, and reports each stall: its calls, then its duration.

    The part that the loop computed is its own; in the rest, others had the processor or the interpreter.
    `report` is called in that other thread.
    """

    def __init__(
        self, loop: AbstractEventLoop, report: Callable[[str], object] = into_log, limit: float = LIMIT
    ) -> None:
        self._loop = loop
        self._report = report
        self._limit = limit
        self._watched = get_ident()
        self._computed = time.thread_time()
        self._ended = Event()
        self._thread = Thread(target=self._run, name="stalls", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()

    def _run(self) -> None:
        with suppress(RuntimeError):  # the loop is closed
            while not self._ended.wait(_TICK):
                self._look()

    def _look(self) -> None:
        answered = Event()
        before, began = self._computed, time.monotonic()

        def answer() -> None:
            self._computed = time.thread_time()
            answered.set()

        self._loop.call_soon_threadsafe(answer)
        if answered.wait(self._limit):
            return
        frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - made for this
        calls = traceback.format_list(traceback.extract_stack(frame, _CALLS)) if frame else []
        self._report(f"the event loop does not answer\n{''.join(calls)}")
        while not (answered.wait(self._limit) or self._ended.is_set()):
            pass
        took, computed = time.monotonic() - began, self._computed - before
        self._report(f"it answered after {1000 * took:.0f} ms, having computed {1000 * computed:.0f} ms")
