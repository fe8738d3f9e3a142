from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.disk.files import stamp_of
from tuireader.archive.post import PostId, Stamp
from tuireader.archive.written_link import WrittenLink
from tuireader.catalog.links.cache import LinkCache

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

A, B = PostId("a.md"), PostId("b\udcff.md")
THEN, NOW = Stamp(1, 2, 3, 4), Stamp(1, 2, 3, 5)
LINKS = (WrittenLink(1, 2, "/é/", "é\ud800", "link"), WrittenLink(3, 4, "x.png", "", "html", image=True))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "new" / "links.sqlite"
    with LinkCache(path, "here") as cache:
        assert cache.known({A: THEN}) == {}
        cache.keep({A: (THEN, LINKS), B: (THEN, ())})
    return path


def known(path: Path, origin: str = "here", stamp: Stamp = THEN) -> object:
    with LinkCache(path, origin) as cache:
        return cache.known({A: stamp, B: stamp})


def test_what_was_kept_is_known_until_the_file_changes(path: Path) -> None:
    assert known(path) == {A: LINKS, B: ()}
    assert known(path, stamp=NOW) == {}
    with LinkCache(path, "here") as cache:
        cache.keep({A: (NOW, LINKS[:1])})
        assert cache.known({A: NOW, B: NOW}) == {A: LINKS[:1]}
        assert cache.known({A: THEN, B: THEN}) == {B: ()}


def test_what_was_changed_in_a_year_far_off_is_kept_too(tmp_path: Path) -> None:
    file = tmp_path / A
    file.touch()
    for year in (2400, 1500):
        seconds = (year - 1970) * 31_556_952
        os.utime(file, ns=(0, seconds * 1_000_000_000))
        stamp = stamp_of(str(tmp_path), A)
        assert stamp is not None
        with LinkCache(tmp_path / "links.sqlite", "here") as cache:
            cache.keep({A: (stamp, LINKS)})
            assert cache.known({A: stamp}) == {A: LINKS}


def test_what_was_kept_of_another_origin_is_forgotten(path: Path) -> None:
    assert known(path, "elsewhere") == {}
    assert known(path) == {}


def test_an_origin_need_not_be_text(path: Path) -> None:
    with LinkCache(path, "caf\udce9") as cache:
        cache.keep({A: (THEN, LINKS)})
    assert known(path, "caf\udce9") == {A: LINKS}
    assert known(path, "caf\udcea") == {}


def test_posts_that_are_gone_are_forgotten(path: Path) -> None:
    with LinkCache(path, "here") as cache:
        cache.keep_only({B})
    assert known(path) == {B: ()}


@pytest.mark.parametrize("data", [b"", b"no database at all" * 500, b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_file_is_made_anew(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert known(path) == {}
    with LinkCache(path, "here") as cache:
        cache.keep({A: (THEN, LINKS)})
    assert known(path) == {A: LINKS}


def test_a_damaged_page_does_no_harm(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    known(path)
    assert known(path) == {}


def foreign(path: Path) -> None:
    """Make a database of another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table links(a)")


@pytest.mark.parametrize("data", ["text", 5, b"", b"[[1,2,3,4,5,6]]", b"{"])
def test_damaged_links_are_not_known(path: Path, data: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("update links set links = ? where id = ?", (data, b"a.md"))
    connection.close()
    assert known(path) == {B: ()}


@pytest.mark.parametrize(
    "make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/nowhere/at/all"), foreign]
)
def test_what_is_no_cache_is_made_anew(path: Path, make: Callable[[Path], None]) -> None:
    path.unlink()
    make(path)
    with LinkCache(path, "here") as cache:
        cache.keep({A: (THEN, LINKS)})
    assert known(path) == {A: LINKS}


def test_where_no_file_can_be_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with LinkCache(tmp_path / "file" / "links.sqlite", "here") as cache:
        cache.keep({A: (THEN, LINKS)})
        assert cache.known({A: THEN}) == {}


def test_where_there_is_nothing_to_keep_no_file_is_opened(tmp_path: Path) -> None:
    with LinkCache(tmp_path / "links.sqlite", "here") as cache:
        cache.keep({})
        cache.keep_sound({})
    assert list(tmp_path.iterdir()) == []


def test_two_readers_use_one_file(path: Path) -> None:
    with LinkCache(path, "here") as one, LinkCache(path, "here") as other:
        one.keep({A: (NOW, LINKS)})
        other.keep({B: (NOW, LINKS)})
        assert one.known({A: NOW, B: NOW}) == other.known({A: NOW, B: NOW}) == {A: LINKS, B: LINKS}


def test_a_file_that_another_holds_is_left_alone(path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    with LinkCache(path, "here", timeout=0.01) as cache:
        assert cache.known({A: THEN}) == {}
    holder.execute("rollback")
    holder.close()
    assert known(path) == {A: LINKS, B: ()}
