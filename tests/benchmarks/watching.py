"""Measures how soon a save is told of, what idling costs, and how soon a watch ends.

Run: python -m tests.benchmarks.watching
"""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Finding, p95, show, write_posts
from tests.ui.saves import from_outside, git, in_place, jetbrains, os_replace, vim
from tuireader.session.live_archive import ArchiveChanged, LiveArchive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuireader.archive.post import PostId
    from tuireader.session.live_archive import Event

SAVES = 40
IDLE = 65.0
"""Seconds of idling: two checks of everything are among them."""
WAYS: tuple[Callable[[Path, str], None], ...] = (in_place, vim, jetbrains, os_replace, from_outside, git)


def findings() -> Iterator[Finding]:
    """Yield the figures as they are measured."""
    for count in (10, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "blog")
            root.mkdir()
            write_posts(root, count, 5_000)
            yield from asyncio.run(_measured(root, count))


async def _measured(root: Path, count: int) -> list[Finding]:
    found: list[Finding] = []
    live_archive = LiveArchive(root, None, watch=True, poll=None)
    events: asyncio.Queue[Event] = asyncio.Queue()
    reading = asyncio.create_task(_read(live_archive, events))
    await _settle(events)
    post = next(iter(live_archive.catalog)).id
    for way in WAYS:
        taken = [await _seconds(events, root, post, way, number) for number in range(SAVES)]
        name = f"{way.__name__}, {count:,} posts: saved → told, p95"
        found.append(Finding.at_most(name, p95(taken) * 1000, 15, "ms"))
    if count > 1000:
        spent, began = process_time(), perf_counter()
        await _settle(events, IDLE)
        share = (process_time() - spent) / (perf_counter() - began)
        found.append(Finding.at_most(f"idle, {count:,} posts: share of a core", share * 100, 1, "%"))
    stopping = perf_counter()
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    found.append(Finding.at_most(f"ended, {count:,} posts", (perf_counter() - stopping) * 1000, 100, "ms"))
    return found


async def _read(live_archive: LiveArchive, events: asyncio.Queue[Event]) -> None:
    async for event in live_archive.run():
        events.put_nowait(event)


async def _settle(events: asyncio.Queue[Event], quiet: float = 1.0) -> None:
    """Wait until nothing is told for a while."""
    with suppress(TimeoutError):
        while True:
            async with asyncio.timeout(quiet):
                await events.get()


async def _seconds(
    events: asyncio.Queue[Event], root: Path, post: PostId, way: Callable[[Path, str], None], number: int
) -> float:
    text = f"---\ntitle: Save {way.__name__} {number}\n---\n\n{'Words and more words. ' * 400}\n"
    await asyncio.to_thread(way, root / post, text)
    began = perf_counter()
    while True:
        event = await events.get()
        shown = event.catalog.get(post) if isinstance(event, ArchiveChanged) else None
        if shown is not None and shown.title.endswith(f" {number}"):
            return perf_counter() - began


if __name__ == "__main__":
    show(findings())
