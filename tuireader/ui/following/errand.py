"""Work that takes long, done in a process of its own, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator
    from multiprocessing.connection import Connection

T = TypeVar("T")

_NICE: Final = 5
"""How far the work stands back behind the reader, where the system knows of that."""


async def errand(work: Callable[..., Iterator[T]], *arguments: object) -> AsyncGenerator[T, None]:
    """Yield what the generator `work` yields in a process of its own, which ends when this is closed.

    Raises ChildProcessError where the process ended before its work did.
    """
    from multiprocessing import get_context  # noqa: PLC0415 - not at start

    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sending, work, arguments), daemon=True)
    await asyncio.to_thread(process.start)
    sending.close()
    try:
        while True:
            try:
                done, item = await asyncio.to_thread(receiving.recv)
            except (EOFError, OSError) as error:
                raise ChildProcessError from error
            if done:
                return
            yield item
    finally:
        # What waits for the pipe in a thread sees its end.
        process.terminate()


def _run(sending: Connection, work: Callable[..., Iterator[Any]], arguments: tuple[object, ...]) -> None:
    """Do the work, in the process that it was given; nothing of it gets to the terminal."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        sys.stdout = sys.stderr = nowhere
        with suppress(AttributeError, OSError):
            os.nice(_NICE)
        with suppress(BrokenPipeError):
            for item in work(*arguments):
                sending.send((False, item))
            sending.send((True, None))
        sending.close()
