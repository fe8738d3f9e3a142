"""The palette: actions, themes, posts and headings by a few letters, the likely ones first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import blog, numbered, text, three
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings
from tuireader.ui.commands import COMMANDS
from tuireader.ui.keys import key_display
from tuireader.ui.widgets.found_lists import ActionRow, NameList

if TYPE_CHECKING:
    from pathlib import Path


async def finding(reader: Reader, letters: str = "") -> Reader:
    await reader.press("ctrl+p")
    await reader.until(lambda: reader.focus == "name")
    return await reader.write(letters)


def rows(reader: Reader) -> list[str]:
    """The titles and names in the palette, from the top."""
    found = reader.app.screen.query_one(NameList).rows
    return [row.title if isinstance(row, ActionRow) else row.going.name.text for row in found]


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_opens_with_the_likely_actions_first(tmp_path: Path, key: str) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press(key)
        await reader.until(lambda: rows(reader)[:2] == ["Search", "Tags"])
        assert {row for row in rows(reader) if not row.startswith("Theme ")} == {
            command.name.replace("-", " ").capitalize() for command in COMMANDS
        }
        assert "Theme nord" in rows(reader)
        await reader.press("escape")
        assert reader.focus == "posts"


def leads(reader: Reader, title: str) -> bool:
    return rows(reader)[:1] == [title]


async def test_each_action_is_found_by_its_name_and_shown_with_what_it_does_and_its_keys(
    tmp_path: Path,
) -> None:
    async with reading(three(tmp_path)) as reader:
        await finding(reader)
        line = reader.app.screen.query_one("#name")
        for command in COMMANDS:
            line.value = command.name.replace("-", " ")  # type: ignore[attr-defined]
            title = line.value.capitalize()  # type: ignore[attr-defined]
            await reader.until(partial(leads, reader, title))
            shown = next(one for one in reader.text.split("\n") if title in one and command.does[:40] in one)
            assert key_display(command.keys[0]) in shown


async def test_an_action_runs_and_comes_first_the_next_time(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await finding(reader, "sort")
        await reader.press("enter")
        await reader.sees("sorted by title")
        await finding(reader)
        assert rows(reader)[:2] == ["Sort", "Search"]


async def test_posts_and_headings_are_found_beside_actions(tmp_path: Path) -> None:
    root = blog(
        three(tmp_path), {"2022-01-01-order": text("Sort of an order", f"## Outline of it\n\n{numbered(50)}")}
    )
    async with reading(root) as reader:
        await finding(reader, "sort")
        await reader.until(lambda: rows(reader)[:2] == ["Sort", "Sort of an order"])
        assert "Reverse" in rows(reader)[2:]
        await reader.press("down", "enter")
        await reader.reads("Sort of an order")
        assert reader.focus == "article"
        await finding(reader, "outline of")
        await reader.until(lambda: "Outline of it" in rows(reader))
        # An action of that name does not hide a heading that has all words.
        assert rows(reader)[0] == "Outline of it"
        await reader.press("enter")
        await reader.until(lambda: reader.first_line == "Outline of it")


async def test_a_theme_is_taken_by_its_name(tmp_path: Path) -> None:
    settings = Settings(watch=False, library=tmp_path / "library.db")
    async with reading(three(tmp_path / "blog"), settings=settings) as reader:
        await finding(reader, "nord")
        await reader.until(lambda: rows(reader)[:1] == ["Theme nord"])
        await reader.press("enter")
        await reader.sees("theme: nord")
        assert reader.app.theme == "nord"


async def test_signs_find_the_action_with_that_key_and_nothing_else(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await finding(reader, "*")
        await reader.until(lambda: rows(reader) == ["Star"])
        await reader.write("*")
        await reader.until(lambda: rows(reader) == [])
        await reader.press("escape", "escape", "ctrl+o")
        await reader.until(lambda: reader.focus == "name" and len(rows(reader)) == 3)
        await reader.write("*")
        await reader.until(lambda: rows(reader) == [])


async def test_what_is_typed_at_once_is_what_enter_takes(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("colon", *"sort", "enter")
        await reader.sees("sorted by title")
        await reader.press("colon", *"zzzz", "enter")
        assert reader.app.is_running
        assert rows(reader) == []


async def test_other_keys_are_shown_as_soon_as_the_settings_give_them(tmp_path: Path) -> None:
    settings = Settings(watch=False, keys={"sort": ("ctrl+x",)})
    async with reading(three(tmp_path), settings=settings) as reader:
        await finding(reader, "sort")
        await reader.sees("Ctrl+X")


async def test_a_small_window_has_a_palette_too(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(30, 3)) as reader:
        await reader.press("ctrl+p", "pagedown", "pageup", *"sort", "enter")
        await reader.until(lambda: reader.context.sidebar.selection.sort == "title")
