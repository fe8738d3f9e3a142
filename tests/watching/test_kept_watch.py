from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tuireader.watching import watcher as mounts
from tuireader.watching.batches import EVERYTHING, Liveness, Touch
from tuireader.watching.kept_watch import Intervals, KeptWatch
from tuireader.watching.watcher import Watcher, WatchFailure, silent_type, watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

Items = asyncio.Queue[Touch | Liveness]
QUICK = Intervals(look=0.02, poll=0.02)


class Said:
    def __init__(self, queue: Items) -> None:
        self._queue = queue

    async def until(self, wanted: Touch | Liveness) -> list[Touch | Liveness]:
        """What was said up to something."""
        items: list[Touch | Liveness] = []
        async with asyncio.timeout(10):
            while wanted not in items:
                items.append(await self._queue.get())
        return items

    async def liveness(self) -> Liveness:
        async with asyncio.timeout(10):
            while True:
                item = await self._queue.get()
                if isinstance(item, Liveness):
                    return item


@asynccontextmanager
async def keeping(
    root: Path, intervals: Intervals = QUICK, poll: float | None = None, **parts: Callable[..., Any]
) -> AsyncIterator[Said]:
    queue: Items = asyncio.Queue()
    kept = KeptWatch(root, queue, poll, intervals, **parts)
    task = asyncio.create_task(kept.keep())
    try:
        yield Said(queue)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        kept.end()


async def test_it_says_that_it_is_live_and_has_everything_checked(tmp_path: Path) -> None:
    async with keeping(tmp_path) as said:
        assert await said.until(EVERYTHING) == [Liveness("live"), EVERYTHING]


async def test_polling_that_was_asked_for(tmp_path: Path) -> None:
    async with keeping(tmp_path, poll=1.0) as said:
        assert await said.liveness() == Liveness("polling", "looking every second")


async def test_a_root_that_is_gone_is_looked_for(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    async with keeping(root) as said:
        await said.until(EVERYTHING)
        for again in (root.rmdir, lambda: root.rename(tmp_path / "elsewhere")):
            again()
            stopped = await said.liveness()
            assert stopped.state == "stopped"
            assert "there is no folder" in stopped.message
            root.mkdir()
            assert (await said.until(EVERYTHING))[-2:] == [Liveness("live"), EVERYTHING]
            (root / "a.md").write_text("text")
            await said.until(Touch(("a.md",)))
            (root / "a.md").unlink()
            await said.until(Touch(("a.md",), "gone"))


async def test_another_folder_in_the_place_of_the_root_is_watched(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "other").mkdir()
    async with keeping(root) as said:
        await said.until(EVERYTHING)
        root.rename(tmp_path / "old")
        (tmp_path / "other").rename(root)
        await said.until(EVERYTHING)
        (root / "a.md").write_text("text")
        await said.until(Touch(("a.md",)))


async def test_a_folder_that_left_reports_nothing_under_its_old_name(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    async with keeping(root) as said:
        await said.until(EVERYTHING)
        (root / "a").rename(tmp_path / "a")
        await said.until(EVERYTHING)
        (tmp_path / "a" / "phantom.md").write_text("text")
        (root / "end.md").write_text("text")
        items = await said.until(Touch(("end.md",)))
        assert not any(isinstance(item, Touch) and "a/phantom.md" in item.paths for item in items)


async def test_limits_are_said_and_polled_around_and_tried_again(tmp_path: Path) -> None:
    limited = True

    def refusing(
        root: Path, loop: asyncio.AbstractEventLoop, queue: Items, poll: float | None
    ) -> Watcher | WatchFailure:
        return (
            WatchFailure("a limit is reached") if limited and poll is None else watch(root, loop, queue, poll)
        )

    async with keeping(tmp_path, Intervals(look=0.02, poll=0.02, retry=0.3), begin=refusing) as said:
        assert await said.liveness() == Liveness("polling", "a limit is reached: looking every 0.02 seconds")
        (tmp_path / "a.md").write_text("text")
        await said.until(Touch(("a.md",)))
        limited = False
        assert await said.liveness() == Liveness("live")
        await said.until(EVERYTHING)


async def test_folders_that_go_unwatched_are_noticed(tmp_path: Path) -> None:
    short = threading.Event()

    def watched(
        root: Path, loop: asyncio.AbstractEventLoop, queue: Items, poll: float | None
    ) -> Watcher | WatchFailure:
        if short.is_set() and poll is None:
            return WatchFailure("the system's limit leaves 9 folders unwatched")
        found = watch(root, loop, queue, poll)
        if isinstance(found, Watcher):
            found.unwatched_folders = lambda: 9 if short.is_set() else 0  # type: ignore[method-assign]  # as of a system with a limit
        return found

    async with keeping(tmp_path, Intervals(look=0.02, check=0.05, poll=0.02), begin=watched) as said:
        await said.until(EVERYTHING)
        short.set()
        assert await said.liveness() == Liveness(
            "polling", "the system's limit leaves 9 folders unwatched: looking every 0.02 seconds"
        )


async def test_a_mount_that_tells_nothing_is_polled(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(f"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / {tmp_path} rw - nfs4 server:/x rw\n")
    async with keeping(tmp_path, silent=lambda root: silent_type(root, table)) as said:
        liveness = await said.liveness()
        assert liveness.state == "polling"
        assert "nfs4" in liveness.message


async def test_everything_is_checked_now_and_then_but_not_all_the_time(tmp_path: Path) -> None:
    async with keeping(tmp_path, Intervals(look=0.01, check=0.03)) as said:
        for _ in range(3):
            await said.until(EVERYTHING)


@pytest.mark.parametrize("poll", [None, 5.0])
async def test_ending_leaves_no_thread_even_while_it_begins(tmp_path: Path, poll: float | None) -> None:
    def threads() -> set[threading.Thread]:
        return {thread for thread in threading.enumerate() if not thread.name.startswith("asyncio_")}

    before = threads()
    for patience in (0.0, 0.001, 0.01, 0.1):
        async with keeping(tmp_path, poll=poll):
            await asyncio.sleep(patience)
        async with asyncio.timeout(10):
            while threads() != before:  # noqa: ASYNC110 - threads raise no events
                await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    ("kind", "path", "silent"),
    [
        ("ext4", "/", False),
        ("nfs4", "/net", True),
        ("9p", "/net", True),
        ("fuse.sshfs", "/net", True),
        ("fuse.gocryptfs", "/net", False),
        ("fuseblk", "/net", False),
        ("cifs", "/network", False),
    ],
)
def test_the_nearest_mount_counts(tmp_path: Path, kind: str, path: str, silent: bool) -> None:
    table = tmp_path / "table"
    here = str(tmp_path / "net").replace(" ", "\\040")
    point = "/" if path == "/" else here.replace("/net", path)
    table.write_text(f"1 0 8:1 / / rw - btrfs /dev/sda1 rw\n2 1 0:5 / {point} rw shared:1 - {kind} x rw\n")
    (tmp_path / "net" / "deep").mkdir(parents=True)
    assert silent_type(tmp_path / "net" / "deep", table) == (kind if silent else None)
    assert silent_type(tmp_path, tmp_path / "none") is None
    assert mounts.MOUNTS.name == "mountinfo"
