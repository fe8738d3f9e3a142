"""The store: what one run writes the next one knows, and nothing that is wrong with it stops a reader."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.ordinary_user import ordinary_user
from tuireader.archive.post import PostId
from tuireader.library.changes import SEARCHES, Left, LeftOff, Read, Renamed, Searched, Starred
from tuireader.library.record import Bookmark, Memory, Record
from tuireader.library.schema import VERSION
from tuireader.library.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.library.changes import Change

A, B = PostId("_posts/a.md"), PostId("_posts/b.md")


def remembered(path: Path, root: Path, *changes: Change) -> Memory:
    """What a next run knows after these changes."""
    store = Store(path, root)
    assert store.load()[1] is None
    assert store.write(changes) is None
    store.close()
    return known(path, root)


def known(path: Path, root: Path) -> Memory:
    store = Store(path, root)
    memory, problem = store.load()
    store.close()
    assert problem is None
    return memory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "library.db"


def test_the_next_run_knows_what_was_read_starred_and_left(path: Path, tmp_path: Path) -> None:
    memory = remembered(
        path,
        tmp_path,
        Read(A, read=True, fingerprint="x"),
        Left(A, Bookmark(12, 3, "a line"), "x"),
        Starred(B, starred=True, fingerprint="y"),
        LeftOff('{"post": "a"}'),
    )
    assert memory.of(A) == Record(read=True, bookmark=Bookmark(12, 3, "a line"), fingerprint="x")
    assert memory.of(B) == Record(starred=True, fingerprint="y")
    assert memory.of(PostId("c.md")) == Record()
    assert memory.state == '{"post": "a"}'


def test_what_is_taken_back_is_not_known(path: Path, tmp_path: Path) -> None:
    remembered(path, tmp_path, Read(A, read=True, fingerprint="x"), Starred(A, starred=True, fingerprint="x"))
    memory = remembered(
        path, tmp_path, Read(A, read=False, fingerprint="x"), Starred(A, starred=False, fingerprint="x")
    )
    assert memory.of(A) == Record(fingerprint="x")


def test_archives_are_kept_apart(path: Path, tmp_path: Path) -> None:
    remembered(path, tmp_path / "one", Read(A, read=True, fingerprint=""), LeftOff("1"), Searched("q"))
    assert known(path, tmp_path / "two") == Memory()


def test_a_renamed_post_keeps_its_record(path: Path, tmp_path: Path) -> None:
    memory = remembered(
        path,
        tmp_path,
        Starred(A, starred=True, fingerprint="x"),
        Read(B, read=True, fingerprint="y"),
        Renamed(A, B),
    )
    assert dict(memory.records) == {B: Record(starred=True, fingerprint="x")}


def test_searches_are_known_latest_first_each_once_and_not_for_ever(path: Path, tmp_path: Path) -> None:
    memory = remembered(path, tmp_path, *map(Searched, ("one", "two", "one")))
    assert memory.searches == ("one", "two")
    memory = remembered(path, tmp_path, *(Searched(str(number)) for number in range(SEARCHES + 5)))
    assert len(memory.searches) == SEARCHES
    assert memory.searches[0] == str(SEARCHES + 4)


def test_two_readers_keep_what_the_other_wrote(path: Path, tmp_path: Path) -> None:
    one, two = Store(path, tmp_path), Store(path, tmp_path)
    one.load()
    two.load()
    assert one.write([Read(A, read=True, fingerprint="x")]) is None
    assert two.write([Starred(A, starred=True, fingerprint="x"), Read(B, read=True, fingerprint="")]) is None
    assert one.write([Left(A, Bookmark(4), "x")]) is None
    one.close()
    two.close()
    memory = known(path, tmp_path)
    assert memory.of(A) == Record(read=True, starred=True, bookmark=Bookmark(4), fingerprint="x")
    assert memory.of(B).read


def test_what_is_written_while_another_is_busy_is_written_later(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuireader.library.store.PATIENCE", 0.01)
    store = Store(path, tmp_path)
    store.load()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.write([Read(A, read=True, fingerprint="")]) is None
        other.execute("ROLLBACK")
    assert not known(path, tmp_path).of(A).read
    assert store.write([Starred(A, starred=True, fingerprint="")]) is None
    store.close()
    assert known(path, tmp_path).of(A) == Record(read=True, starred=True)


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to be taken for one" * 40, b"\0" * 8192]
)
def test_a_damaged_store_is_kept_aside_and_a_new_one_begun(path: Path, tmp_path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    store = Store(path, tmp_path)
    memory, problem = store.load()
    assert memory == Memory()
    assert problem is not None
    assert "damaged" in problem.message
    assert problem.severity == "warning"
    assert store.write([Read(A, read=True, fingerprint="")]) is None
    store.close()
    assert known(path, tmp_path).of(A).read
    assert path.with_name("library.db.damaged").read_bytes() == damage


def test_a_store_whose_pages_are_damaged_is_set_aside(path: Path, tmp_path: Path) -> None:
    remembered(
        path, tmp_path, *(Read(PostId(f"{n}.md"), read=True, fingerprint="f" * 24) for n in range(900))
    )
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    store = Store(path, tmp_path)
    memory, problem = store.load()
    store.close()
    assert memory == Memory()
    assert problem is not None
    assert "damaged" in problem.message


def test_a_store_of_a_later_version_is_left_alone(path: Path, tmp_path: Path) -> None:
    remembered(path, tmp_path, Read(A, read=True, fingerprint=""))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    store = Store(path, tmp_path)
    memory, problem = store.load()
    assert memory == Memory()
    assert problem is not None
    assert "later version" in problem.message
    assert store.write([Read(B, read=True, fingerprint="")]) is None
    with closing(sqlite3.connect(path)) as connection:
        assert [row[0] for row in connection.execute("SELECT post FROM posts")] == [A]


def test_a_store_that_cannot_be_made_is_said_and_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "library.db", tmp_path)
    memory, problem = store.load()
    assert memory == Memory()
    assert problem is not None
    assert "not remembered" in problem.message
    assert store.write([Read(A, read=True, fingerprint="")]) is None


def test_a_store_that_may_only_be_read_is_read() -> None:
    with ordinary_user() as folder:
        path = folder / "library.db"
        remembered(path, folder, Read(A, read=True, fingerprint=""))
        path.chmod(0o444)
        folder.chmod(0o555)
        store = Store(path, folder)
        memory, problem = store.load()
        assert memory.of(A).read
        assert problem is not None
        assert "cannot be written" in problem.message
        assert store.write([Read(B, read=True, fingerprint="")]) is None
        folder.chmod(0o755)


def test_a_look_at_a_store_makes_none(path: Path, tmp_path: Path) -> None:
    assert Store(path, tmp_path).peek() == Memory()
    assert not path.parent.exists()
    memory = remembered(path, tmp_path, Read(A, read=True, fingerprint="x"), LeftOff("{}"))
    assert Store(path, tmp_path).peek() == memory
    assert Store(path, tmp_path / "other").peek() == Memory()
    path.write_bytes(b"damaged" * 1000)
    assert Store(path, tmp_path).peek() == Memory()
    assert path.read_bytes() == b"damaged" * 1000


def test_a_store_held_by_another_program_is_said(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuireader.library.store.PATIENCE", 0.01)
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        store = Store(path, tmp_path)
        memory, problem = store.load()
        assert memory == Memory()
        assert problem is not None
        assert "another program" in problem.message
