from __future__ import annotations

import asyncio
import re
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tuireader.failures import log_folder
from tuireader.ui.stalls import NAME, StallWatch, into_log

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 20.0


@pytest.mark.parametrize("steps", [0, 10_000_000])
async def test_a_stall_is_told_with_the_place_where_the_loop_is(steps: int) -> None:
    told: list[str] = []
    seen, over = Event(), Event()

    def tell(text: str) -> None:
        told.append(text)
        (over if seen.is_set() else seen).set()

    def hold_everything_up() -> None:
        for _ in range(steps):
            pass
        assert seen.wait(PATIENCE)

    watch = StallWatch(asyncio.get_running_loop(), tell, limit=0.01)
    hold_everything_up()
    assert await asyncio.to_thread(over.wait, PATIENCE)
    watch.end()
    # On a busy machine it may have been seen where it began.
    assert test_a_stall_is_told_with_the_place_where_the_loop_is.__name__ in told[0]
    took, computed = (int(number) / 1000 for number in re.findall(r"(\d+) ms", told[1]))
    assert took >= 0.01
    assert (computed >= 0.03) is bool(steps), "waiting is no computing"


def test_the_log_is_beside_that_of_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    into_log("one")
    into_log("two")
    log = log_folder() / NAME
    assert [line.rpartition(" ")[2] for line in log.read_text().splitlines()] == ["one", "two"]
    assert log.stat().st_mode & 0o777 == 0o600
