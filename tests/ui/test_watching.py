from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, text, three
from tests.ui.driver import reading
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=[None, 0.05], ids=["told", "polling"])
def live(request: pytest.FixtureRequest) -> Settings:
    return Settings(watch=True, poll=request.param)


async def test_what_changes_on_disk_reaches_list_and_article(tmp_path: Path, live: Settings) -> None:
    posts = three(tmp_path) / "_posts"
    async with reading(tmp_path, settings=live) as reader:
        await reader.sees("3 posts")
        (posts / "2024-08-08-august.md").write_text(text("August", "Heat.", "heat"))
        await reader.sees("4 posts", "August")
        await reader.until(lambda: any(line.split() == ["heat", "2"] for line in reader.pane("tags")))
        await reader.reads("Winter")
        winter = posts / "2024-12-21-winter.md"
        winter.write_text(text("Deep winter", "More snow fell.", "cold"))
        await reader.sees("Deep winter", "More snow fell.", pane="article")
        await reader.sees("Deep winter", pane="posts")
        await reader.sees("cold", pane="tags")
        (posts / "2023-03-20-spring.md").unlink()
        await reader.sees("3 posts")
        await reader.misses("Spring")
        winter.unlink()
        await reader.sees("2 posts", "no longer in the archive")
        await reader.misses("Deep winter", pane="posts")
        await reader.press("g")
        await reader.reads("August")


async def test_a_save_keeps_the_place(tmp_path: Path, live: Settings) -> None:
    posts = three(tmp_path) / "_posts"
    winter = posts / "2024-12-21-winter.md"
    winter.write_text(text("Winter", numbered(100)))
    async with reading(tmp_path, settings=live) as reader:
        await reader.press("enter", "space", "space", "j")
        here = reader.first_line
        winter.write_text(text("Winter", numbered(100) + "\n\nThe end."))
        await reader.until(lambda: "The end." in (reader.article.page.lines if reader.article.page else ()))
        await reader.until(lambda: reader.first_line == here)
        assert reader.focus == "article"


async def test_a_post_that_is_saved_before_it_is_whole_comes_right(tmp_path: Path, live: Settings) -> None:
    winter = three(tmp_path) / "_posts" / "2024-12-21-winter.md"
    async with reading(tmp_path, settings=live) as reader:
        winter.write_text("---\ntitle: [Winter\n---\nHalf a word")
        await reader.sees("Half a word", "problem")
        winter.write_text(text("Winter", "Whole again."))
        await reader.sees("Whole again.")
        await reader.misses("problem")


async def test_an_archive_that_was_empty_fills(tmp_path: Path, live: Settings) -> None:
    async with reading(tmp_path, settings=live) as reader:
        await reader.sees("nothing to read here")
        (tmp_path / "first.md").write_text(text("First", "Hello."))
        await reader.reads("First")
        await reader.sees("Hello.", "1 post")


async def test_without_watching_nothing_is_noticed(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        (tmp_path / "_posts" / "2024-08-08-august.md").write_text(text("August"))
        await reader.press("j", "j")
        await reader.reads("Spring")
        assert "3 posts" in reader.text
