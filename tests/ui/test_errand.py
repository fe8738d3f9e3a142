"""Work in a process of its own."""

from __future__ import annotations

import os
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from tuireader.ui.errand import errand

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    async with aclosing(errand(counted, 3)) as items:
        found = [item async for item in items]
    assert [number for number, _ in found] == [0, 1, 2]
    assert os.getpid() not in {process for _, process in found}


async def test_an_errand_that_dies_is_told() -> None:
    items = errand(dying)
    assert await anext(items) == 1
    with pytest.raises(ChildProcessError):
        await anext(items)


async def test_an_errand_ends_when_it_is_closed() -> None:
    items = errand(endless)
    process = await anext(items)
    await items.aclose()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
