"""Work that takes long, done in a process of its own, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from tuireader.other_process import NICE, OtherProcess

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

T = TypeVar("T")


async def in_process(
    task: Callable[..., Iterator[T]], *arguments: object, nice: int = NICE
) -> AsyncGenerator[T, None]:
    """Yield what the generator `task` yields in a process of its own, which ends when this is closed.

    `task` is a function of a module; all that goes to and fro can be pickled. The process stands back by `nice`.
    Raises ChildProcessError where it ended before its task did.
    """
    process = await _started(nice, task, arguments)
    try:
        while True:
            # What waits in a thread sees the end of the pipe when the process ends.
            done, item = await asyncio.to_thread(_next, process)
            if done:
                return
            yield item  # type: ignore[misc]  # None only where it is done
    finally:
        process.kill()
        await asyncio.shield(asyncio.to_thread(process.close))


async def _started(
    nice: int, task: Callable[..., Iterator[T]], arguments: tuple[object, ...]
) -> OtherProcess[T]:
    """Return the process; where that is no longer waited for, it ends as soon as it has been started."""
    # A thread goes on when what waits for it is cancelled. A task would be cancelled as well when the loop ends.
    starting = asyncio.get_running_loop().run_in_executor(None, _start, nice, task, arguments)
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        starting.add_done_callback(_call_back)
        raise


def _call_back(starting: asyncio.Future[OtherProcess[T]]) -> None:
    if not starting.cancelled() and starting.exception() is None:
        starting.result().close()


def _start(nice: int, task: Callable[..., Iterator[T]], arguments: tuple[object, ...]) -> OtherProcess[T]:
    return OtherProcess(task, *arguments, nice=nice)


def _next(process: OtherProcess[T]) -> tuple[bool, T | None]:
    """What comes next; whether it is the end instead, which no exception of a thread's can tell."""
    try:
        return False, next(process)
    except StopIteration:
        return True, None
