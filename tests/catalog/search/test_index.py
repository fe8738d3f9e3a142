"""The index over time: kept, brought up to date, shared, damaged, in the way of nobody."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.catalog.search.indexes import read_catalog
from tests.effort import calls_of
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.post import PostId
from tuireader.catalog.catalog import Catalog, CatalogChange
from tuireader.catalog.query.query import Query, parse_query
from tuireader.catalog.search import store
from tuireader.catalog.search.index import POSTS_PER_TURN, SearchIndex
from tuireader.catalog.search.store import entry_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OLD = "_posts/2020-01-01-old.md"
NEW = "_posts/2024-01-01-new.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "blog/_posts").mkdir(parents=True)
    (tmp_path / "blog/_config.yml").write_text("title: Kept\n")
    (tmp_path / "blog" / OLD).write_text("---\ntitle: First\ntags: [one]\n---\nAn apple.\n")
    (tmp_path / "blog" / NEW).write_text("---\ntitle: Second\n---\nA pear.\n")
    return tmp_path / "blog"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache/deep/index.sqlite"


def state(root: Path) -> tuple[Archive, Catalog]:
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    return archive, read_catalog(archive)


def found(index: SearchIndex, text: str) -> list[str]:
    query = parse_query(text)
    assert isinstance(query, Query)
    return [match.id for match in index.search(query).matches]


@pytest.fixture
def reads() -> Iterator[list[str]]:
    """The ids of the posts whose files are read for an index."""
    with calls_of(entry_of, lambda call: str(call["post"].id)) as ids:
        yield ids


def test_what_is_unchanged_is_not_read_again(root: Path, file: Path, reads: list[str]) -> None:
    index = SearchIndex(file)
    assert index.bring_up_to_date(*state(root))
    index.close()
    assert sorted(reads) == [OLD, NEW]
    reads.clear()
    (root / NEW).write_text("---\ntitle: Second\n---\nA longer pear, and a plum.\n")
    index = SearchIndex(file)
    assert index.bring_up_to_date(*state(root))
    assert reads == [NEW]
    assert found(index, "apple") == [OLD]
    assert found(index, "plum") == [NEW]
    index.close()


def test_what_is_gone_since_is_not_found(root: Path, file: Path) -> None:
    index = SearchIndex(file)
    index.bring_up_to_date(*state(root))
    index.close()
    (root / OLD).unlink()
    index = SearchIndex(file)
    index.bring_up_to_date(*state(root))
    index.close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("select count(*) from posts").fetchone() == (1,)
        assert connection.execute("select count(*) from texts where texts match 'apple'").fetchone() == (0,)
    connection.close()


def test_a_title_that_changes_without_its_file_is_indexed_anew(
    root: Path, file: Path, reads: list[str]
) -> None:
    archive, catalog = state(root)
    from dataclasses import replace

    index = SearchIndex(file)
    index.bring_up_to_date(archive, catalog)
    reads.clear()
    first = catalog.get(PostId(OLD))
    assert first is not None
    catalog, _ = catalog.apply([replace(first, title="Renamed", tags=("two",))])
    index.bring_up_to_date(archive, catalog)
    assert reads == [OLD]
    assert found(index, "renamed two") == [OLD]
    assert found(index, "one") == []
    index.close()


def test_a_site_that_is_read_otherwise_is_indexed_anew(root: Path, file: Path, reads: list[str]) -> None:
    index = SearchIndex(file)
    index.bring_up_to_date(*state(root))
    reads.clear()
    (root / "_config.yml").rename(root / "hugo.toml")
    (root / "content").mkdir()
    (root / "_posts").rename(root / "content/posts")
    archive, catalog = state(root)
    assert archive.site.engine.name == "hugo"
    index.bring_up_to_date(archive, catalog)
    assert len(reads) == 2
    assert len(found(index, "pear OR apple")) == 2
    index.close()


def test_a_save_within_the_same_stamp_is_indexed(root: Path, file: Path) -> None:
    import os

    index = SearchIndex(file)
    archive, catalog = state(root)
    index.bring_up_to_date(archive, catalog)
    before = (root / NEW).stat()
    (root / NEW).write_text("---\ntitle: Second\n---\nA plum.\n")
    os.utime(root / NEW, ns=(before.st_atime_ns, before.st_mtime_ns))
    index.apply(archive, catalog, CatalogChange(updated=(PostId(NEW),)))
    assert found(index, "plum") == [NEW]
    assert found(index, "pear") == []
    index.close()


def test_until_it_is_complete_it_says_so_and_takes_nothing_for_granted(root: Path, file: Path) -> None:
    index = SearchIndex(file)
    archive, catalog = state(root)
    assert not index.bring_up_to_date(archive, catalog, stop=lambda: True)
    assert not index.complete
    assert index.progress == (0, 2)
    query = parse_query("-apple")
    assert isinstance(query, Query)
    results = index.search(query)
    assert not results.complete
    assert results.matches == ()
    assert sorted(found(index, "in:_posts")) == [OLD, NEW]
    assert index.bring_up_to_date(archive, catalog)
    assert index.search(query).complete
    assert found(index, "-apple") == [NEW]
    assert index.progress == (2, 2)
    index.close()


def test_two_readers_of_one_archive_share_the_index(root: Path, file: Path, reads: list[str]) -> None:
    archive, catalog = state(root)
    one, other = SearchIndex(file), SearchIndex(file)
    one.bring_up_to_date(archive, catalog)
    other.bring_up_to_date(archive, catalog)
    assert sorted(reads) == [OLD, NEW]
    (root / NEW).write_text("---\ntitle: Second\n---\nNow a quince.\n")
    after, change = catalog.apply(tuple(read_catalog(archive)))
    one.apply(archive, after, change)
    other.apply(archive, after, change)
    assert found(one, "quince") == found(other, "quince") == [NEW]
    one.close()
    assert found(other, "apple") == [OLD]
    other.close()


def test_it_is_asked_while_it_is_built(root: Path, file: Path) -> None:
    for number in range(1200):
        (root / f"_posts/2021-01-01-{number}.md").write_text(f"Fruit number{number}.\n" * 5)
    archive, catalog = state(root)
    index = SearchIndex(file)
    builder = threading.Thread(target=index.bring_up_to_date, args=(archive, catalog))
    builder.start()
    counts: list[int] = []
    while builder.is_alive():
        counts.append(len(found(index, "fruit")))
        builder.join(0.002)  # which gets on with it meanwhile
    assert counts == sorted(counts)
    assert len(found(index, "fruit")) == 1200
    assert index.problem is None
    index.close()


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to be read as one" * 99])
def test_a_damaged_file_is_made_anew(root: Path, file: Path, damage: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(damage)
    index = SearchIndex(file)
    assert index.problem is None
    assert index.bring_up_to_date(*state(root))
    assert found(index, "apple") == [OLD]
    index.close()
    assert file.read_bytes().startswith(b"SQLite")


def test_a_file_that_is_damaged_inside_is_made_anew(root: Path, file: Path) -> None:
    index = SearchIndex(file)
    index.bring_up_to_date(*state(root))
    index.close()
    whole = bytearray(file.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    file.write_bytes(whole)
    index = SearchIndex(file)
    assert index.bring_up_to_date(*state(root))
    assert found(index, "apple") == [OLD]
    index.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_few_bytes_that_were_turned_hide_no_word(root: Path, file: Path, seed: int) -> None:
    words = [f"berry{number}" for number in range(60)]
    for number, word in enumerate(words):
        (root / f"_posts/2021-02-02-{number}.md").write_text(f"A {word} and much more to read of it.\n" * 9)
    index = SearchIndex(file)
    index.bring_up_to_date(*state(root))
    index.close()
    chance = random.Random(seed)
    turned = bytearray(file.read_bytes())
    for _ in range(40):
        turned[chance.randrange(100, len(turned))] ^= 1 << chance.randrange(8)
    file.write_bytes(turned)
    index = SearchIndex(file)
    assert index.bring_up_to_date(*state(root))
    assert index.problem is None
    assert [len(found(index, word)) for word in words] == [1] * len(words)
    index.close()


def test_an_index_that_was_closed_whole_is_not_read_to_check_it(root: Path, file: Path) -> None:
    index = SearchIndex(file)
    assert not index._store._whole
    index.bring_up_to_date(*state(root))
    index.close()
    index = SearchIndex(file)
    assert index._store._whole
    other = SearchIndex(file)
    assert not other._store._whole
    other.close()
    index.close()


@pytest.mark.parametrize(
    "tables",
    [
        ["create table cookies(a)"],
        ["create table posts(a)", "create table about(b)"],
        ["create table heads(a)", "create table texts(b)"],
    ],
)
def test_tables_of_another_program_are_no_index(root: Path, file: Path, tables: list[str]) -> None:
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as connection:
        for statement in tables:
            connection.execute(statement)
    for _ in range(2):
        index = SearchIndex(file)
        assert index.bring_up_to_date(*state(root))
        assert index.problem is None
        assert found(index, "apple") == [OLD]
        index.close()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/nowhere/at/all")])
def test_what_is_no_file_is_taken_away(root: Path, file: Path, make: Callable[[Path], None]) -> None:
    file.parent.mkdir(parents=True)
    make(file)
    index = SearchIndex(file)
    assert index.bring_up_to_date(*state(root))
    assert found(index, "apple") == [OLD]
    index.close()


def test_a_file_that_another_process_keeps_locked_is_left_for_memory(root: Path, file: Path) -> None:
    SearchIndex(file).close()
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("pragma locking_mode = exclusive")
    holder.execute("begin immediate")
    holder.execute("insert into about values('held', '')")
    index = SearchIndex(file, timeout=0.01)
    assert index.bring_up_to_date(*state(root))
    assert index.problem is not None
    assert index.problem.rule == "search-index"
    assert "locked" in index.problem.message
    assert found(index, "apple") == [OLD]
    index.close()
    holder.close()


def test_a_disk_that_is_full_is_said_and_the_rest_goes_to_memory(root: Path, file: Path) -> None:
    for number in range(50):
        (root / f"_posts/2021-01-01-{number}.md").write_text(f"Fruit number{number}.\n" * 500)
    index = SearchIndex(file)
    index._store._writer.execute("pragma max_page_count = 30")
    assert index.bring_up_to_date(*state(root))
    assert index.problem is not None
    assert "full" in index.problem.message
    assert len(found(index, "fruit")) == 50
    index.close()


@pytest.mark.parametrize("where", ["/dev/null/index.sqlite", "/proc/nowhere/index.sqlite"])
def test_a_place_that_cannot_be_had_is_said(root: Path, where: str) -> None:
    from pathlib import Path

    index = SearchIndex(Path(where))
    assert index.problem is not None
    assert index.problem.severity == "warning"
    assert index.bring_up_to_date(*state(root))
    assert found(index, "apple") == [OLD]
    index.close()


def test_nobody_else_may_look_into_the_folder(file: Path) -> None:
    SearchIndex(file).close()
    assert file.parent.stat().st_mode & 0o077 == 0


def test_once_closed_nothing_is_built_or_found(root: Path, file: Path, reads: list[str]) -> None:
    index = SearchIndex(file)
    archive, catalog = state(root)
    index.bring_up_to_date(archive, catalog)
    index.close()
    reads.clear()
    assert found(index, "apple") == []
    assert not index.bring_up_to_date(archive, catalog)
    assert reads == []
    assert index.problem is None


def test_it_stops_after_a_few_posts_and_keeps_what_it_has_read(root: Path, file: Path) -> None:
    for number in range(200):
        (root / f"_posts/2021-01-01-{number}.md").write_text("Fruit.\n")
    archive, catalog = state(root)
    index = SearchIndex(file)
    asked = iter([False, False, True])
    assert not index.bring_up_to_date(archive, catalog, stop=lambda: next(asked, True))
    assert index.progress == (POSTS_PER_TURN, 202)
    assert index.bring_up_to_date(archive, catalog)
    assert len(found(index, "fruit")) == 200
    index.close()


def test_what_is_being_written_can_be_given_up(root: Path, file: Path) -> None:
    file.parent.mkdir(parents=True)
    kept = store.IndexStore(file)
    (post, _) = state(root)[1]
    entries = [
        replace(entry_of(post, f"word{number} " * 2_000, 1), id=PostId(f"{number}")) for number in range(400)
    ]
    errors: list[sqlite3.OperationalError] = []

    def write() -> None:
        try:
            kept.write(entries)
        except sqlite3.OperationalError as error:
            errors.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        kept.interrupt()
        writer.join(0.001)
    assert [str(error) for error in errors] == ["interrupted"]
    assert not list(kept.states())
    # An interruption that came after the write had ended gives up the next.
    with suppress(sqlite3.OperationalError):
        kept.write(entries[:1])
    kept.write(entries[1:2])
    assert entries[1].id in dict(kept.states())
    kept.close()


def test_closed_while_it_is_built_it_is_built_on_by_the_next(root: Path, file: Path) -> None:
    for number in range(600):
        (root / f"_posts/2021-01-01-{number}.md").write_text(f"Fruit number{number}.\n" * 50)
    archive, catalog = state(root)
    index = SearchIndex(file)
    closer = threading.Thread(target=index.close)
    asks = iter(range(9))

    def close_at_last() -> bool:
        if next(asks, 0) == 6:
            closer.start()
        return False

    index.bring_up_to_date(archive, catalog, stop=close_at_last)
    closer.join()
    assert index.problem is None
    index = SearchIndex(file)
    assert index.bring_up_to_date(archive, catalog)
    assert len(found(index, "fruit")) == 600
    index.close()
