"""Work that takes long, done in a process of its own, so that keys are answered meanwhile.

The reader's own standard streams are no files, and `multiprocessing` wants them to be.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator
    from subprocess import Popen

T = TypeVar("T")

_NICE: Final = 5
"""How far the work stands back behind the reader, where the system knows of that."""
_CODE: Final = "from tuireader.ui.errand import work; work()"


async def errand(
    task: Callable[..., Iterator[T]], *arguments: object, nice: int = _NICE
) -> AsyncGenerator[T, None]:
    """Yield what the generator `task` yields in a process of its own, which ends when this is closed.

    `task` is a function of a module; all that goes to and fro can be pickled. The process stands back by `nice`.
    Raises ChildProcessError where it ended before its task did.
    """
    process = await _started(nice, task, arguments)
    try:
        while True:
            # What waits in a thread sees the end of the pipe when the process ends.
            answer: tuple[bool, T] = await asyncio.to_thread(_next, process)
            done, item = answer
            if done:
                return
            yield item
    finally:
        process.kill()
        await asyncio.shield(asyncio.to_thread(_end, process))


async def _started(
    nice: int, task: Callable[..., Iterator[T]], arguments: tuple[object, ...]
) -> Popen[bytes]:
    """Return the process; where that is no longer waited for, it ends as soon as it has been started."""
    # A thread goes on when what waits for it is cancelled. A task would be cancelled as well when the loop ends.
    starting = asyncio.get_running_loop().run_in_executor(None, _start, nice, task, arguments)
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        starting.add_done_callback(_call_back)
        raise


def _call_back(starting: asyncio.Future[Popen[bytes]]) -> None:
    if not starting.cancelled() and starting.exception() is None:
        process = starting.result()
        process.kill()
        _end(process)


def _start(nice: int, task: Callable[..., Iterator[T]], arguments: tuple[object, ...]) -> Popen[bytes]:
    from subprocess import DEVNULL, PIPE, Popen  # noqa: PLC0415 - not at start

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    # Without -P a module in the current folder would go before those of the same name.
    command = [sys.executable, "-P", "-c", _CODE]
    try:
        process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment)  # noqa: S603 - our own
    except OSError as error:
        raise ChildProcessError from error
    if process.stdin:
        with suppress(OSError), process.stdin as pipe:
            pickle.dump((nice, task, arguments), pipe)
    return process


def _next(process: Popen[bytes]) -> tuple[bool, T]:
    try:
        return pickle.load(process.stdout)  # type: ignore[no-any-return, arg-type]  # noqa: S301 - our own process
    except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
        raise ChildProcessError from error


def _end(process: Popen[bytes]) -> None:
    process.wait()
    if process.stdout:
        process.stdout.close()


def work() -> None:
    """Do what standard input asks for, in the process that was made for it."""
    nice, task, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the reader
    with suppress(AttributeError, OSError):
        os.nice(nice)
    answers: IO[bytes] = sys.stdout.buffer
    sys.stdout = sys.stderr
    with suppress(BrokenPipeError):
        for item in task(*arguments):
            pickle.dump((False, item), answers)
            answers.flush()
        pickle.dump((True, None), answers)
        answers.flush()
