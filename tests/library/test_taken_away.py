"""A library that is deleted or replaced while a reader has it open: nothing that it knows is lost."""

from __future__ import annotations

from shutil import rmtree
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.post import PostId
from tuireader.library.changes import LeftOff, Read, SearchMade, Starred
from tuireader.library.store import LibraryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tuireader.library.record import ArchiveMemory

A, B, C = PostId("_posts/a.md"), PostId("_posts/b.md"), PostId("c.md")


def known(path: Path, root: Path) -> ArchiveMemory:
    """What a next run would know."""
    memory, problem = LibraryStore(path, root).look()
    assert problem is None
    return memory


def starred(memory: ArchiveMemory) -> set[PostId]:
    return {post for post, record in memory.records.items() if record.starred}


def star(post: PostId) -> Starred:
    return Starred(post, starred=True, fingerprint="x")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "library.db"


@pytest.fixture
def store(path: Path, tmp_path: Path) -> Iterator[LibraryStore]:
    """A store that knows two archives, with one of them open."""
    other = LibraryStore(path, tmp_path / "other")
    other.load()
    other.write([star(C), LeftOff('{"query": "there"}'), SearchMade("theirs")])
    other.close()
    store = LibraryStore(path, tmp_path)
    store.load()
    store.write([star(A), LeftOff('{"query": "here"}'), SearchMade("first"), SearchMade("second")])
    yield store
    store.close()


def unlink(path: Path) -> None:
    for one in path.parent.iterdir():
        one.unlink()


def unlink_alone(path: Path) -> None:
    path.unlink()


def unlink_log(path: Path) -> None:
    path.with_name("library.db-wal").unlink()


def remove_folder(path: Path) -> None:
    rmtree(path.parent)


def empty(path: Path) -> None:
    unlink(path)
    path.touch()


def another(path: Path) -> None:
    unlink(path)
    other = LibraryStore(path, path.parent.parent)
    other.load()
    other.write([star(C), Starred(A, starred=False, fingerprint="x"), SearchMade("second")])
    other.close()


@pytest.mark.parametrize("take_away", [unlink, unlink_alone, unlink_log, remove_folder, empty])
def test_what_was_taken_away_is_made_anew_with_all_that_it_held(
    store: LibraryStore, path: Path, tmp_path: Path, take_away: Callable[[Path], None]
) -> None:
    take_away(path)
    problem = store.write([star(B)])
    assert problem is not None
    assert "again" in problem.message or "added" in problem.message
    assert store.lost is None
    memory = known(path, tmp_path)
    assert starred(memory) == {A, B}
    assert (memory.state, memory.searches) == ('{"query": "here"}', ("second", "first"))
    theirs = known(path, tmp_path / "other")
    assert (starred(theirs), theirs.searches) == ({C}, ("theirs",))
    assert store.write([star(C)]) is None
    assert starred(known(path, tmp_path)) == {A, B, C}


def test_what_takes_its_place_keeps_its_own_and_is_added_to(
    store: LibraryStore, path: Path, tmp_path: Path
) -> None:
    another(path)
    problem = store.write([star(B)])
    assert problem is not None
    assert "replaced" in problem.message
    memory = known(path, tmp_path)
    assert starred(memory) == {B, C}
    assert sorted(memory.searches) == ["first", "second"]
    assert memory.state == '{"query": "here"}'


def test_what_another_reader_has_begun_anew_is_shared_with_it(
    store: LibraryStore, path: Path, tmp_path: Path
) -> None:
    unlink(path)
    other = LibraryStore(path, tmp_path)
    other.load()
    other.write([star(C)])
    store.write([star(B)])
    other.close()
    assert starred(known(path, tmp_path)) == {A, B, C}


def test_the_last_changes_of_a_run_are_written_where_the_library_was_taken_away(
    store: LibraryStore, path: Path, tmp_path: Path
) -> None:
    unlink(path)
    problem = store.finish([Read(B, read=True, fingerprint="x")])
    assert problem is not None
    memory = known(path, tmp_path)
    assert memory.of(B).read
    assert starred(memory) == {A}


def test_what_has_no_place_any_more_is_said_to_be_lost(store: LibraryStore, path: Path) -> None:
    unlink(path)
    path.mkdir()
    problem = store.write([star(B)])
    assert problem is not None
    assert store.lost == problem
    assert "it is a folder" in problem.message


def test_what_is_damaged_in_its_place_is_kept_beside_the_new_one(
    store: LibraryStore, path: Path, tmp_path: Path
) -> None:
    unlink(path)
    path.write_bytes(b"no database, but as long as one " * 400)
    problem = store.write([star(B)])
    assert problem is not None
    assert "a new one is started" in problem.message
    assert path.with_name("library.db.damaged").exists()
    assert starred(known(path, tmp_path)) == {A, B}
