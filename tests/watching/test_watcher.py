from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tuireader.watching.batches import BatchCollector, Liveness, Touch, TouchedBatch
from tuireader.watching.watcher import Watcher, WatchFailure, watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

POLL = 0.05
Items = asyncio.Queue[Touch | Liveness]


class Seen:
    """Everything that a watch has reported so far."""

    def __init__(self) -> None:
        self.batches: list[TouchedBatch] = []
        self.news = asyncio.Event()

    @property
    def paths(self) -> set[str]:
        return {path for batch in self.batches for path in batch.paths}

    async def until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not done():
                self.news.clear()
                await self.news.wait()

    async def collect(self, queue: Items) -> None:
        gathering = BatchCollector(queue)
        while True:
            batch = await gathering.next()
            assert isinstance(batch, TouchedBatch)
            self.batches.append(batch)
            self.news.set()


@asynccontextmanager
async def watching(root: Path, poll: float | None = None) -> AsyncIterator[Seen]:
    queue: Items = asyncio.Queue()
    watcher = await asyncio.to_thread(watch, root, asyncio.get_running_loop(), queue, poll)
    assert isinstance(watcher, Watcher)
    seen = Seen()
    collecting = asyncio.create_task(seen.collect(queue))
    try:
        yield seen
    finally:
        collecting.cancel()
        await asyncio.to_thread(watcher.stop)


@pytest.fixture(params=[None, POLL], ids=["events", "polling"])
def poll(request: pytest.FixtureRequest) -> float | None:
    assert request.param is None or isinstance(request.param, float)
    return request.param


async def test_a_write_in_place(tmp_path: Path, poll: float | None) -> None:
    (tmp_path / "_posts").mkdir()
    post = tmp_path / "_posts" / "a.md"
    post.write_text("one")
    async with watching(tmp_path, poll) as seen:
        post.write_text("two two")
        await seen.until(lambda: "_posts/a.md" in seen.paths)
    assert seen.paths == {"_posts/a.md"}


async def test_an_atomic_rename_reports_the_post(tmp_path: Path, poll: float | None) -> None:
    post, temporary = tmp_path / "a.md", tmp_path / ".a.md.x7"
    post.write_text("one")
    async with watching(tmp_path, poll) as seen:
        temporary.write_text("two two")
        temporary.replace(post)
        await seen.until(lambda: "a.md" in seen.paths)
    assert seen.paths == {"a.md"}


async def test_a_rename_from_outside(tmp_path: Path, poll: float | None) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside.md"
    root.mkdir()
    outside.write_text("text")
    async with watching(root, poll) as seen:
        outside.rename(root / "a.md")
        await seen.until(lambda: "a.md" in seen.paths)
    assert seen.paths == {"a.md"}


async def test_a_rename_reports_both_names(tmp_path: Path, poll: float | None) -> None:
    (tmp_path / "a.md").write_text("text")
    async with watching(tmp_path, poll) as seen:
        (tmp_path / "a.md").rename(tmp_path / "b.md")
        await seen.until(lambda: seen.paths >= {"a.md", "b.md"})


async def test_a_deletion(tmp_path: Path, poll: float | None) -> None:
    (tmp_path / "a.md").write_text("text")
    async with watching(tmp_path, poll) as seen:
        (tmp_path / "a.md").unlink()
        await seen.until(lambda: "a.md" in seen.paths)


async def test_a_folder_renamed_and_then_written_in(tmp_path: Path, poll: float | None) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.md").write_text("text")
    async with watching(tmp_path, poll) as seen:
        (tmp_path / "old").rename(tmp_path / "new")
        await seen.until(lambda: seen.paths >= {"old", "new"})
        (tmp_path / "new" / "b.md").write_text("text")
        await seen.until(lambda: "new/b.md" in seen.paths)


async def test_a_new_folder_is_watched_too(tmp_path: Path, poll: float | None) -> None:
    async with watching(tmp_path, poll) as seen:
        (tmp_path / "x" / "y").mkdir(parents=True)
        (tmp_path / "x" / "y" / "a.md").write_text("text")
        await seen.until(lambda: "x/y/a.md" in seen.paths)


async def test_the_root_deleted_asks_for_everything(tmp_path: Path, poll: float | None) -> None:
    root = tmp_path / "root"
    root.mkdir()
    async with watching(root, poll) as seen:
        root.rmdir()
        await seen.until(lambda: any(batch.everything for batch in seen.batches))


async def test_a_root_behind_a_link_is_watched(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    async with watching(tmp_path / "link") as seen:
        (tmp_path / "real" / "a.md").write_text("text")
        await seen.until(lambda: "a.md" in seen.paths)


async def test_reading_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    async with watching(tmp_path) as seen:
        for _ in range(20):
            (tmp_path / "a.md").read_text()
        (tmp_path / "end.md").write_text("text")
        await seen.until(lambda: "end.md" in seen.paths)
    assert seen.paths == {"end.md"}


async def test_stopping_leaves_no_thread_and_no_event(tmp_path: Path, poll: float | None) -> None:
    before = set(threading.enumerate())
    queue: Items = asyncio.Queue()
    watcher = watch(tmp_path, asyncio.get_running_loop(), queue, poll)
    assert isinstance(watcher, Watcher)
    assert set(threading.enumerate()) > before
    watcher.stop()
    assert set(threading.enumerate()) == before
    watcher.stop()
    (tmp_path / "a.md").write_text("text")
    await asyncio.sleep(0)
    assert queue.empty()


def test_events_after_the_loop_has_closed_are_dropped(tmp_path: Path) -> None:
    loop = asyncio.new_event_loop()
    watcher = watch(tmp_path, loop, asyncio.Queue())
    assert isinstance(watcher, Watcher)
    loop.close()
    for number in range(20):
        (tmp_path / f"{number}.md").write_text("text")
    watcher.stop()


async def test_a_missing_root_is_a_failure_in_one_line(tmp_path: Path, poll: float | None) -> None:
    before = set(threading.enumerate())
    queue: Items = asyncio.Queue()
    for root in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").write_text("text")
        failure = watch(root, asyncio.get_running_loop(), queue, poll)
        assert isinstance(failure, WatchFailure)
        assert root.name in failure.message
        assert "\n" not in failure.message
    assert set(threading.enumerate()) == before


async def test_lost_events_ask_for_everything(tmp_path: Path) -> None:
    import logging

    async with watching(tmp_path) as seen:
        logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
        await seen.until(lambda: any(batch.everything for batch in seen.batches))
    assert logging.getLogger("watchdog").handlers == []


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is inotify's")
def test_the_limit_of_watching_programs_is_a_failure(tmp_path: Path) -> None:
    script = """
import asyncio, os, pathlib, resource, sys, threading
from tuireader.watching import handler
from tuireader.watching.watcher import watch
os.closerange(3, 64)
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
loop = asyncio.AbstractEventLoop()
print(watch(pathlib.Path(sys.argv[1]), loop, None))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, os.fspath(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith("WatchFailure(message="), done.stderr
    assert "limit" in done.stdout
