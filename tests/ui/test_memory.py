"""What the reader remembers: while it runs, and from one run to the next."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import blog, numbered, one, text, three
from tests.ui.driver import UNWATCHED, Reader, reading
from tuireader.library.store import LibraryStore
from tuireader.ui.reader.context import Timings

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.library.record import ArchiveMemory
    from tuireader.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(UNWATCHED, library=tmp_path / "state" / "library.db")


def remembered(settings: Settings, root: Path) -> ArchiveMemory:
    assert settings.library
    return LibraryStore(settings.library, root).peek()


def sign(reader: Reader, title: str) -> str:
    """What stands before a title in the list."""
    line = next(line for line in reader.pane("posts") if title in line)
    return line.removeprefix("▌")[: line.removeprefix("▌").index(title)].strip()


async def leave(reader: Reader) -> None:
    """Quit, and wait until that is done."""
    await reader.press("q")
    await reader.until(lambda: not reader.app.is_running)


async def test_unread_posts_bear_a_sign_until_they_are_read(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("r")
        assert reader.notice == "read"
        # What was there at the first start counts as old.
        assert {sign(reader, title) for title in ("Winter", "Summer", "Spring")} == {""}
        await reader.press("j")
        dim, plain = reader.style_at("Winter", "posts"), reader.style_at("Spring", "posts")
        assert dim != plain
        await reader.press("k", "r", "j")
        assert reader.style_at("Winter", "posts") == plain


async def test_a_star_is_given_and_taken(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("j", "*")
        await reader.reads("Summer")
        assert (sign(reader, "Winter"), sign(reader, "Summer")) == ("", "★")
        await reader.press("*")
        assert sign(reader, "Summer") == ""


async def test_the_next_and_the_previous_unread_post(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("j", "r")
        await reader.press("k", "]")
        await reader.reads("Spring")
        await reader.press("[")
        await reader.reads("Winter")
        await reader.press("[")
        assert reader.notice == "no unread post further up"


async def test_a_year_tells_how_much_of_it_was_read(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        assert " of " not in next(line for line in reader.pane("posts") if "2024" in line)
        await reader.press("r")
        assert "━━━━──── 1 of 2" in next(line for line in reader.pane("posts") if "2024" in line)
        assert " of " not in next(line for line in reader.pane("posts") if "2023" in line)


async def test_a_post_whose_end_was_in_sight_for_a_moment_is_read(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(80)), timings=Timings(look=0.05)) as reader:
        post, memory = reader.context.reading.post, reader.parts.memory
        assert post
        await reader.press("enter", "pagedown")
        assert memory.is_unread(post.id)
        await reader.press("G")
        await reader.until(lambda: not memory.is_unread(post.id), "read")


async def test_the_next_run_knows(tmp_path: Path, settings: Settings) -> None:
    root = three(tmp_path)
    async with reading(root, settings=settings) as reader:
        await reader.press("r", "j", "*")
        await leave(reader)
    today = datetime.now(UTC).date()
    (root / "_posts" / f"{today}-came.md").write_text(text("Came since", "x"), encoding="utf-8")
    (root / "_posts" / "2024-02-01-old.md").write_text(text("Fetched since", "x"), encoding="utf-8")
    async with reading(root, settings=settings) as reader:
        titles = ("Winter", "Summer", "Spring", "Came since", "Fetched since")
        assert [sign(reader, title) for title in titles] == ["", "★", "", "●", ""]


async def test_a_post_opens_where_it_was_left(tmp_path: Path, settings: Settings) -> None:
    root = one(tmp_path, numbered(200))
    async with reading(root, settings=settings) as reader:
        await reader.press("enter", "pagedown", "pagedown", "j")
        seen = reader.first_line
        assert seen.startswith("Paragraph number")
        await leave(reader)
    async with reading(root, settings=settings) as reader:
        assert reader.first_line == seen


async def test_what_was_written_above_the_place_does_not_move_it(tmp_path: Path, settings: Settings) -> None:
    root = one(tmp_path, numbered(200))
    async with reading(root, settings=settings) as reader:
        await reader.press("enter", "pagedown", "pagedown")
        seen = reader.first_line
        await leave(reader)
    path = next(path for path in (root / "_posts").iterdir() if "number 100" in path.read_text())
    path.write_text(
        path.read_text().replace("Paragraph number 1.\n", "New.\n\nNewer.\n\nParagraph number 1.\n")
    )
    async with reading(root, settings=settings) as reader:
        assert reader.first_line == seen


async def test_a_post_that_was_read_to_its_end_opens_at_its_top(tmp_path: Path, settings: Settings) -> None:
    root = one(tmp_path, numbered(200))
    async with reading(root, settings=settings) as reader:
        top = reader.first_line
        await reader.press("enter", "G")
        await leave(reader)
    async with reading(root, settings=settings) as reader:
        assert reader.first_line == top


async def test_the_run_goes_on_where_the_last_one_left_off(tmp_path: Path, settings: Settings) -> None:
    root = blog(
        three(tmp_path), {"2023-03-20-spring": text("Spring", "## Rain\n\nRain on leaves.", "weather")}
    )
    async with reading(root, settings=settings) as reader:
        await reader.press("S", "K", "o", "+", "enter")
        await reader.until(lambda: reader.context.reading.post is reader.context.reading.wanted)
        shown, measure = reader.context.reading.post, reader.article.measure
        assert shown
        assert shown.title != "Winter"
        await leave(reader)
    async with reading(root, settings=settings) as reader:
        await reader.reads(shown.title)
        assert reader.highlighted == shown.title
        assert reader.context.sidebar.selection.sort == "title"
        assert not reader.screen.query_one("#right").display
        assert reader.article.measure == measure
        assert reader.focus == "article"


async def test_a_run_that_ended_with_the_newest_post_starts_with_the_newest(
    tmp_path: Path, settings: Settings
) -> None:
    root = three(tmp_path)
    async with reading(root, settings=settings) as reader:
        await reader.reads("Winter")
        await leave(reader)
    (root / "_posts" / "2025-01-01-newer.md").write_text("---\ntitle: Newer\n---\nText.\n")
    async with reading(root, settings=settings) as reader:
        await reader.reads("Newer")


async def test_a_post_that_is_gone_is_not_gone_on_with(tmp_path: Path, settings: Settings) -> None:
    root = three(tmp_path)
    async with reading(root, settings=settings) as reader:
        await reader.press("j")
        await reader.reads("Summer")
        await leave(reader)
    next(path for path in (root / "_posts").iterdir() if "Summer" in path.read_text()).unlink()
    async with reading(root, settings=settings) as reader:
        await reader.reads("Winter")


async def test_a_post_renamed_between_two_runs_is_known(tmp_path: Path, settings: Settings) -> None:
    root = three(tmp_path)
    async with reading(root, settings=settings) as reader:
        await reader.press("*")
        await leave(reader)
    path = next(path for path in (root / "_posts").iterdir() if "Winter" in path.read_text())
    path.rename(path.with_name("2024-12-20-renamed.md"))
    async with reading(root, settings=settings) as reader:
        await reader.until(lambda: sign(reader, "Winter") == "★", "starred still")
        await leave(reader)
    assert list(remembered(settings, root).records) == ["_posts/2024-12-20-renamed.md"]


async def test_a_store_that_cannot_be_used_is_said_and_reading_goes_on(
    tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "state").write_text("")
    async with reading(three(tmp_path), settings=settings, settled=False) as reader:
        await reader.sees("is not remembered")
        await reader.reads("Winter")
        await reader.press("r", "j")
        await reader.reads("Summer")
        assert sign(reader, "Winter") == ""


async def test_a_post_that_was_edited_while_it_was_read_is_known_by_another_name(
    tmp_path: Path, settings: Settings
) -> None:
    root = one(tmp_path, "First.")
    path = root / "_posts" / "2024-05-05-the-post.md"
    async with reading(root, settings=replace(settings, watch=True)) as reader:
        await reader.sees("live", pane="status")
        await reader.press("*")
        await asyncio.to_thread(path.write_text, text("The post", "First, and second."))
        await reader.sees("First, and second.", pane="article")
        await leave(reader)
    path.rename(path.with_name("2024-05-06-another.md"))
    async with reading(root, settings=settings) as reader:
        assert sign(reader, "The post") == "★"


async def test_what_was_lost_at_the_end_is_known_when_the_screen_is_gone(
    tmp_path: Path, settings: Settings
) -> None:
    root, path = one(tmp_path, "Text."), settings.library
    assert path
    store = LibraryStore(path, root, timeout=0.01, last_timeout=0.01)
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        async with reading(root, settings=settings, store=store) as reader:
            other.execute("BEGIN IMMEDIATE")
            await reader.press("*")
            await leave(reader)
    lost = reader.app.memory_service.unreported
    assert lost
    assert "not remembered" in lost.message


async def test_all_listed_posts_are_marked_as_read_and_that_is_taken_back(
    tmp_path: Path, settings: Settings
) -> None:
    root = three(tmp_path)
    async with reading(root, settings=settings) as reader:
        memory = reader.parts.memory
        await reader.press("r", "M")
        await reader.until(lambda: "2 posts marked as read" in reader.notice)
        assert not any(memory.is_unread(post.id) for post in reader.context.posts.catalog)
        await reader.press("M")
        await reader.until(lambda: "2 posts marked as unread" in reader.notice)
        assert sum(memory.is_unread(post.id) for post in reader.context.posts.catalog) == 2
        await reader.press("M")
        await reader.until(lambda: "marked as read" in reader.notice)
        await leave(reader)
    assert len([one for one in remembered(settings, root).records.values() if one.read]) == 3


async def test_resized_sides_stay_so(tmp_path: Path, settings: Settings) -> None:
    root = three(tmp_path)
    async with reading(root, settings=settings) as reader:
        usual = reader.context.sidebar.size.width
        await reader.press("3", ">")
        assert reader.context.sidebar.size.width == usual + 6
        await leave(reader)
    async with reading(root, settings=settings) as reader:
        assert reader.context.sidebar.size.width == usual + 6
        await reader.press(*"<<<")
        assert reader.context.sidebar.size.width == usual
