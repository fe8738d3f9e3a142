"""Keys and saves by chance, for some seconds; `python -m tests.fuzz.stress` tries for as long as one likes."""

from __future__ import annotations

import asyncio
import gc
import random
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

from textual.strip import Strip

from tests.fuzz.observed import posts_of, told
from tests.fuzz.stress import GROWN, JUDGED, KeysByChance, Outcome, Writing
from tests.ui.archives import blog, numbered, sections, text
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SECONDS = 2.5
MANY = 400
"""Looks at the memory."""
NAMES = {
    "\x1b": "escape", "\r": "enter", "\t": "tab", "\x7f": "backspace", "\x0f": "ctrl+o",
    "\x12": "ctrl+r", "\x1b[Z": "shift+tab", "\x1b[1;3D": "alt+left", "\x1b[6~": "pagedown", "\x1b[5~": "pageup",
    "\x1b[A": "up", "\x1b[B": "down", " ": "space",
}  # fmt: skip


def outcome(seconds: float, memory: list[float]) -> Outcome:
    return Outcome(seconds, 0, Counter(), memory, 0.0, 0.0, [])


def test_memory_that_goes_on_growing_is_told_from_what_has_found_its_size() -> None:
    leaking = [100 + 50 * at / MANY for at in range(MANY)]
    settled = [min(60 + 0.4 * at, 140.0) for at in range(MANY)]
    for spike in range(0, MANY, 10):
        settled[spike] += 100
    assert outcome(JUDGED, leaking).grown > GROWN
    assert outcome(JUDGED, settled).grown < GROWN
    assert outcome(JUDGED / 2, leaking).grown == 1.0, "a short run tells nothing"
    assert outcome(JUDGED, []).grown == 1.0


def some(root: Path) -> Path:
    """Posts that link to one another, long ones among them."""
    bodies = [
        f"[one](/posts/2024/01/post-{n % 7}/) [none](/no/{n}) `code`[^1]\n\n[^1]: Note." for n in range(24)
    ]
    posts = {
        f"2024-01-{n + 1:02}-post-{n}": text(f"Post {n}", body, f"t{n % 3}") for n, body in enumerate(bodies)
    }
    return blog(
        root, {**posts, "2025-01-01-long": text("Long", sections(9)), "2025-02-02-list": numbered(99)}
    )


async def test_keys_and_saves_by_chance_end_nothing_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    root = some(tmp_path / "archive")
    chance = random.Random(5)
    keys, writing = KeysByChance(chance), Writing(root, chance)
    async with reading(root, settings=Settings()) as reader:
        await reader.until(
            lambda: reader.context.live_archive.watches and "live" in reader.context.status.live
        )
        end = monotonic() + SECONDS
        while monotonic() < end:
            await _happen(reader, keys, writing, chance)
        await reader.until(
            lambda: told(reader.context.live_archive.catalog) == posts_of(root), "knows all posts"
        )


async def _happen(reader: Reader, keys: KeysByChance, writing: Writing, chance: random.Random) -> None:
    event = chance.random()
    if event < 0.1:
        writing.go_on()
    elif event < 0.12:
        await reader.pilot.resize_terminal(chance.randrange(20, 180), chance.randrange(5, 60))
    elif (key := keys.next()) != ":":
        # From the palette the reader could be left.
        await reader.pilot.press(NAMES.get(key, key))
    await asyncio.sleep(chance.choice([0.0, 0.0, 0.02]))


async def test_panels_that_were_left_leave_nothing_behind(tmp_path: Path) -> None:
    async with reading(some(tmp_path), size=(140, 36)) as reader:
        held: list[int] = []
        for _ in range(3):
            for key in ("s", "ctrl+o", "B", "exclamation_mark", "question_mark", "ctrl+p"):
                await reader.press(key)
                await reader.until(lambda: reader.app.screen is not reader.screen)
                await reader.press("escape")
                await reader.until(lambda: reader.app.screen is reader.screen)
            gc.collect()
            held.append(sum(isinstance(one, Strip) for one in gc.get_objects()))
        assert held[2] < held[1] + 200, "a panel of its own has some hundreds of painted lines"
