"""Leaving: each screen once, and the program without waiting for what nobody waits for any more.

A thread cannot be given up while it reads or parses. Python waits for all of them, twice: when the event loop ends, and
when the process does.
"""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.screen import ScreenResultType

ResultT = TypeVar("ResultT")


class LeftOnce(Screen[ResultT]):
    """A screen of which all comes to nothing that comes after it was left.

    Textual's own would take the screen below away with it.
    """

    left = False
    """Whether it was left; it may be some time until it is taken away."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with a result, unless it was left before, or something else is above."""
        if self.left or not self.is_current:
            return AwaitComplete()
        self.left = True
        return super().dismiss(result)  # type: ignore[arg-type]  # Textual's name for ours


THREADS: Final = 32
"""Threads at most: what is to be written at the end must not stand in a line behind what is read."""
GRACE: Final = 0.15
"""Seconds that threads have to end by themselves."""


class LooseThreads(ThreadPoolExecutor):
    """The threads of an event loop, which does not wait for them when it ends."""

    def __init__(self) -> None:
        super().__init__(THREADS, thread_name_prefix="reader")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begin nothing any more."""
        del wait, cancel_futures
        super().shutdown(wait=False, cancel_futures=True)


def exit_now(status: int) -> NoReturn:
    """End the process with a status, without waiting long for threads that are still at work.

    To be called last of all: nothing is cleaned up after. Python would take apart one by one what the system takes back
    at once.
    """
    end = monotonic() + GRACE
    others = [one for one in threading.enumerate() if one is not threading.main_thread() and not one.daemon]
    for thread in others:
        thread.join(max(end - monotonic(), 0))
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)
