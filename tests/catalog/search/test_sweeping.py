"""The caches of archives that are no more."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.catalog.search.indexes import read_catalog, write_archive
from tuireader.catalog.cache_file import cache_path
from tuireader.catalog.kept.cache import PostCache
from tuireader.catalog.kept.scan import KeptScan, ScanSizes
from tuireader.catalog.links.cache import LinkCache
from tuireader.catalog.search.index import SearchIndex
from tuireader.catalog.search.store import VERSION

if TYPE_CHECKING:
    from pathlib import Path

DAY = 24 * 3600
NO_TEXT = os.fsdecode(b"caf\xe9")


def used_days_ago(path: Path, days: int) -> None:
    stamp = path.stat().st_mtime - days * DAY
    os.utime(path, (stamp, stamp))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/tuireader"


def keep(root: Path, seed: int) -> list[Path]:
    """An archive, its index, its links and its posts in the cache folder; their files."""
    archive = write_archive(root, 1, seed)
    index = SearchIndex.of(archive.root)
    index.bring_up_to_date(archive, read_catalog(archive))
    index.close()
    with LinkCache.of(archive.root, f"{archive.root}: what links are read from") as links:
        links.known({})
    posts = KeptScan(
        archive, datetime(2050, 1, 1, tzinfo=UTC), PostCache.of(archive.root), sizes=ScanSizes(0)
    )
    posts.posts()
    posts.save()
    path = cache_path(archive.root, "search", VERSION)
    others = (path.parent.parent / folder for folder in ("links", "posts"))
    return [path, *(next(iter(folder.glob(f"{path.name[:24]}*.sqlite"))) for folder in others)]


def test_only_what_was_long_not_used_of_archives_that_are_gone_goes(tmp_path: Path, cache: Path) -> None:
    gone = keep(tmp_path / "gone", 1) + keep(tmp_path / NO_TEXT, 4)
    lately = keep(tmp_path / "lately", 2)
    there = keep(tmp_path / "there", 3)
    shutil.rmtree(tmp_path / "gone")
    shutil.rmtree(tmp_path / NO_TEXT)
    shutil.rmtree(tmp_path / "lately")
    for path in (*gone, *there):
        used_days_ago(path, 31)
    for path in lately:
        used_days_ago(path, 29)
    others = [
        cache / "search/notes.sqlite",
        cache / "links" / f"{'0' * 24}.1.sqlite",
        cache / "search/readme",
    ]
    for other in others:
        other.write_bytes(b"not ours")
        used_days_ago(other, 99)
    SearchIndex.of(tmp_path / "another").close()
    assert not [path for path in gone if path.exists()]
    assert all(path.exists() for path in (*lately, *there, *others))


def test_an_index_that_is_opened_is_used(tmp_path: Path, cache: Path) -> None:
    index, *_ = keep(tmp_path / "blog", 1)
    used_days_ago(index, 31)
    SearchIndex.of(tmp_path / "blog").close()
    shutil.rmtree(tmp_path / "blog")
    SearchIndex.of(tmp_path / "another").close()
    assert index.exists()
    assert index.is_relative_to(cache)
