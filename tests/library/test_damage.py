"""A library that is damaged, another program's or no file: nothing ends, and nothing that can be read is lost."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.post import PostId
from tuireader.library.changes import LeftOff, Read, SearchMade, Starred
from tuireader.library.record import ArchiveMemory, LastRun, last_run
from tuireader.library.store import LibraryStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

A, B = PostId("_posts/a.md"), PostId("_posts/b.md")
RUN = LastRun(post=A, query="was asked")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound library."""
    path = tmp_path / "state" / "library.db"
    store = LibraryStore(path, tmp_path)
    store.load()
    store.write(
        [
            Starred(A, starred=True, fingerprint="x"),
            Read(B, read=True, fingerprint="y"),
            LeftOff(RUN.written()),
            SearchMade("words"),
        ]
    )
    store.close()
    return path


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def known(memory: ArchiveMemory) -> tuple[list[PostId], str, tuple[str, ...]]:
    """What is starred or read, what was asked for last, and what was searched for."""
    marked = sorted(post for post, record in memory.records.items() if record.starred or record.read)
    return marked, last_run(memory.state).query, memory.searches


WHOLE = ([A, B], RUN.query, ("words",))


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("update archives set state = x'fffe'", ([A, B], "", ("words",))),
        ("update archives set state = cast(x'ff7b' as text)", ([A, B], "", ("words",))),
        ("update posts set post = x'ff41' where starred", ([B], RUN.query, ("words",))),
        ("update posts set post = cast(x'ff41' as text) where starred", ([B], RUN.query, ("words",))),
        ("update posts set post = 'a' || char(0) where read", ([A], RUN.query, ("words",))),
        ("update posts set post = x'eda081' where read", ([A], RUN.query, ("words",))),
        ("update posts set post = '../../b.md' where read", ([A], RUN.query, ("words",))),
        ("update searches set query = x'c3'", ([A, B], RUN.query, ())),
        ("update searches set id = 9223372036854775807", ([A, B], RUN.query, ())),
        ("update sqlite_sequence set seq = 9223372036854775807", WHOLE),
        ("drop table searches", ([A, B], RUN.query, ())),
        ("alter table posts drop column text", WHOLE),
    ],
)
def test_what_can_be_read_of_a_damaged_library_is_in_the_new_one(
    path: Path, tmp_path: Path, statement: str, left: tuple[list[PostId], str, tuple[str, ...]]
) -> None:
    execute(path, statement)
    before = path.read_bytes()
    looked, problem = LibraryStore(path, tmp_path).look()
    assert known(looked) == left
    assert problem is not None
    assert path.read_bytes() == before
    store = LibraryStore(path, tmp_path)
    memory, problem = store.load()
    assert known(memory) == left
    assert problem is not None
    assert "kept as library.db.damaged" in problem.message
    assert store.lost is None
    assert store.write([Read(A, read=True, fingerprint="x")]) is None
    store.close()
    assert path.with_name("library.db.damaged").read_bytes() == before
    memory, problem = LibraryStore(path, tmp_path).look()
    assert problem is None
    assert memory.of(A).read


@pytest.mark.parametrize(
    "statement",
    [
        "update archives set state = '{{{'",
        "update archives set state = '[1]'",
        """update archives set state = '{"post": 1, "query": ["a"]}'""",
        """update archives set state = '{"post": "\\ud800"}'""",
        """update archives set state = '{"post": "a\\u0000b"}'""",
        """update archives set state = '{"post": "../../b.md"}'""",
        """update archives set state = '{"post": "/etc/passwd"}'""",
        "update posts set read = 'x', line = 'y', rows = 1.5, text = x'00', fingerprint = 9",
        "update posts set line = -5, rows = 9223372036854775807",
    ],
)
def test_a_value_that_can_be_none_counts_as_none(path: Path, tmp_path: Path, statement: str) -> None:
    execute(path, statement)
    store = LibraryStore(path, tmp_path)
    memory, problem = store.load()
    store.close()
    assert problem is None
    assert memory.records.keys() == {A, B}
    assert all(record.bookmark is None for record in memory.records.values())
    if "archives" in statement:
        assert last_run(memory.state).post is None


def test_a_library_that_is_found_damaged_in_writing_is_begun_anew(path: Path, tmp_path: Path) -> None:
    store = LibraryStore(path, tmp_path)
    store.load()
    execute(path, "alter table posts drop column text", "alter table posts drop column fingerprint")
    problem = store.write([Starred(B, starred=True, fingerprint="y")])
    store.close()
    assert problem is not None
    assert "damaged" in problem.message
    assert LibraryStore(path, tmp_path).peek().of(B).starred


@pytest.mark.parametrize(
    "tables",
    [
        ["create table cookies(a)", "insert into cookies values(1)"],
        ["create table cookies(a)", "pragma user_version = 57"],
        ["create table posts(a)", "create table archives(b)"],
    ],
)
def test_a_database_of_another_program_is_kept_and_nothing_is_written_to_it(
    path: Path, tmp_path: Path, tables: list[str]
) -> None:
    path.unlink()
    execute(path, *tables)
    before = path.read_bytes()
    assert LibraryStore(path, tmp_path).look()[1] is not None
    store = LibraryStore(path, tmp_path)
    memory, problem = store.load()
    assert memory == ArchiveMemory()
    assert problem is not None
    assert store.write([Read(A, read=True, fingerprint="")]) is None
    store.close()
    assert path.with_name("library.db.damaged").read_bytes() == before
    assert LibraryStore(path, tmp_path).peek().of(A).read


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
def test_what_is_no_file_is_left_alone_and_not_waited_for(
    path: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path.unlink()
    make(path)
    store = LibraryStore(path, tmp_path)
    memory, problem = store.load()
    assert memory == ArchiveMemory()
    assert problem is store.lost
    assert problem is not None
    assert store.write([Read(A, read=True, fingerprint="")]) is None
    memory, problem = LibraryStore(path, tmp_path).look()
    assert problem is not None
    assert list(path.parent.iterdir()) == [path]
