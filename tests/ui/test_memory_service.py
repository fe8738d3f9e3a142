"""What is noted is written, whatever becomes of those who wait for it."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.disk.files import begin
from tuireader.archive.post import Post, PostId, Stamp
from tuireader.library.changes import SEARCHES, Read, SearchMade
from tuireader.library.store import LibraryStore
from tuireader.session.memory import MemoryService

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from tuireader.archive.post import Problem
    from tuireader.library.changes import Change
    from tuireader.library.record import ArchiveMemory


def post(name: str, **facts: object) -> Post:
    plain = Post(
        id=PostId(name), kind="post", title=name, date=None, modified=None, slug="t", permalink=None, words=3,
        stamp=Stamp(1, 100, 7), excerpt="e",
    )  # fmt: skip
    return replace(plain, **facts)  # type: ignore[arg-type]  # by name


class Watched(LibraryStore):
    """A store that tells when it is being written."""

    def __init__(self, path: Path, root: Path) -> None:
        super().__init__(path, root)
        self.begun = Event()

    def write(self, changes: Iterable[Change]) -> Problem | None:
        self.begun.set()
        return super().write(changes)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@asynccontextmanager
async def keeping(path: Path) -> AsyncIterator[tuple[MemoryService, asyncio.Task[None]]]:
    """A memory service at work, and its task."""
    memory_service = MemoryService(path, path.parent).load()
    told: list[Problem] = []
    work = asyncio.create_task(memory_service.keep(told.append))
    try:
        yield memory_service, work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await memory_service.finish()
    assert not told


def remembered(path: Path) -> ArchiveMemory:
    return LibraryStore(path, path.parent).peek()


async def test_quitting_while_a_write_is_under_way_waits_for_it(path: Path) -> None:
    async with keeping(path) as (memory_service, work):
        assert memory_service._store
        memory_service._store.close()
        memory_service._store = store = Watched(path, path.parent)
        store.load()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            memory_service.searched("one")
            await asyncio.to_thread(store.begun.wait)
            memory_service.searched("two")
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            finish = asyncio.create_task(memory_service.finish())
            await asyncio.sleep(0)
            other.execute("COMMIT")
        await finish
    assert remembered(path).searches == ("two", "one")


async def test_what_no_thread_has_begun_to_write_is_not_lost(path: Path) -> None:
    free = Event()
    with ThreadPoolExecutor(1) as pool:
        asyncio.get_running_loop().set_default_executor(pool)
        async with keeping(path) as (memory_service, work):
            busy = asyncio.create_task(asyncio.to_thread(free.wait))
            await asyncio.sleep(0)
            memory_service.searched("noted")
            for _ in range(10):
                await asyncio.sleep(0)
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            free.set()
            await busy
        assert remembered(path).searches == ("noted",)


async def test_what_goes_wrong_at_the_end_is_to_be_told(path: Path) -> None:
    store = LibraryStore(path, path.parent, last_timeout=0.01)
    memory_service = MemoryService(path, path.parent, store=store).load()
    memory_service.star(post("a.md"), starred=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await memory_service.finish()
    assert memory_service.unreported
    assert "not remembered" in memory_service.unreported.message


async def test_a_post_is_known_by_another_name_after_it_was_edited(path: Path) -> None:
    first = post("draft.md", title="First")
    second = replace(first, words=400)
    third = replace(first, words=500)
    async with keeping(path) as (memory_service, _):
        memory_service.star(first, starred=True)
        memory_service.refresh_fingerprints([second, post("other.md")])
    async with keeping(path) as (memory_service, _):
        # Between two runs it was edited again.
        memory_service.recognise([third])
    async with keeping(path) as (memory_service, _):
        memory_service.recognise([replace(third, id=PostId("2024-01-01-first.md"))])
        assert memory_service.memory.records.keys() == {"2024-01-01-first.md"}
    assert remembered(path).of(PostId("2024-01-01-first.md")).starred
    assert len(remembered(path).records) == 1


async def test_files_that_are_numbered_anew_keep_each_what_is_known_of_it(path: Path) -> None:
    intro, chapter = post("01.md", title="Intro"), post("02.md", title="Chapter")
    async with keeping(path) as (memory_service, _):
        memory_service.star(intro, starred=True)
        memory_service.mark(chapter, read=True)
    async with keeping(path) as (memory_service, _):
        memory_service.recognise([replace(intro, id=PostId("02.md")), replace(chapter, id=PostId("03.md"))])
        memory = memory_service.memory
    assert (memory.of(PostId("02.md")).starred, memory.of(PostId("02.md")).read) == (True, False)
    assert (memory.of(PostId("03.md")).starred, memory.of(PostId("03.md")).read) == (False, True)
    assert remembered(path) == memory


class Silent(LibraryStore):
    """A store whose disk does not answer until it may."""

    def __init__(self, path: Path, root: Path) -> None:
        super().__init__(path, root)
        self.may, self.loaded = Event(), Event()

    def load(self) -> tuple[ArchiveMemory, Problem | None]:
        self.may.wait()
        try:
            return super().load()
        finally:
            self.loaded.set()

    def write(self, changes: Iterable[Change]) -> Problem | None:
        self.may.wait()
        return super().write(changes)


def silent_service(path: Path) -> tuple[MemoryService, Silent]:
    """A memory service whose store does not answer."""
    memory_service = MemoryService(None, path.parent, start=0.0)
    memory_service._store = store = Silent(path, path.parent)
    memory_service._loading = begin(store.load)
    return memory_service.load(), store


async def test_nobody_waits_for_a_store_that_does_not_answer(path: Path) -> None:
    memory_service, store = silent_service(path)
    assert memory_service.lost
    work = asyncio.create_task(memory_service.keep(lambda _: None))
    memory_service.star(post("a.md"), starred=True)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    await memory_service.finish()
    assert memory_service.unreported
    assert "not remembered" in memory_service.unreported.message
    store.may.set()
    await asyncio.to_thread(store.loaded.wait)
    store.close()


async def test_what_a_store_tells_late_is_known_with_what_was_noted_meanwhile(path: Path) -> None:
    with closing(LibraryStore(path, path.parent)) as earlier:
        earlier.load()
        earlier.write([Read(PostId("a.md"), read=True, fingerprint=""), SearchMade("one"), SearchMade("two")])
    memory_service, store = silent_service(path)
    learnt = asyncio.Event()
    work = asyncio.create_task(memory_service.keep(lambda _: None, learnt.set))
    memory_service.star(post("a.md"), starred=True)
    memory_service.searched("one")
    store.may.set()
    await learnt.wait()
    assert memory_service.lost is None
    record = memory_service.memory.of(PostId("a.md"))
    assert (record.read, record.starred, memory_service.memory.searches) == (True, True, ("one", "two"))
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    await memory_service.finish()
    assert remembered(path).records == memory_service.memory.records
    assert remembered(path).searches == ("one", "two")


async def test_a_disk_that_goes_away_holds_nobody_up_at_the_end(path: Path) -> None:
    memory_service = MemoryService(path, path.parent, start=20.0, end=0.01).load()
    assert memory_service._store
    memory_service._store.close()
    memory_service._store = store = Silent(path, path.parent)
    memory_service.star(post("a.md"), starred=True)
    await memory_service.finish()
    assert memory_service.unreported
    assert "does not answer" in memory_service.unreported.message
    store.may.set()


async def test_of_many_searches_the_latest_are_kept_as_they_are_in_the_store() -> None:
    keeper = MemoryService(None, Path("blog"))
    for number in range(SEARCHES + 5):
        keeper.searched(str(number))
    keeper.searched("50")
    assert keeper.memory.searches[:2] == ("50", str(SEARCHES + 4))
    assert len(keeper.memory.searches) == SEARCHES


async def test_what_another_reader_marks_is_heard_of(path: Path) -> None:
    heard, told = asyncio.Event(), list[object]()
    listening = MemoryService(path, path.parent).load()
    listening.listen = 0.001
    work = asyncio.create_task(listening.keep(told.append, shared=heard.set))
    listening.mark(post("b.md"), read=True)
    async with keeping(path) as (other, _):
        other.star(post("a.md"), starred=True)
        async with asyncio.timeout(20):
            await heard.wait()
        assert listening.memory.of(PostId("a.md")).starred
        assert listening.memory.of(PostId("b.md")).read
        heard.clear()
        other.star(post("a.md"), starred=False)
        async with asyncio.timeout(20):
            await heard.wait()
        assert not listening.memory.of(PostId("a.md")).starred
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    await listening.finish()
    assert not told


def test_a_store_has_news_once_and_only_of_others(path: Path) -> None:
    one, other = LibraryStore(path, path.parent), LibraryStore(path, path.parent)
    for store in (one, other):
        store.load()
    for store in (one, other):
        store.news()  # each has noted which archive it is of
    assert one.write([Read(PostId("a.md"), read=True, fingerprint="")]) is None
    assert one.news() is None
    news = other.news()
    assert news is not None
    assert news.of(PostId("a.md")).read
    assert other.news() is None
    one.close()
    other.close()
    assert one.news() is None
