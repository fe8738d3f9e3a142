"""No thread holds the reader up when it is left."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from tuireader.ui.threads import run


def test_a_thread_that_waits_for_ever_is_not_waited_for() -> None:
    never, begun = Event(), Event()

    def wait() -> None:
        begun.set()
        never.wait()

    async def main() -> str:
        waiting = asyncio.create_task(asyncio.to_thread(wait))
        await asyncio.to_thread(begun.wait)
        waiting.cancel()
        return "left"

    assert run(main(), moment=0.01) == "left"
    never.set()


def test_what_is_at_work_is_given_a_moment_to_end() -> None:
    begun, go_on, done = Event(), Event(), Event()

    def work() -> None:
        begun.set()
        go_on.wait()
        done.set()

    async def main() -> None:
        working = asyncio.create_task(asyncio.to_thread(work))
        await asyncio.to_thread(begun.wait)
        working.cancel()
        go_on.set()

    run(main(), moment=20.0)
    assert done.is_set()


def test_what_is_raised_in_a_thread_is_raised_where_it_is_awaited() -> None:
    with pytest.raises(ZeroDivisionError):
        run(asyncio.to_thread(lambda: 1 // 0))
