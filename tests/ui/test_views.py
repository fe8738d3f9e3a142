from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import one, sections, three
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings
from tuireader.themes.known import known
from tuireader.themes.look import read_look

if TYPE_CHECKING:
    from pathlib import Path

PANES = ("left", "reading", "right")


def panes(reader: Reader) -> tuple[str, ...]:
    """The panes that are on the screen, told by their place there."""
    shown = [name for name in PANES if reader.screen.query_one(f"#{name}").display]
    assert all(reader.screen.query_one(f"#{name}").region.width > 10 for name in shown)
    return tuple(shown)


async def test_the_source_stands_at_the_same_text(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(5))) as reader:
        await reader.press("v")
        await reader.sees("title: The post", "## Section 1", "tags: []")
        await reader.press("v")
        await reader.misses("## Section 1")
        await reader.press("enter", "}", "}", "}")
        await reader.until(lambda: reader.first_line == "Section 3")
        await reader.press("v")
        await reader.until(lambda: reader.first_line.endswith("## Section 3"))
        await reader.press("j", "j", "j", "j")
        await reader.press("v")
        await reader.until(lambda: reader.first_line == "Paragraph number 2.")
        assert reader.focus == "article"


async def test_the_source_of_the_next_post_is_shown_too(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("v")
        await reader.sees("title: Winter")
        await reader.press("J", "J")
        await reader.sees("title: Spring", "*leaves*")


async def test_the_outline_works_in_the_source(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(5))) as reader:
        await reader.press("v")
        await reader.sees("title: The post")
        await reader.click("Section 4", "outline")
        await reader.until(lambda: reader.first_line.endswith("## Section 4"))
        assert reader.current_heading == "Section 4"


async def test_front_matter_is_shown_under_the_title(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Hello.")) as reader:
        await reader.press("i")
        await reader.sees("title: The post", "tags: []", "Hello.", pane="article")
        await reader.press("v")
        await reader.sees("1  ---", "tags: []", pane="article")
        assert reader.text.count("tags: []") == 1, "the source has the front matter anyway"
        await reader.press("v")
        await reader.misses("1  ---")
        await reader.press("i")
        await reader.misses("tags: []")


async def test_tab_goes_through_what_is_visible(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(1))) as reader:
        seen = []
        for _ in range(5):
            seen.append(reader.focus)
            await reader.press("tab")
        assert seen == ["posts", "tags", "article", "outline", "posts"]
        await reader.press("shift+tab", "shift+tab")
        assert reader.focus == "outline"
        await reader.press("o")
        await reader.until(lambda: panes(reader) == ("left", "reading"))
        await reader.press("tab", "tab", "tab")
        assert reader.focus in {"posts", "tags", "article"}


async def test_panes_are_toggled(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(1))) as reader:
        assert panes(reader) == PANES
        await reader.press("o")
        assert panes(reader) == ("left", "reading")
        await reader.press("backslash")
        assert panes(reader) == ("reading",)
        await reader.press("o", "backslash")
        assert panes(reader) == PANES
        await reader.press("z")
        assert panes(reader) == ("reading",)
        assert reader.focus == "article"
        await reader.press("z")
        assert panes(reader) == PANES
        await reader.press("z", "t")
        assert "left" in panes(reader)
        assert reader.focus == "tags"
        await reader.press("z", "escape")
        assert panes(reader) == PANES


async def test_a_narrow_terminal_gives_up_the_outline_first(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(3)), size=(99, 30)) as reader:
        assert panes(reader) == ("left", "reading")
        await reader.press("o")
        assert panes(reader) == ("reading", "right")
        await reader.press("o")
        assert panes(reader) == ("left", "reading")
        await reader.press("o", "backslash")
        assert panes(reader) == ("left", "reading")


@pytest.mark.parametrize("columns", [71, 40])
async def test_a_very_narrow_terminal_shows_one_thing_at_a_time(tmp_path: Path, columns: int) -> None:
    async with reading(one(tmp_path, sections(3)), size=(columns, 30)) as reader:
        assert panes(reader) == ("reading",)
        await reader.sees("Section 1", pane="article")
        await reader.press("backslash")
        assert panes(reader) == ("left",)
        assert reader.focus == "posts"
        await reader.press("j")
        await reader.press("enter")
        await reader.until(lambda: panes(reader) == ("reading",))
        await reader.reads("The older post")
        await reader.press("K")
        await reader.reads("The post")
        await reader.press("o")
        assert panes(reader) == ("right",)
        await reader.press("j", "enter")
        await reader.until(lambda: panes(reader) == ("reading",))
        assert reader.focus == "article"
        await reader.press("t")
        assert reader.focus == "tags"
        await reader.press("escape", "escape", "escape")
        assert reader.app.is_running


async def test_resizing_brings_the_panes_back(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(1))) as reader:
        for columns, expected in ((80, ("left", "reading")), (60, ("left",)), (120, PANES)):
            await reader.resize(columns, 20)
            assert panes(reader) == expected
        for columns in (20, 3):
            await reader.resize(columns, 2)
            assert reader.app.is_running
        await reader.resize(120)
        assert panes(reader) == PANES
        await reader.sees("The post", pane="article")


async def test_escape_steps_back_and_never_quits(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("enter")
        assert reader.focus == "article"
        await reader.press("escape")
        assert reader.focus == "posts"
        await reader.press("escape", "escape", "escape")
        assert reader.focus == "posts"
        assert reader.app.is_running


async def test_q_quits(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("q")
        assert not reader.app.is_running
        assert reader.app.return_code == 0


async def test_the_measure_is_said_and_has_bounds(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "word " * 300), size=(300, 30)) as reader:
        await reader.press("plus")
        await reader.sees("text width: 84 columns")
        await reader.press(*["minus"] * 40)
        await reader.sees("text width: 20 columns")
        assert max(len(line.strip()) for line in reader.pane("article")) <= 20


async def test_the_help_wraps_what_keys_do_beside_them(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Hello."), size=(48, 30)) as reader:
        await reader.press("?")
        await reader.sees("Scroll wide tables")
        lines = [strip.text for strip in reader.strips]
        at = next(index for index, line in enumerate(lines) if "Scroll wide tables" in line)
        column = lines[at].index("Scroll")
        assert lines[at + 1][:column].strip() == ""
        assert lines[at + 1][column] != " "


async def test_a_theme_is_shown_in_the_list_and_kept_when_it_is_chosen(tmp_path: Path) -> None:
    settings = Settings(watch=False, library=tmp_path / "library" / "library.db")
    async with reading(one(tmp_path / "posts", sections(3)), settings=settings) as reader:
        await reader.press("enter", "space")
        here, dark = reader.first_line, reader.style_at(reader.first_line, "article")
        list_dark = reader.style_at("The post", "posts")
        await reader.press("T", "j", "j")
        await reader.sees("Theme: auto", "now dark")
        assert reader.app.theme == "paper"
        assert reader.app.screen_stack[0].styles.background.hex.lower() == known_colour("paper")
        await reader.press("escape")
        assert reader.app.theme == "night"
        assert reader.style_at(here, "article") == dark
        await reader.press("T", "G", "enter")
        await reader.sees("theme: tokyo-night")
        assert reader.first_line == here
        assert reader.style_at(here, "article") != dark
        assert reader.style_at("The post", "posts") != list_dark
        await reader.until(lambda: read_look(settings.library).theme == "tokyo-night")
    async with reading(tmp_path / "posts", settings=settings) as reader:
        assert reader.app.theme == "tokyo-night"
        await reader.press("T", "g", "enter")
        await reader.until(lambda: not read_look(settings.library).theme)
        assert reader.app.theme == "night"
    async with reading(tmp_path / "posts", settings=replace(settings, theme="nord")) as reader:
        assert reader.app.theme == "nord"
        await reader.press("T", "k", "enter")
        await reader.sees("theme: monokai, for this run: the settings name another")


def known_colour(name: str) -> str:
    palette = known(name)
    assert palette
    return palette.background


async def test_a_long_notice_stands_alone(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(70, 20)) as reader:
        reader.screen.context.say(f"{'said ' * 12}last")
        await reader.sees("last")
        reader.screen.context.say("short")
        await reader.sees("words", "short")
