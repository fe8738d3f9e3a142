"""The store: what one run writes the next one knows, and nothing that is wrong with it stops a reader."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.ordinary_user import ordinary_user
from tuireader.archive.post import PostId
from tuireader.library.changes import SEARCHES, Left, LeftOff, Read, Renamed, Renewed, SearchMade, Starred
from tuireader.library.record import ArchiveMemory, Bookmark, LastRun, PostRecord, last_run
from tuireader.library.store import LibraryStore
from tuireader.library.tables import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.library.changes import Change

A, B, C = PostId("_posts/a.md"), PostId("_posts/b.md"), PostId("c.md")


def remembered(path: Path, root: Path, *changes: Change) -> ArchiveMemory:
    """What a next run knows after these changes."""
    store = LibraryStore(path, root)
    assert store.load()[1] is None
    assert store.write(changes) is None
    store.close()
    return known(path, root)


def known(path: Path, root: Path) -> ArchiveMemory:
    store = LibraryStore(path, root)
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
    assert memory.of(A) == PostRecord(read=True, bookmark=Bookmark(12, 3, "a line"), fingerprint="x")
    assert memory.of(B) == PostRecord(starred=True, fingerprint="y")
    assert memory.of(PostId("c.md")) == PostRecord()
    assert memory.state == '{"post": "a"}'


def test_what_is_taken_back_is_not_known(path: Path, tmp_path: Path) -> None:
    remembered(path, tmp_path, Read(A, read=True, fingerprint="x"), Starred(A, starred=True, fingerprint="x"))
    memory = remembered(
        path, tmp_path, Read(A, read=False, fingerprint="x"), Starred(A, starred=False, fingerprint="x")
    )
    assert memory.of(A) == PostRecord(fingerprint="x")


def test_archives_are_kept_apart(path: Path, tmp_path: Path) -> None:
    remembered(path, tmp_path / "one", Read(A, read=True, fingerprint=""), LeftOff("1"), SearchMade("q"))
    assert known(path, tmp_path / "two") == ArchiveMemory()


def test_a_renamed_post_keeps_its_record(path: Path, tmp_path: Path) -> None:
    memory = remembered(
        path,
        tmp_path,
        Starred(A, starred=True, fingerprint="x"),
        Read(B, read=True, fingerprint="y"),
        Renamed({A: B}, {A: "x"}),
    )
    assert dict(memory.records) == {B: PostRecord(starred=True, fingerprint="x")}


@pytest.mark.parametrize("names", [{A: B, B: C}, {B: C, A: B}, {A: B, B: A}, {A: C}, {C: A}])
def test_posts_are_renamed_all_at_once_and_the_same_by_two_readers(
    path: Path, tmp_path: Path, names: Mapping[PostId, PostId]
) -> None:
    before = remembered(
        path, tmp_path, Starred(A, starred=True, fingerprint="x"), Left(B, Bookmark(4, 2, "l"), "y")
    )
    renamed = Renamed(names, {post: before.of(post).fingerprint for post in names})
    after = before.renamed(names)
    assert remembered(path, tmp_path, renamed).records == after.records
    assert remembered(path, tmp_path, renamed).records == after.records


def test_a_post_that_was_edited_has_another_fingerprint_and_is_the_same_else(
    path: Path, tmp_path: Path
) -> None:
    memory = remembered(
        path, tmp_path, Starred(A, starred=True, fingerprint="x"), Renewed(A, "y"), Renewed(B, "z")
    )
    assert dict(memory.records) == {A: PostRecord(starred=True, fingerprint="y")}


def test_names_that_are_no_text_are_remembered(path: Path, tmp_path: Path) -> None:
    root, one, other = tmp_path / "caf\udce9", PostId("caf\udce9.md"), PostId("\udcff.md")
    run = LastRun(post=one, query="caf\udce9")
    memory = remembered(
        path, root, Read(one, read=True, fingerprint="x"), Left(one, Bookmark(4), "x"), LeftOff(run.written())
    )
    assert last_run(memory.state) == run
    memory = remembered(
        path,
        root,
        Starred(one, starred=True, fingerprint="y"),
        Renamed({one: other}, {one: "y"}),
        Renewed(other, "z"),
        SearchMade("caf\udce9"),
    )
    assert dict(memory.records) == {other: PostRecord(True, True, Bookmark(4), "z")}
    assert memory.searches == ("caf\udce9",)


def test_what_cannot_be_written_leaves_nothing_open(path: Path, tmp_path: Path) -> None:
    store = LibraryStore(path, tmp_path)
    store.load()
    with pytest.raises(UnicodeEncodeError):
        store.write([Read(A, read=True, fingerprint="\ud800")])
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
    store.close()


def test_searches_are_known_latest_first_each_once_and_not_for_ever(path: Path, tmp_path: Path) -> None:
    memory = remembered(path, tmp_path, *map(SearchMade, ("one", "two", "one")))
    assert memory.searches == ("one", "two")
    memory = remembered(path, tmp_path, *(SearchMade(str(number)) for number in range(SEARCHES + 5)))
    assert len(memory.searches) == SEARCHES
    assert memory.searches[0] == str(SEARCHES + 4)


def test_two_readers_keep_what_the_other_wrote(path: Path, tmp_path: Path) -> None:
    one, two = LibraryStore(path, tmp_path), LibraryStore(path, tmp_path)
    one.load()
    two.load()
    assert one.write([Read(A, read=True, fingerprint="x")]) is None
    assert two.write([Starred(A, starred=True, fingerprint="x"), Read(B, read=True, fingerprint="")]) is None
    assert one.write([Left(A, Bookmark(4), "x")]) is None
    one.close()
    two.close()
    memory = known(path, tmp_path)
    assert memory.of(A) == PostRecord(read=True, starred=True, bookmark=Bookmark(4), fingerprint="x")
    assert memory.of(B).read


def test_what_is_written_while_another_is_busy_is_written_later(path: Path, tmp_path: Path) -> None:
    store = LibraryStore(path, tmp_path, timeout=0.01)
    store.load()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.write([Read(A, read=True, fingerprint="")]) is None
        other.execute("ROLLBACK")
    assert not known(path, tmp_path).of(A).read
    assert store.write([Starred(A, starred=True, fingerprint="")]) is None
    store.close()
    assert known(path, tmp_path).of(A) == PostRecord(read=True, starred=True)


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to be taken for one" * 40, b"\0" * 8192]
)
def test_a_damaged_store_is_kept_aside_and_a_new_one_begun(path: Path, tmp_path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    store = LibraryStore(path, tmp_path)
    memory, problem = store.load()
    assert memory == ArchiveMemory()
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
    store = LibraryStore(path, tmp_path)
    memory, problem = store.load()
    store.close()
    assert memory == ArchiveMemory()
    assert problem is not None
    assert "damaged" in problem.message


def test_a_store_of_a_later_version_is_left_alone(path: Path, tmp_path: Path) -> None:
    remembered(path, tmp_path, Read(A, read=True, fingerprint=""))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    store = LibraryStore(path, tmp_path)
    memory, problem = store.load()
    assert memory == ArchiveMemory()
    assert problem is not None
    assert "later version" in problem.message
    assert store.write([Read(B, read=True, fingerprint="")]) is None
    with closing(sqlite3.connect(path)) as connection:
        assert [row[0] for row in connection.execute("SELECT post FROM posts")] == [A]


def test_a_store_that_cannot_be_made_is_said_and_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = LibraryStore(tmp_path / "file" / "library.db", tmp_path)
    memory, problem = store.load()
    assert memory == ArchiveMemory()
    assert problem is not None
    assert "not remembered" in problem.message
    assert store.write([Read(A, read=True, fingerprint="")]) is None


def test_a_store_that_may_only_be_read_is_read() -> None:
    with ordinary_user() as folder:
        path = folder / "library.db"
        remembered(path, folder, Read(A, read=True, fingerprint=""))
        path.chmod(0o444)
        folder.chmod(0o555)
        store = LibraryStore(path, folder)
        memory, problem = store.load()
        assert memory.of(A).read
        assert problem is not None
        assert "cannot be written" in problem.message
        assert store.write([Read(B, read=True, fingerprint="")]) is None
        folder.chmod(0o755)


def test_a_look_at_a_store_makes_none(path: Path, tmp_path: Path) -> None:
    assert LibraryStore(path, tmp_path).peek() == ArchiveMemory()
    assert not path.parent.exists()
    memory = remembered(path, tmp_path, Read(A, read=True, fingerprint="x"), LeftOff("{}"))
    assert LibraryStore(path, tmp_path).peek() == memory
    assert LibraryStore(path, tmp_path / "other").peek() == ArchiveMemory()
    path.write_bytes(b"damaged" * 1000)
    assert LibraryStore(path, tmp_path).peek() == ArchiveMemory()
    assert path.read_bytes() == b"damaged" * 1000


def test_what_is_remembered_is_known_though_another_is_busy_and_changes_wait(
    path: Path, tmp_path: Path
) -> None:
    remembered(path, tmp_path, Read(A, read=True, fingerprint=""))
    # Nobody waits at the start.
    old, new = LibraryStore(path, tmp_path, timeout=1000), LibraryStore(path, tmp_path / "new", timeout=1000)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        memory, problem = old.load()
        assert problem is None
        assert memory.of(A).read
        assert new.load() == (ArchiveMemory(), None)
    for store, post in ((old, B), (new, C)):
        assert store.write([Read(post, read=True, fingerprint="")]) is None
        store.close()
    assert known(path, tmp_path).records.keys() == {A, B}
    assert known(path, tmp_path / "new").records.keys() == {C}


def test_a_store_held_by_another_program_is_said_and_written_when_it_is_free(
    path: Path, tmp_path: Path
) -> None:
    path.parent.mkdir()
    store = LibraryStore(path, tmp_path, timeout=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        memory, problem = store.load()
        assert memory == ArchiveMemory()
        assert problem is not None
        assert "another program" in problem.message
        assert store.write([Read(A, read=True, fingerprint="")]) is None
    assert store.finish([Read(B, read=True, fingerprint="")]) is None
    assert known(path, tmp_path).records.keys() == {A, B}


def test_a_store_that_was_held_and_is_of_a_later_version_is_left_alone(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    store = LibraryStore(path, tmp_path, timeout=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert store.load()[1] is not None
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
        other.execute("COMMIT")
        problem = store.write([Read(A, read=True, fingerprint="")])
        assert problem is not None
        assert "later version" in problem.message
        assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_what_is_lost_at_the_end_is_said(path: Path, tmp_path: Path) -> None:
    store = LibraryStore(path, tmp_path, timeout=0.01, last_timeout=0.02)
    store.load()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.write([Read(A, read=True, fingerprint="")]) is None
        problem = store.finish([])
    assert problem is not None
    assert "not remembered" in problem.message


def test_what_a_damaged_store_holds_in_its_log_is_kept_with_it(path: Path, tmp_path: Path) -> None:
    remembered(path, tmp_path)
    other = LibraryStore(path, tmp_path)
    other.load()
    assert other.write([Read(A, read=True, fingerprint="")]) is None
    whole, log = path.read_bytes(), path.with_name("library.db-wal").read_bytes()
    path.write_bytes(b"damaged" * 600)
    store = LibraryStore(path, tmp_path)
    assert store.load()[1] is not None
    store.close()
    aside = path.with_name("library.db.damaged")
    assert path.with_name("library.db.damaged-wal").read_bytes() == log
    # With a whole file to it, SQLite finds the log.
    aside.write_bytes(whole)
    assert known(aside, tmp_path).of(A).read
    other.close()


def test_what_was_kept_aside_is_not_overwritten(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    for name in ("library.db.damaged", "library.db.damaged2", "library.db.damaged3"):
        damage = name.encode() * 300
        path.write_bytes(damage)
        store = LibraryStore(path, tmp_path)
        problem = store.load()[1]
        store.close()
        assert problem is not None
        assert f"kept as {name}," in problem.message
        assert path.with_name(name).read_bytes() == damage


def test_what_was_read_is_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "library.db"
    with closing(LibraryStore(path, tmp_path)) as store:
        store.load()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
