"""What is read stays where it is, whatever else is shown, and whatever is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, one, sections, text
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


@pytest.mark.parametrize(
    ("opened", "end", "closed"),
    [("```\n", "", "```\n```\n\n"), ("{% raw %}", "{% endraw %}", ""), ("<!--\n", "", "<!-- -->\n\n")],
)
async def test_what_is_opened_above_and_closed_again_leaves_the_place(
    tmp_path: Path, opened: str, end: str, closed: str
) -> None:
    body = sections(6).replace(".", "{{ 0 }}")
    async with reading(one(tmp_path, body), settings=LIVE) as reader:
        await reader.press("enter", *"}}}}", "j", "j", "j")
        here = reader.first_line
        assert "Paragraph" in here
        await saved(reader, tmp_path, body.replace("## Section 2", f"{opened}## Section 2") + end)
        if "--" not in opened:
            written = f"{here[:-1]}{{{{ 0 }}}}" if end else here
            await reader.until(lambda: reader.first_line.lstrip("▏~ ") == written, "shows the line otherwise")
        await saved(reader, tmp_path, body.replace("## Section 2", f"{closed}## Section 2"))
        await reader.until(lambda: reader.first_line == here, "shows the line as it was")


VIEWS = pytest.mark.parametrize("view", [[], ["v"]])


@VIEWS
async def test_the_place_comes_back_with_the_end_of_the_post(tmp_path: Path, view: list[str]) -> None:
    body = sections(3)
    async with reading(one(tmp_path, body), settings=LIVE) as reader:
        await reader.press("enter", *view, "G", "k", "k", "k")
        here = reader.first_line
        for missing in (1, 2):
            await saved(reader, tmp_path, body.rsplit("\n\n", missing * 8)[0])
            assert reader.first_line != here
        await saved(reader, tmp_path, body)
        assert reader.first_line == here


@pytest.mark.parametrize("first", ["", "half"])
async def test_a_file_written_in_two_steps_leaves_the_place(tmp_path: Path, first: str) -> None:
    body = sections(6)
    async with reading(one(tmp_path, body), settings=LIVE) as reader:
        await reader.sees("live")
        await reader.press("enter", *"}}}}", "j", "j", "j")
        here, before = reader.first_line, reader.article.page
        path = tmp_path / "_posts/2024-05-05-the-post.md"
        path.write_text(text("The post", body)[:300] if first else "")
        await reader.sees("saved")
        assert reader.first_line == here
        await saved(reader, tmp_path, body + "\n\nOne more.")
        assert reader.article.page is not before
        assert reader.first_line == here


@VIEWS
async def test_the_place_comes_back_with_a_part_that_was_taken_away(tmp_path: Path, view: list[str]) -> None:
    body = sections(6)
    start, end = body.index("## Section 4"), body.index("## Section 5")
    async with reading(one(tmp_path, body), settings=LIVE) as reader:
        await reader.press("enter", *view, *"}}}}", "j", "j", "j")
        here = reader.first_line
        await saved(reader, tmp_path, body[:start] + body[end:])
        assert reader.first_line != here
        await saved(reader, tmp_path, body)
        assert reader.first_line == here


@VIEWS
async def test_the_end_stays_in_sight_when_more_is_written_there(tmp_path: Path, view: list[str]) -> None:
    body = sections(3)
    async with reading(one(tmp_path, body), settings=LIVE) as reader:
        await reader.press("enter", *view, "G")
        for number in range(4):
            body += f"\n\nWritten {number}.\n\nAnd more."
            await saved(reader, tmp_path, body)
            await reader.sees(f"Written {number}.", pane="article")


async def test_what_is_read_above_the_end_stays_when_more_is_written_there(tmp_path: Path) -> None:
    body = sections(3)
    async with reading(one(tmp_path, body), settings=LIVE) as reader:
        await reader.press("enter", "}", "}", "j")
        here = reader.first_line
        await saved(reader, tmp_path, body + "\n\nWritten.")
        assert reader.first_line == here
