"""Long work in another process, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from tuireader.other_process import NICE, OtherProcess

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

T = TypeVar("T")


async def in_process(
    task: Callable[..., Iterator[T]],
    *arguments: object,
    nice: int = NICE,
    start: Callable[..., OtherProcess[T]] = OtherProcess,
) -> AsyncGenerator[T, None]:
    """Yield the items of the generator `task` from another process, which ends when this is closed.

    `task` is a module's function; arguments and items are pickled. The process, made by `start`, runs at niceness
    `nice`. Raises ChildProcessError if it ended before its task did.
    """
    process = await _started(partial(start, task, *arguments, nice=nice))
    # The loop is asked for threads: a task, as `to_thread` needs, may be cancelled with the loop before it begins.
    try:
        while True:
            # The waiting thread sees the end of the pipe when the process ends.
            done, item = await asyncio.to_thread(_next, process)
            if done:
                return
            yield item  # type: ignore[misc]  # None only where it is done
    finally:
        process.kill()
        await asyncio.shield(asyncio.get_running_loop().run_in_executor(None, process.close))


async def _started(make: Callable[[], OtherProcess[T]]) -> OtherProcess[T]:
    """The process; if cancelled, it ends as soon as it has started, whether or not the loop goes on."""
    made: list[OtherProcess[T]] = []
    given_up = Event()

    def start() -> OtherProcess[T]:
        made.append(make())
        if given_up.is_set():
            made[0].close()
        return made[0]

    # A thread goes on when its waiter is cancelled.
    loop = asyncio.get_running_loop()
    starting = loop.run_in_executor(None, start)
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        given_up.set()
        starting.add_done_callback(_pass_over)
        for process in made:
            loop.run_in_executor(None, process.close)
        raise


def _pass_over(starting: asyncio.Future[OtherProcess[T]]) -> None:
    """Take note of a failure that nobody waits for."""
    if not starting.cancelled():
        starting.exception()


def _next(process: OtherProcess[T]) -> tuple[bool, T | None]:
    """Whether the task has ended, and the next item otherwise; a thread cannot raise StopIteration."""
    try:
        return False, next(process)
    except StopIteration:
        return True, None
