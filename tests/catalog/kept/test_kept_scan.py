from __future__ import annotations

import random
import resource
import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import opened
from tests.catalog.kept.sites import LAYOUTS, Chance, let_the_clock_tick
from tuireader.archive.engines import engine_named
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.scan import scan
from tuireader.catalog.kept.cache import PostCache
from tuireader.catalog.kept.scan import KeptScan, ScanSizes
from tuireader.other_process import Helper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuireader.archive.post import Post, PostId

NOW = datetime(2050, 5, 6, 12, tzinfo=UTC)
"""Long after the files of these tests were written, by their own clock."""


def told(posts: Mapping[str, Post]) -> dict[str, tuple[Post, str]]:
    """Posts with what equal moments may differ in: their clocks and zones."""
    return {key: (post, repr((post.date, post.modified))) for key, post in posts.items()}


def cold(root: Path, now: datetime) -> dict[str, Post]:
    return {post.id: post for batch in scan(opened(root), now) for post in batch.posts}


def warm(root: Path, now: datetime, cache: Path) -> dict[str, Post]:
    """The posts as a run finds them that begins with what the last one kept, and keeps what it read."""
    kept = KeptScan(opened(root), now, PostCache(cache, root), sizes=ScanSizes(0))
    found: dict[str, Post] = {post.id: post for post in kept.posts()}
    kept.save()
    return found


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", LAYOUTS)
def test_after_any_change_a_warm_start_finds_what_a_cold_one_does(
    name: str, seed: int, tmp_path: Path
) -> None:
    chance = random.Random(f"{name} {seed}")
    site = Chance(tmp_path / "site", LAYOUTS[name], chance)
    now = NOW
    cache = tmp_path / "cache" / "posts.sqlite"
    for _ in range(14):
        assert told(warm(site.root, now, cache)) == told(cold(site.root, now))
        let_the_clock_tick(tmp_path)
        for _ in range(chance.randrange(1, 4)):
            site.change()
        now = NOW + timedelta(days=chance.choice((0, 0, 1, 400)))
    # What is gone is not kept, so that a start need not list it for a moment.
    warm(site.root, now, cache)
    assert {post.id for post in kept_posts(site.root, cache)} <= cold(site.root, now).keys()


def test_every_engine_that_reads_what_lies_beside_posts_is_tried() -> None:
    own = {name for name in ENGINES if type(engine_named(name)).folder is not Engine.folder}
    assert own <= LAYOUTS.keys()


def kept_posts(root: Path, cache: Path) -> tuple[Post, ...]:
    return tuple(KeptScan(opened(root), NOW, PostCache(cache, root)).kept())


def test_kept_posts_are_taken_once(root: Path) -> None:
    scan = KeptScan(opened(root), NOW, PostCache(root.with_name("posts.sqlite"), root))
    assert len(scan.kept()) > 0
    assert len(scan.kept()) == 0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive that a run has read, beside `posts.sqlite`."""
    root = tmp_path / "site"
    Chance(root, LAYOUTS["jekyll"], random.Random(1))
    assert warm(root, NOW, tmp_path / "posts.sqlite")
    return root


def rows(cache: Path, statement: str) -> None:
    with closing(sqlite3.connect(cache, isolation_level=None)) as connection:
        connection.executescript(statement)


def spoilt(cache: Path, spoil: Callable[[bytes], bytes]) -> None:
    with closing(sqlite3.connect(cache)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    cache.write_bytes(spoil(cache.read_bytes()))


def in_place_of(cache: Path, make: Callable[[Path], object]) -> None:
    cache.unlink()
    make(cache)


def flipped(data: bytes) -> bytes:
    chance = random.Random(3)
    found = bytearray(data)
    for _ in range(60):
        found[chance.randrange(100, len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


FAULTS: Mapping[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "empty": lambda cache: spoilt(cache, lambda _: b""),
    "truncated": lambda cache: spoilt(cache, lambda data: data[: len(data) // 2]),
    "header alone": lambda cache: spoilt(cache, lambda data: data[:100]),
    "garbage": lambda cache: spoilt(cache, lambda data: b"no database" * (len(data) // 11)),
    "bits flipped": lambda cache: spoilt(cache, flipped),
    "foreign tables": lambda cache: rows(cache, "drop table posts; create table posts(post text)"),
    "a table is missing": lambda cache: rows(cache, "drop table about"),
    "rows changed": lambda cache: rows(cache, "update posts set row = substr(row, 1, 40) || x'00ff'"),
    "rows of other types": lambda cache: rows(cache, "update posts set row = 7, sum = 'x'"),
    "names changed": lambda cache: rows(cache, "update posts set id = id || x'ff'"),
    "a folder": lambda cache: in_place_of(cache, Path.mkdir),
    "a link to nowhere": lambda cache: in_place_of(cache, lambda path: path.symlink_to("/nowhere/at/all")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_cache_that_something_happened_to_costs_time_alone(fault: str, root: Path) -> None:
    cache = root.with_name("posts.sqlite")
    FAULTS[fault](cache)
    expected = told(cold(root, NOW))
    assert told(warm(root, NOW, cache)) == expected
    assert told(warm(root, NOW, cache)) == expected
    # It is whole again.
    assert len(kept_posts(root, cache)) == len(expected)


def test_a_cache_is_done_without_where_another_program_holds_it_or_the_disk_is_full(root: Path) -> None:
    cache = root.with_name("posts.sqlite")
    expected = cold(root, NOW)
    with closing(sqlite3.connect(cache, isolation_level=None)) as other:
        other.execute("begin exclusive")
        held = KeptScan(opened(root), NOW, PostCache(cache, root, timeout=0))
        assert {post.id: post for post in held.posts()} == expected
        (root / "_posts" / "2020-01-01-new.md").write_text("---\ntitle: new\n---\n")
        more = KeptScan(opened(root), NOW, PostCache(cache, root, timeout=0))
        more.posts()
        more.save()
    expected = cold(root, NOW)
    assert warm(root, NOW, cache) == expected
    shutil.rmtree(cache.parent / "none", ignore_errors=True)
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
    try:
        assert warm(root, NOW, cache.parent / "none" / "posts.sqlite") == expected
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert warm(root, NOW, cache.parent / "none" / "posts.sqlite") == expected


def test_several_runs_share_a_cache(root: Path) -> None:
    cache = root.with_name("posts.sqlite")
    one, other = (KeptScan(opened(root), NOW, PostCache(cache, root)) for _ in range(2))
    (root / "_posts" / "2020-01-01-new.md").write_text("---\ntitle: new\n---\n")
    expected = cold(root, NOW)
    for scan_ in (one, other):
        assert {post.id: post for post in scan_.posts()} == expected
    one.save()
    other.save()
    assert len(kept_posts(root, cache)) == len(expected)


def test_what_was_written_just_now_is_not_trusted_and_a_small_archive_not_kept(root: Path) -> None:
    cache = root.with_name("posts.sqlite")
    with PostCache(cache, root) as all_of_it:
        all_of_it.drop([post.id for post in kept_posts(root, cache)])
    present = datetime.now(UTC)
    warm(root, present, cache)
    assert kept_posts(root, cache) == ()
    small = KeptScan(opened(root), NOW, PostCache(root.with_name("small.sqlite"), root))
    small.posts()
    small.save()
    assert not root.with_name("small.sqlite").exists()


def test_of_what_lies_behind_a_link_nothing_is_trusted(root: Path) -> None:
    """Whether a link is followed depends on the name of what it leads to, which its state does not tell."""
    cache, outside = root.with_name("posts.sqlite"), root.with_name("outside")
    outside.mkdir()
    (outside / "prose.md").write_text("---\ntitle: prose\n---\n")
    (outside / "secret").hardlink_to(outside / "prose.md")
    link = root / "_posts" / "2020-01-01-link.md"
    link.symlink_to(outside / "prose.md")
    assert warm(root, NOW, cache)["_posts/2020-01-01-link.md"].title == "prose"
    link.unlink()
    link.symlink_to(outside / "secret")
    assert warm(root, NOW, cache)["_posts/2020-01-01-link.md"].problems


def newest_of(root: Path, cache: Path) -> tuple[PostId, ...]:
    with PostCache(cache, root) as kept:
        return kept.newest()


def test_of_a_large_archive_the_newest_posts_are_known_before_its_folders_are_walked(root: Path) -> None:
    cache = root.with_name("posts.sqlite")
    (root / "_posts" / "2049-01-01-newest.md").write_text("---\ntitle: newest\n---\n")
    for large in (1000, 1):
        known = KeptScan(opened(root), NOW, PostCache(cache, root), sizes=ScanSizes(0, large))
        (root / "_posts" / f"2050-05-0{large % 7}-hidden.md").write_text("---\npublished: false\n---\n")
        posts = {post.id: post for post in known.posts()}
        known.save()
        newest = newest_of(root, cache)
        if large == 1:
            dated = [post for post in posts.values() if post.date and post.is_published]
            expected = max(dated, key=lambda post: post.date or NOW)
            assert next(one for one in newest if posts[one].is_published) == expected.id
            assert set(newest) <= posts.keys()
        else:
            assert newest == ()
    rows(cache, "update about set value = '[1, \"../a\", \"/b\"]' where name = 'newest'")
    assert newest_of(root, cache) == ()


def broken(*_: object) -> Iterator[object]:
    """A helper's task that fails before its first answer."""
    raise RuntimeError
    yield


@pytest.mark.parametrize("name", ["hugo", "sites"])
def test_what_another_process_helps_to_read_is_what_is_read_here(name: str, tmp_path: Path) -> None:
    site = Chance(tmp_path / "site", LAYOUTS[name], random.Random(5))
    other = Chance(tmp_path / "other", LAYOUTS["jekyll"], random.Random(5))
    shutil.copytree(site.root, other.root, dirs_exist_ok=True)
    expected = told(cold(site.root, NOW))
    sizes = ScanSizes(cached=0, shared=0)
    helpers: list[Callable[..., Helper[Mapping[PostId, bytes | None]]]] = [
        Helper,
        # It ends before it has answered, or reads the files as another site has them.
        lambda *_: Helper(broken),
        lambda task, _, *rest: Helper(task, str(other.root), *rest),
    ]
    for number, helper in enumerate(helpers):
        cache = tmp_path / f"{number}.sqlite"
        scan_ = KeptScan(opened(site.root), NOW, PostCache(cache, site.root), helper=helper, sizes=sizes)
        found: dict[str, Post] = {post.id: post for post in scan_.posts()}
        assert told(found) == expected
        scan_.save()
        kept: dict[str, Post] = {post.id: post for post in kept_posts(site.root, cache)}
        assert told(kept) == expected
