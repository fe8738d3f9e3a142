"""Work in a process of its own."""

from __future__ import annotations

import asyncio
import gc
import os
import warnings
from contextlib import aclosing
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.processes import gone
from tests.ui.driver import PATIENCE
from tuireader.other_process import OtherProcess
from tuireader.session.worker import in_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def counted(count: int) -> Iterator[tuple[int, int]]:
    for number in range(count):
        yield number, os.getpid()


def dying() -> Iterator[int]:
    yield 1
    os._exit(3)


def endless() -> Iterator[int]:
    while True:
        yield os.getpid()


async def test_an_errand_is_done_in_another_process() -> None:
    async with aclosing(in_process(counted, 3)) as items:
        found = [item async for item in items]
    assert [number for number, _ in found] == [0, 1, 2]
    assert os.getpid() not in {process for _, process in found}


async def test_a_task_that_dies_is_told() -> None:
    items = in_process(dying)
    assert await anext(items) == 1
    with pytest.raises(ChildProcessError):
        await anext(items)


async def test_an_errand_ends_when_it_is_closed() -> None:
    items = in_process(endless)
    process = await anext(items)
    await items.aclose()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_a_task_that_is_given_up_while_it_begins_leaves_no_process() -> None:
    begun, may_go_on = asyncio.Event(), Event()
    loop = asyncio.get_running_loop()
    processes: list[OtherProcess[int]] = []

    def held(task: Callable[[], Iterator[int]], *, nice: int) -> OtherProcess[int]:
        processes.append(OtherProcess(task, nice=nice))
        loop.call_soon_threadsafe(begun.set)
        may_go_on.wait(PATIENCE)
        return processes[0]

    waiting = asyncio.ensure_future(anext(in_process(endless, start=held)))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    os.kill(processes[0].pid, 0)
    may_go_on.set()
    assert await asyncio.to_thread(gone, processes[0].pid)


def test_a_task_that_begins_when_its_loop_has_ended_leaves_no_process() -> None:
    begun, may_go_on = Event(), Event()
    processes: list[OtherProcess[int]] = []

    def held(task: Callable[[], Iterator[int]], *, nice: int) -> OtherProcess[int]:
        processes.append(OtherProcess(task, nice=nice))
        begun.set()
        may_go_on.wait(PATIENCE)
        return processes[0]

    async def give_up() -> None:
        waiting = asyncio.ensure_future(anext(in_process(endless, start=held)))
        await asyncio.to_thread(begun.wait, PATIENCE)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    loop = asyncio.new_event_loop()
    loop.run_until_complete(give_up())
    loop.close()
    may_go_on.set()
    assert gone(processes[0].pid)


@pytest.mark.parametrize("turns", range(6))
def test_a_task_whose_loop_ends_while_it_is_closed_leaves_no_pipe(turns: int) -> None:
    async def end_soon() -> None:
        begun = asyncio.Event()

        async def take() -> None:
            async with aclosing(in_process(endless)) as items:
                async for _ in items:
                    begun.set()

        taking = asyncio.ensure_future(take())
        await begun.wait()
        taking.cancel()
        for _ in range(turns):
            await asyncio.sleep(0)

    with warnings.catch_warnings(record=True, action="always") as found:
        asyncio.run(end_soon())
        gc.collect()
    assert [str(one.message) for one in found] == []
