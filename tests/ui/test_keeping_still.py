"""What is read stays where it is, whatever else is shown, and whatever is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, one, text
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

LIVE = Settings()
NEW = "New one.\n\nNew two.\n\n" + numbered(100)


def save(root: Path, body: str, more: str = "") -> None:
    (root / "_posts/2024-05-05-the-post.md").write_text(text("The post", body, more=more))


async def saved(reader: Reader, root: Path, body: str, more: str = "") -> Reader:
    """Save the post and wait until the article holds what was saved."""
    await reader.sees("live")
    before = reader.article.page
    save(root, body, more)
    return await reader.until(lambda: reader.article.page is not before, "is revised")


def unnumbered(reader: Reader) -> list[str]:
    """The source in sight without the numbers of its lines."""
    return [line.strip().lstrip("0123456789") for line in reader.pane("article")]


async def test_the_front_matter_is_shown_and_left_for_where_the_reader_was(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(100))) as reader:
        await reader.press("enter", "space", "space")
        here = reader.first_line
        await reader.press("i")
        await reader.sees("tags: []")
        await reader.press("i")
        await reader.until(lambda: reader.first_line == here)
        await reader.press("i", "space", "space", "space")
        here = reader.first_line
        await reader.press("i")
        await reader.until(lambda: reader.first_line == here)


async def test_matches_stay_marked_under_the_front_matter(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(100))) as reader:
        await reader.press("slash", *"number", "enter")
        await reader.sees("1 of 100")
        marked = reader.style_at("number 3", "article")
        await reader.press("i")
        await reader.sees("tags: []", "1 of 100")
        await reader.until(lambda: reader.style_at("number 3", "article") == marked)


@pytest.mark.parametrize("more", ["", "lang: en\nlayout: post\n"])
async def test_the_source_keeps_its_place_when_lines_above_are_saved(tmp_path: Path, more: str) -> None:
    async with reading(one(tmp_path, numbered(100)), settings=LIVE) as reader:
        await reader.press("enter", "v", "space", "space")
        await reader.misses("title: The post")
        here = unnumbered(reader)
        assert any("Paragraph" in line for line in here)
        await saved(reader, tmp_path, NEW + "\n\nThe end.", more)
        assert unnumbered(reader) == here


@pytest.mark.parametrize("keys", [["v", "v"], ["i"], ["minus"], ["z"]])
async def test_changes_stay_marked(tmp_path: Path, keys: list[str]) -> None:
    async with reading(one(tmp_path, numbered(100)), settings=LIVE) as reader:
        await saved(reader, tmp_path, NEW)
        await reader.sees("+ New one.")
        await reader.press(*keys)
        await reader.sees("+ New one.")


async def test_changes_are_walked_in_the_source(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(100)), settings=LIVE) as reader:
        await reader.press("v")
        await saved(reader, tmp_path, numbered(100) + "\n\nA last word.")
        assert "A last word." not in reader.shown("article")
        await reader.press("full_stop")
        await reader.sees("A last word.", pane="article")
        await reader.sees("change 1 of 1")
        await reader.press("v")
        await reader.sees("+ A last word.")


async def test_another_post_has_not_changed(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(100)), settings=LIVE) as reader:
        await saved(reader, tmp_path, NEW)
        await reader.press("full_stop", "J")
        await reader.reads("The older post")
        await reader.press("full_stop")
        await reader.sees("nothing has changed")
