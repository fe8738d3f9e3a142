"""Going to a post by a few letters of its title, its file's name or a heading."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.ui.archives import blog, numbered, sections, text, three
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings
from tuireader.ui.reader.context import Timings
from tuireader.ui.widgets.found_lists import NameList, NameRow

if TYPE_CHECKING:
    from pathlib import Path


async def going(reader: Reader, letters: str = "") -> Reader:
    await reader.press("ctrl+o")
    await reader.until(lambda: reader.focus == "name")
    return await reader.write(letters)


def names(reader: Reader) -> list[str]:
    """The names that are shown, from the top."""
    return [row.going.name.text for row in reader.app.screen.query_one("#names").rows]  # type: ignore[attr-defined]


def chosen_row(reader: Reader) -> NameRow | None:
    """The highlighted row."""
    row = reader.app.screen.query_one(NameList).chosen
    return row if isinstance(row, NameRow) else None


async def test_posts_visited_of_late_come_first_then_the_newest_until_something_is_typed(
    tmp_path: Path,
) -> None:
    async with reading(three(tmp_path)) as reader:
        await going(reader)
        assert names(reader) == ["Winter", "Summer", "Spring"]
        await reader.press("down", "down", "enter")
        await reader.reads("Spring")
        assert reader.focus == "article"
        await going(reader)
        await reader.press("down", "enter")
        await reader.reads("Summer")
        await going(reader)
        assert names(reader) == ["Spring", "Winter", "Summer"]


async def test_letters_find_a_title_and_are_marked(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await going(reader, "smr")
        await reader.until(lambda: names(reader) == ["Summer"])
        line = next(
            strip for strip in reader.strips if "Summer   " in strip.text and "2024-07-01" in strip.text
        )
        marked = "".join(one.text for one in line if one.style and one.style.bold and len(one.text) == 1)
        plain = [one for one in line if one.text.startswith("u")]
        assert plain
        assert plain[0].style != next(one for one in line if one.text == "S").style
        assert marked
        await reader.press("enter")
        await reader.reads("Summer")
        await reader.press("H")
        await reader.reads("Winter")


async def test_a_heading_is_gone_to(tmp_path: Path) -> None:
    body = f"{sections(4)}\n\n## A quiet place\n\n{numbered(40)}\n"
    archive = blog(tmp_path, {"2024-01-01-a": text("A", "x"), "2023-01-01-b": text("B", body)})
    async with reading(archive) as reader:
        await reader.until(lambda: reader.parts.search.service.complete)
        await going(reader, "quiet pl")
        await reader.until(lambda: names(reader) == ["A quiet place"])
        await reader.press("enter")
        await reader.reads("B")
        await reader.until(lambda: reader.first_line == "A quiet place")


async def test_a_file_is_found_by_its_name(tmp_path: Path) -> None:
    archive = blog(
        tmp_path, {"2024-01-01-oddly-named": text("Something else", "x"), "2023-01-01-b": text("B", "y")}
    )
    async with reading(archive) as reader:
        await going(reader, "oddly")
        await reader.until(lambda: names(reader) == ["_posts/2024-01-01-oddly-named.md"])
        await reader.sees("Something else")
        await reader.press("enter")
        await reader.reads("Something else")


async def test_escape_leaves_everything_as_it_was(tmp_path: Path) -> None:
    # The post must not count as read meanwhile, however long this takes.
    async with reading(three(tmp_path), timings=Timings(look=3600.0)) as reader:
        before = reader.text
        await going(reader, "spr")
        await reader.until(lambda: names(reader) == ["Spring"])
        await reader.press("escape")
        await reader.until(lambda: reader.text == before, "the screen is as before")


async def test_nothing_found_is_nothing_done(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await going(reader, "zzz")
        await reader.until(lambda: names(reader) == [])
        await reader.press("enter")
        assert len(reader.app.screen_stack) == 2


async def test_the_end_of_a_long_line_stays_in_sight(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(80, 24)) as reader:
        await going(reader, "a" * 100 + "end")
        await reader.sees("aaaend")
        await reader.press("home")
        await reader.misses("aaaend")


async def test_a_post_that_is_gone_meanwhile_is_told_to_be(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    async with reading(tmp_path, settings=Settings(watch=True)) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        await going(reader, "smr")
        await reader.until(lambda: names(reader) == ["Summer"])
        chosen = chosen_row(reader)
        assert chosen
        await asyncio.to_thread((posts / "2024-07-01-summer.md").unlink)
        await reader.until(lambda: names(reader) == [], "it is no longer listed")
        # As if it had been chosen just before that.
        reader.app.screen.dismiss(chosen.going.name)
        await reader.sees("2024-07-01-summer.md is no longer in the archive", pane="status")


async def test_names_follow_saves_and_the_highlight_stays(tmp_path: Path) -> None:
    posts = {f"2024-01-{day}-p": text(f"Post {day}", "## Whale\n\nx\n\n## Whale") for day in (10, 11)}
    folder = blog(tmp_path, posts) / "_posts"
    async with reading(tmp_path, settings=Settings(watch=True)) as reader:
        await reader.sees("live", pane="status")
        await going(reader, "whale")
        await reader.until(lambda: names(reader) == ["Whale"] * 4)
        found = reader.app.screen.query_one(NameList)
        await reader.press("down", "down", "down")
        (folder / "2024-01-10-p.md").write_text(text("Ten", "More.\n\n## Whale\n\nx\n\n## Whale\n"))
        await reader.until(
            lambda: bool((row := chosen_row(reader)) and row.post.title == "Ten"), "the title is new"
        )
        await reader.until(
            lambda: bool((row := chosen_row(reader)) and row.going.name.line == 12), "so is the line"
        )
        assert found.highlighted == 3
        (folder / "2024-01-12-p.md").write_text(text("Post 12", "## Whale"))
        await reader.until(lambda: len(names(reader)) == 5, "a new heading is found")
        row = chosen_row(reader)
        assert row
        assert (row.post.title, row.going.name.line) == ("Ten", 12)
        await asyncio.to_thread((folder / "2024-01-10-p.md").unlink)
        await reader.until(lambda: len(names(reader)) == 3, "headings of a post that is gone go")
        assert found.highlighted == 2


async def test_the_latest_posts_follow_saves(tmp_path: Path) -> None:
    folder = three(tmp_path) / "_posts"
    async with reading(tmp_path, settings=Settings(watch=True)) as reader:
        await reader.sees("live", pane="status")
        await going(reader)
        await reader.press("down")
        (folder / "2024-07-01-summer.md").write_text(text("High summer", "Long light."))
        await reader.until(lambda: names(reader) == ["Winter", "High summer", "Spring"])
        assert reader.app.screen.query_one(NameList).highlighted == 1
