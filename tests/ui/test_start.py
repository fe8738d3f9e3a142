from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import opened
from tests.ui.archives import blog, text, three
from tests.ui.driver import UNWATCHED, reading
from tests.ui.live_archives import scanning
from tuireader.archive.post import PostId
from tuireader.catalog.kept.cache import PostCache
from tuireader.catalog.kept.scan import KeptScan, ScanSizes
from tuireader.session.live_archive import LiveArchive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuireader.catalog.kept.scan import Checked


async def test_the_newest_published_post_is_shown(tmp_path: Path) -> None:
    archive = blog(
        three(tmp_path),
        {
            "_drafts/idea.md": text("Idea", "Not yet."),
            "2090-01-01-later": text("Later", "Not now."),
            "2025-01-01-secret": text("Secret", "Not here.", more="published: false\n"),
        },
    )
    async with reading(archive) as reader:
        await reader.reads("Winter")
        await reader.sees("Snow fell.", pane="article")
        assert reader.highlighted == "Winter"
        await reader.sees("Field Notes", "6 posts")
        assert reader.focus == "posts"


async def test_a_named_post_is_shown(tmp_path: Path) -> None:
    async with reading(three(tmp_path), PostId("_posts/2023-03-20-spring.md")) as reader:
        await reader.reads("Spring")
        await reader.sees("Rain on leaves.", "3 posts")
        assert reader.highlighted == "Spring"


async def test_only_unpublished_posts_are_shown_all_the_same(tmp_path: Path) -> None:
    async with reading(blog(tmp_path, {"_drafts/idea.md": text("Idea", "Not yet.")})) as reader:
        await reader.reads("Idea")


@pytest.mark.parametrize("name", ["empty", "missing"])
async def test_nothing_to_read_says_so_and_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    async with reading(tmp_path / name, size=(130, 36)) as reader:
        await reader.sees("nothing to read here", "name it", "tuireader PATH")
        await reader.until(
            lambda: name in "".join(map(str.strip, reader.pane("article"))), "names the folder"
        )
        await reader.press("j", "enter", "d", "J", "n", "f", "v", "i", "}", "t", "space", "escape", "escape")
        await reader.sees("nothing to read here")
        assert reader.app.is_running


async def test_the_first_screen_comes_before_the_scan_ends(tmp_path: Path) -> None:
    archive = three(tmp_path)
    rest = asyncio.Event()
    loop = asyncio.get_running_loop()

    def halting(batches: Iterator[Checked]) -> Iterator[Checked]:
        for batch in batches:
            yield batch
            asyncio.run_coroutine_threadsafe(rest.wait(), loop).result()

    live_archive = LiveArchive(archive, None, watch=False, poll=None, scan=scanning(halting))
    async with reading(archive, settled=False, live_archive=live_archive) as reader:
        await reader.sees("Snow fell.", "reading the archive: 1 of 3", "1 post")
        await reader.press("v")
        await reader.sees("title: Winter")
        rest.set()
        await reader.sees("3 posts")
        await reader.misses("reading the archive")
        assert reader.highlighted == "Winter"


async def test_what_the_last_run_knew_is_listed_at_once_and_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    archive = three(tmp_path / "blog")
    last = KeptScan(
        opened(archive), datetime(2050, 1, 1, tzinfo=UTC), PostCache.of(archive), sizes=ScanSizes(0)
    )
    last.posts()
    last.save()
    (archive / "_posts" / "2025-01-01-newest.md").write_text(text("Newest", "Just written."))
    (archive / "_posts" / "2023-03-20-spring.md").unlink()
    rest = asyncio.Event()
    loop = asyncio.get_running_loop()

    def halting(batches: Iterator[Checked]) -> Iterator[Checked]:
        asyncio.run_coroutine_threadsafe(rest.wait(), loop).result()
        yield from batches

    live_archive = LiveArchive(archive, None, watch=False, poll=None, scan=scanning(halting))
    async with reading(
        archive, settled=False, live_archive=live_archive, settings=replace(UNWATCHED, kept=True)
    ) as reader:
        await reader.sees("Snow fell.", "3 posts", "Spring")
        await reader.sees("weather", "2024", "unread", pane="tags")
        await reader.misses("reading the archive")
        rest.set()
        await reader.sees("Just written.", "3 posts", "Newest")
        await reader.misses("Spring")
        assert reader.highlighted == "Newest"


async def test_a_post_chosen_during_the_scan_stays(tmp_path: Path) -> None:
    archive = three(tmp_path)
    gates = [asyncio.Event(), asyncio.Event()]
    loop = asyncio.get_running_loop()

    def backwards(batches: Iterator[Checked]) -> Iterator[Checked]:
        for batch, gate in zip(list(batches), gates, strict=False):
            yield batch
            asyncio.run_coroutine_threadsafe(gate.wait(), loop).result()

    live_archive = LiveArchive(archive, None, watch=False, poll=None, scan=scanning(backwards))
    async with reading(archive, settled=False, live_archive=live_archive) as reader:
        await reader.reads("Winter")
        await reader.press("g", "enter")
        await reader.until(lambda: reader.focus == "article")
        for gate in gates:
            gate.set()
        await reader.sees("3 posts")
        assert reader.focus == "article"
        await reader.reads("Winter")


async def test_a_named_post_far_down_the_list_is_in_sight(tmp_path: Path) -> None:
    posts = {f"2024-01-01-post-{n}": text(f"Post {n}") for n in range(300)}
    archive = blog(tmp_path, {**posts, "2001-01-01-old": text("Old", "Long ago.")})
    async with reading(archive, PostId("_posts/2001-01-01-old.md")) as reader:
        await reader.sees("301 posts")
        await reader.sees("Old", pane="posts")
        assert reader.highlighted == "Old"
