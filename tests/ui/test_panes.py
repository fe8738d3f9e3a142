"""The panes beside the article: an outline without headings, and sides that are dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import blog, numbered, text
from tests.ui.driver import Reader, reading
from tests.ui.test_live import LIVE
from tests.ui.test_memory import leave
from tuireader.settings import Settings
from tuireader.ui.reader.layout import Divider

if TYPE_CHECKING:
    from pathlib import Path

    from textual.geometry import Region

WRITTEN = "2022-01-01-plain"


def archive(root: Path) -> Path:
    """Three posts, of which the second has no heading."""
    posts = {
        "2024-01-01-headed": text("Headed", f"## A heading\n\n{numbered(40)}"),
        WRITTEN: text("Plain", numbered(40)),
        "2020-01-01-older": text("Older", "## Another heading\n\nText."),
    }
    return blog(root, posts)


def region(reader: Reader, name: str) -> Region:
    return reader.screen.query_one(f"#{name}").region


def outlined(reader: Reader) -> bool:
    return reader.screen.query_one("#right").display


@pytest.mark.parametrize("columns", [100, 120, 160])
async def test_an_outline_without_headings_gives_its_room_to_the_article(
    tmp_path: Path, columns: int
) -> None:
    async with reading(archive(tmp_path), size=(columns, 36)) as reader:
        await reader.sees("A heading", pane="outline")
        side, article = region(reader, "left"), region(reader, "article")
        await reader.press("J")
        await reader.reads("Plain")
        await reader.until(lambda: not outlined(reader))
        assert region(reader, "left") == side
        assert region(reader, "article").right == columns
        await reader.press("J")
        await reader.sees("Another heading", pane="outline")
        assert region(reader, "article") == article


async def test_the_focus_goes_from_an_outline_without_headings_to_the_article(tmp_path: Path) -> None:
    async with reading(archive(tmp_path)) as reader:
        await reader.sees("A heading", pane="outline")
        await reader.press("shift+tab")
        assert reader.focus == "outline"
        await reader.press("J")
        await reader.until(lambda: not outlined(reader))
        assert reader.focus == "article"
        await reader.press("tab")
        assert reader.focus == "posts"
        await reader.press("o")
        assert reader.notice == "this post has no headings"
        await reader.press("J")
        await reader.until(lambda: outlined(reader))
        assert reader.focus == "posts"


async def test_a_post_without_headings_takes_the_place_of_a_lone_outline(tmp_path: Path) -> None:
    async with reading(archive(tmp_path), size=(60, 36)) as reader:
        await reader.press("o")
        await reader.sees("A heading", pane="outline")
        await reader.press("J")
        await reader.sees("Paragraph number 1.", pane="article")
        assert reader.focus == "article"


async def test_a_post_keeps_its_outline_while_a_fence_hides_its_headings(tmp_path: Path) -> None:
    root = archive(tmp_path)
    file = root / "_posts" / "2024-01-01-headed.md"
    async with reading(root, settings=LIVE) as reader:
        await reader.sees("A heading", pane="outline")
        text = file.read_text()
        file.write_text(text.replace("## A", "```\n## A") + "\n```\n")
        await reader.misses("A heading", pane="outline")
        assert outlined(reader)
        file.write_text(text)
        await reader.sees("A heading", pane="outline")


async def test_the_place_stays_when_the_outline_comes_and_goes(tmp_path: Path) -> None:
    root = archive(tmp_path)
    file = root / "_posts" / f"{WRITTEN}.md"
    async with reading(root, size=(110, 36), settings=LIVE) as reader:
        await reader.press("J", "enter", "space")
        await reader.reads("Plain")
        top = reader.first_line
        file.write_text(file.read_text() + "\n## Written just now\n")
        await reader.sees("Written just now", pane="outline")
        assert reader.first_line == top


async def drag(reader: Reader, at: int, columns: int) -> None:
    """Drag one of the dividers by some columns."""
    x, y = [*reader.screen.query(Divider)][at].region.offset
    end = min(x + columns, reader.screen.size.width - 1)
    await reader.pilot.mouse_down(offset=(x, y + 5))
    await reader.pilot.hover(offset=((x + end) // 2, y + 5))
    await reader.pilot.hover(offset=(end, y + 5))
    await reader.pilot.mouse_up(offset=(end, y + 5))


async def test_sides_are_dragged_with_the_mouse_and_stay_so(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "state" / "library.db")
    root = archive(tmp_path / "blog")
    async with reading(root, settings=settings) as reader:
        await reader.sees("A heading", pane="outline")
        left, right = region(reader, "left"), region(reader, "right")
        await drag(reader, 0, 6)
        await drag(reader, 1, -4)
        assert region(reader, "left").width == left.width + 6
        assert region(reader, "right").width == right.width + 4
        # Once released, a divider follows the pointer no longer.
        await reader.pilot.hover(offset=(60, 5))
        assert region(reader, "left").width == left.width + 6
        await drag(reader, 0, 90)
        wide = region(reader, "left"), region(reader, "right")
        assert region(reader, "article").width >= 40
        await leave(reader)
    async with reading(root, settings=settings) as reader:
        await reader.sees("A heading", pane="outline")
        assert (region(reader, "left"), region(reader, "right")) == wide


@pytest.mark.parametrize(
    "key", ["s", "ctrl+o", "ctrl+p", "ctrl+n", "question_mark", "T", "B", "exclamation_mark"]
)
async def test_the_reader_stays_in_sight_under_each_panel(tmp_path: Path, key: str) -> None:
    async with reading(archive(tmp_path), size=(120, 40)) as reader:
        await reader.press(key)
        await reader.until(lambda: len(reader.app.screen_stack) == 2)
        (panel,) = reader.app.screen.children
        await reader.until(lambda: panel.region.area > 0 and "words ·" in reader.text.splitlines()[-1])
        # In the middle, or over the article.
        middle = abs(2 * panel.region.x + panel.region.width - 120) <= 2
        assert middle or panel.region.x == region(reader, "reading").x


@pytest.mark.parametrize(
    ("columns", "keys"),
    [
        (120, "Enter opens · Tab lists these · ↑ earlier ones · F1 help · Esc closes"),
        (50, "Enter opens · Tab lists these · Esc closes"),
        (30, "Enter opens · Esc closes"),
    ],
)
async def test_a_narrow_panel_says_how_it_is_closed(tmp_path: Path, columns: int, keys: str) -> None:
    async with reading(archive(tmp_path), size=(columns, 24)) as reader:
        await reader.press("s")
        await reader.sees(keys)


async def test_a_picture_of_the_screen_has_all_panes(tmp_path: Path) -> None:
    async with reading(blog(tmp_path, {"2024-05-05-post": text("Winter", "## Snow\n\nIt fell.")})) as reader:
        await reader.sees("fell.")
        picture = reader.app.export_screenshot()
    assert all(words in picture for words in ("Winter", "fell.", "Outline", "Snow"))
