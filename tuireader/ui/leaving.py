"""Leaving: each screen only once, and the program without waiting for abandoned threads.

A thread cannot be stopped while it reads or parses. Python waits for all of them twice: at the end of the event loop
and of the process.
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


class DismissedOnce(Screen[ResultT]):
    """A screen that ignores all input after it was left.

    Textual's own would close the screen below as well.
    """

    left = False
    """Whether it was left; its removal may take some time."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with a result, unless it was left before or another screen is above."""
        if self.left or not self.is_current:
            return AwaitComplete()
        self.left = True
        return super().dismiss(result)  # type: ignore[arg-type]  # Textual's type variable for ours


THREADS: Final = 32
"""Most threads; enough that the last writes never queue behind reads."""
GRACE: Final = 0.15
"""Seconds for threads to end by themselves."""


class LooseThreads(ThreadPoolExecutor):
    """The threads of an event loop that does not wait for them at its end."""

    def __init__(self) -> None:
        super().__init__(THREADS, thread_name_prefix="reader")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        del wait, cancel_futures
        super().shutdown(wait=False, cancel_futures=True)


def exit_now(status: int) -> NoReturn:
    """End the process with a status, barely waiting for busy threads.

    This skips Python's own clean-up of objects and modules, so it must come last.
    """
    end = monotonic() + GRACE
    others = [one for one in threading.enumerate() if one is not threading.main_thread() and not one.daemon]
    for thread in others:
        thread.join(max(end - monotonic(), 0))
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)
