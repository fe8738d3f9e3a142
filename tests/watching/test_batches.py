from __future__ import annotations

import asyncio

import pytest

from tuireader.watching.batches import (
    ALL_FORCED,
    EVERYTHING,
    MAX_DELAY,
    QUIET,
    BatchCollector,
    Liveness,
    Touch,
    TouchedBatch,
)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A gathering whose time stands still."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.queue: asyncio.Queue[Touch | Liveness] = asyncio.Queue()
        self.gathering = BatchCollector(self.queue, self.clock)

    def touch(self, *touches: Touch | Liveness) -> TouchedBatch | Liveness | None:
        for touch in touches:
            self.queue.put_nowait(touch)
        return self.gathering.ready()

    def after(self, seconds: float) -> TouchedBatch | Liveness | None:
        self.clock.now += seconds
        return self.gathering.ready()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def written(*paths: str) -> TouchedBatch:
    return TouchedBatch(frozenset(paths), frozenset(paths))


def test_what_is_whole_is_ready_at_once_and_merged(desk: Desk) -> None:
    assert desk.touch() is None
    assert desk.touch(Touch(("a",)), Touch(("b", "c")), Touch(("a",))) == written("a", "b", "c")
    assert desk.gathering.ready() is None


def test_what_is_open_waits_until_it_is_closed(desk: Desk) -> None:
    assert desk.touch(Touch(("a",), "open"), Touch(("a",), "open"), Touch(("b",))) == written("b")
    assert desk.touch(Touch(("a",), "attributes")) is None
    assert desk.touch(Touch(("a",))) == written("a")
    assert desk.after(1) is None


def test_what_stays_open_is_taken_when_it_is_quiet(desk: Desk) -> None:
    assert desk.touch(Touch(("a",), "open")) is None
    assert desk.after(QUIET * 0.9) is None
    assert desk.touch(Touch(("a",), "open")) is None
    assert desk.after(QUIET * 0.9) is None
    assert desk.after(QUIET * 0.2) == written("a")


def test_what_never_gets_quiet_is_taken_all_the_same(desk: Desk) -> None:
    steps = 0
    while desk.touch(Touch(("a",), "open")) is None:
        steps += 1
        desk.clock.now += QUIET / 2
    assert MAX_DELAY - QUIET < steps * QUIET / 2 < MAX_DELAY + QUIET


def test_a_save_that_begins_before_the_last_was_looked_at_is_awaited(desk: Desk) -> None:
    assert desk.touch(Touch(("a",)), Touch(("a",), "open")) is None
    assert desk.touch(Touch(("a",))) == written("a")


def test_what_went_away_or_is_to_be_checked_was_not_written(desk: Desk) -> None:
    assert desk.touch(Touch(("a",), "open"), Touch(("a",), "gone")) == TouchedBatch(frozenset({"a"}))
    assert desk.touch(Touch(("a",), "check"), Touch(("b",), "attributes")) == TouchedBatch(
        frozenset({"a", "b"})
    )
    assert desk.touch(Touch(("d",), "forced")) == TouchedBatch(frozenset({"d"}), forced=frozenset({"d"}))


def test_the_root_stands_for_everything(desk: Desk) -> None:
    assert desk.touch(EVERYTHING, Touch(("a",))) == TouchedBatch(
        frozenset({"a"}), frozenset({"a"}), everything=True
    )
    assert desk.touch(ALL_FORCED) == TouchedBatch(frozenset(), forced=frozenset({""}), everything=True)


def test_word_of_the_watching_comes_first(desk: Desk) -> None:
    live = Liveness("live")
    assert desk.touch(Touch(("a",)), live) == live
    assert desk.gathering.ready() == written("a")


async def test_next_waits_for_what_is_due() -> None:
    queue: asyncio.Queue[Touch | Liveness] = asyncio.Queue()
    gathering = BatchCollector(queue)
    queue.put_nowait(Touch(("a",), "open"))
    async with asyncio.timeout(10):
        assert await gathering.next() == written("a")
