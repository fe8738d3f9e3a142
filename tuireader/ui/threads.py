"""The threads of the reader's event loop: none of them holds the reader up when it is left.

What a thread waits for may never come: a file on a disk that is gone, say. Those that are at work are given a moment at
the end, and end with the process.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from tuireader.archive.threads import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

P = ParamSpec("P")
T = TypeVar("T")

MOMENT = 0.5
"""Seconds for which threads are waited for at the end."""


class Threads(ThreadPoolExecutor):
    """Does each thing in a thread of its own, which the process does not wait for.

    It is one of the standard library's only because an event loop takes no other.
    """

    def __init__(self, moment: float = MOMENT) -> None:
        super().__init__()
        self._moment = moment
        self._at_work: set[Future[Any]] = set()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begin to do something in a thread."""
        future = begin(partial(fn, *args, **kwargs))
        self._at_work.add(future)
        future.add_done_callback(self._at_work.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - as the standard library has it
        """Wait a moment for what is at work."""
        if wait:
            _wait(set(self._at_work), self._moment)


def _wait(futures: set[Future[Any]], seconds: float) -> None:
    wait(futures, seconds)


def run(main: Coroutine[Any, Any, T], moment: float = MOMENT) -> T:
    """Run a coroutine in an event loop of its own whose threads are such."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(Threads(moment))
        return runner.run(main)
