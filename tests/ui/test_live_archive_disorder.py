"""After any disorder, however fast it comes, the catalog is what a fresh scan finds."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest

from tests.ui.disorder import Disorder
from tests.ui.live_archives import keeping

if TYPE_CHECKING:
    from pathlib import Path

DEEDS, ROUNDS = 40, 4


@pytest.mark.parametrize("seed", range(6))
async def test_after_any_disorder_the_catalog_is_true(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    disorder = Disorder(tmp_path / "root", tmp_path / "outside", chance)
    disorder.root.mkdir()
    for _ in range(20):
        disorder.new_path().write_text(disorder.text())
    async with keeping(disorder.root) as kept:
        for _ in range(ROUNDS):
            for _ in range(DEEDS):
                await asyncio.to_thread(disorder.go_on)
                if chance.random() < 0.3:
                    await asyncio.sleep(chance.random() * 0.01)
            await kept.agrees()
