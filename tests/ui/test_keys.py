from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, one, three
from tests.ui.driver import reading
from tuireader.settings import Settings
from tuireader.ui.commands import COMMANDS
from tuireader.ui.keys import Command, key_display, key_named
from tuireader.ui.panels.help import PAIRS
from tuireader.ui.reader.screen import MOST_TIMES

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.ui.reader.parts import ReaderParts

PROMISED = {
    "j",
    "down",
    "k",
    "up",
    "g",
    "home",
    "G",
    "end",
    "space",
    "pagedown",
    "b",
    "pageup",
    "d",
    "u",
    "J",
    "K",
    "right_curly_bracket",
    "left_curly_bracket",
    "tab",
    "shift+tab",
    "enter",
    "slash",
    "n",
    "N",
    "s",
    "ctrl+o",
    "t",
    "x",
    "S",
    "f",
    "H",
    "L",
    "alt+left",
    "alt+right",
    "o",
    "backslash",
    "z",
    "v",
    "plus",
    "minus",
    "i",
    "ctrl+p",
    "colon",
    "question_mark",
    "f1",
    "q",
    "escape",
}


def named(name: str) -> Command[ReaderParts]:
    return next(command for command in COMMANDS if command.name == name)


def test_every_promised_key_does_something() -> None:
    assert {key for command in COMMANDS for key in command.keys} >= PROMISED


def test_no_key_and_no_name_is_given_twice() -> None:
    for counted in (
        Counter(key for command in COMMANDS for key in command.keys),
        Counter(command.name for command in COMMANDS),
    ):
        assert [name for name, count in counted.items() if count > 1] == []


def test_the_help_says_in_the_imperative_what_a_command_does() -> None:
    for command in COMMANDS:
        first = command.does.split()[0].rstrip(":,;")
        assert first[0].isupper(), command.does
        assert not first.endswith("s") or first.endswith("ss"), command.does
        assert not command.does.endswith("."), command.does


async def test_what_a_key_runs_is_the_command_itself(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.screen.run_action(named("sort").action)
        await reader.sees("sorted by title")
        await reader.screen.run_action(named("help").action)
        await reader.sees("Move down or up a line")


async def test_the_help_shows_each_command_with_its_keys(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(120, 140)) as reader:
        for key in ("question_mark", "f1"):
            await reader.press(key)
            await reader.sees("Move down or up a line")
            shared = {name: does for names, does in PAIRS.items() for name in names}
            for command in COMMANDS:
                does = shared.get(command.name, command.does)
                line = next(line for line in reader.text.split("\n") if does in line)
                assert all(key_display(name) in line for name in command.keys)
            await reader.press("escape")
            await reader.misses("Move down or up a line")
        assert reader.focus == "posts"


async def test_the_help_scrolls_in_a_small_window(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(60, 16)) as reader:
        await reader.press("question_mark")
        await reader.sees("Moving")
        await reader.press("G")
        await reader.sees("The mouse works everywhere")
        await reader.press("g")
        await reader.sees("Moving", "/ searches · Esc closes")
        await reader.press(*["d"] * 30)
        await reader.sees("The mouse works everywhere")
        await reader.press("u", "b", *["space"] * 2)
        await reader.sees("The mouse works everywhere")
        await reader.press("q")
        await reader.misses("The mouse works everywhere")


async def test_the_help_is_searched_and_stands_in_two_columns_where_there_is_room(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(170, 70)) as reader:
        await reader.press("question_mark")
        await reader.sees("Signs", "The mouse works everywhere")
        assert any(
            line.count("Move down or up a line") and "heading" not in line for line in reader.text.split("\n")
        )
        assert len({line.index("Moving") for line in reader.text.split("\n") if "Moving" in line}) == 1
        first = next(line for line in reader.text.split("\n") if "Moving" in line)
        assert len(first.split()) > 1, "another group stands beside the first"
        # Of a pair of which one is searched for, that one is told.
        await reader.press("slash", *"forward")
        await reader.sees("Go forward")
        await reader.press(*["backspace"] * 7, *"footnotes")
        await reader.sees("Show footnotes where they are cited")
        await reader.misses("Move down or up a line", "Signs")
        await reader.press("escape")
        await reader.sees("Move down or up a line", "Signs")
        await reader.press("escape")
        await reader.misses("Signs")


async def test_the_help_is_left_with_the_reader_running(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(60, 16)) as reader:
        await reader.press("question_mark")
        await reader.sees("Moving")
        await reader.press("q")
        await reader.misses("Moving")
        assert reader.app.is_running


async def test_the_settings_give_commands_other_keys(tmp_path: Path) -> None:
    settings = Settings(watch=False, keys={"line-down": ("ctrl+n",), "quit": ("Q", "ctrl+x")})
    async with reading(three(tmp_path), settings=settings) as reader:
        await reader.press("ctrl+n")
        await reader.reads("Summer")
        await reader.press("j", "q")
        assert reader.app.is_running
        await reader.reads("Summer")
        await reader.press("question_mark")
        await reader.sees("Ctrl+N")
        await reader.press("escape", "Q")
        assert not reader.app.is_running


async def test_a_key_that_the_settings_give_away_is_no_other_commands(tmp_path: Path) -> None:
    settings = Settings(watch=False, keys={"line-down": ("q",), "search": ()})
    async with reading(three(tmp_path), size=(120, 140), settings=settings) as reader:
        assert "quit" not in reader.pane("status")[0]
        assert "search" not in reader.pane("status")[0]
        await reader.press("q")
        await reader.reads("Summer")
        await reader.press("s", "question_mark")
        await reader.sees("Move down or up a line")
        lines = {line.strip() for line in reader.text.split("\n")}
        assert any(line.endswith("Quit") and "q" not in line.split() for line in lines)


def test_a_key_is_known_as_textual_and_the_help_write_it() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert key_named(key) == key
            assert key_named(key_display(key)) == key
    written = {
        ",": "comma",
        "ctrl++": "ctrl+plus",
        "Ctrl+Alt+X": "alt+ctrl+x",
        "é": "é",
        "F5": "f5",
        "Shift+j": "J",
        "shift+É": "É",
        "Ctrl+Shift+J": "ctrl+shift+j",
        "Return": "enter",
    }
    assert {key: key_named(key) for key in written} == written
    for nothing in ("banana", "", "f99", "a+b", "ctrl+x,y", "\x1b", "<any>", "shift+1", "Shift++"):
        assert key_named(nothing) is None


@pytest.mark.parametrize(("columns", "shown"), [(50, ["? help"]), (64, ["? help", "s search"])])
async def test_the_key_of_the_help_is_the_last_to_give_way(
    tmp_path: Path, columns: int, shown: list[str]
) -> None:
    async with reading(one(tmp_path, numbered(10)), size=(columns, 20)) as reader:
        assert [hint for hint in shown if hint in reader.pane("status")[0]] == shown


async def test_the_keys_in_the_bottom_line_can_be_clicked(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(10))) as reader:
        await reader.click("/ find", "status")
        await reader.until(lambda: reader.focus == "find")
        await reader.press("escape")
        await reader.click("? help", "status")
        await reader.sees("Move down or up a line")


async def test_a_number_repeats_a_command_and_leads_to_a_line(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(60))) as reader:
        await reader.press("enter", "1", "2")
        assert reader.notice == "12"
        await reader.press("j")
        twelve = reader.context.article.scroll_offset.y
        assert twelve == 12
        await reader.press("k", "1", "0", "k")
        assert reader.context.article.scroll_offset.y == 1
        lines = next((tmp_path / "_posts").iterdir()).read_text().split("\n")
        at = next(number for number in range(60, 70) if lines[number - 1])
        assert lines[at - 1] not in reader.text
        await reader.press(*str(at), "G")
        await reader.sees(lines[at - 1])
        before = reader.context.article.scroll_offset.y
        await reader.press("5", "escape", "j")
        assert reader.context.article.scroll_offset.y <= before + 1


async def test_a_large_number_holds_up_no_key(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(300))) as reader:
        article = reader.context.article
        await reader.press("enter", "G")
        end = article.scroll_offset.y
        await reader.press("g")
        await reader.press(*"99999", "j")
        assert article.scroll_offset.y == end > MOST_TIMES
        ran: list[ReaderParts] = []
        screen = reader.screen
        screen.commands = (Command("try", ran.append, (), "", "", repeats=True),)
        await reader.press(*"99999")
        screen.action_run("try")
        assert len(ran) == MOST_TIMES


async def test_control_c_tells_the_key_that_quits(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("ctrl+c")
        assert reader.notice == "q quits"
        assert reader.app.is_running


async def test_the_page_of_a_post_is_opened_in_the_browser(tmp_path: Path) -> None:
    root = three(tmp_path)
    async with reading(root) as reader:
        await reader.press("O")
        assert reader.opened == ["https://notes.example/posts/2024/12/winter/"]
    (root / "_config.yml").write_text("permalink: /:title/\n")
    async with reading(root) as reader:
        await reader.press("O")
        assert "does not say where" in reader.notice
        assert reader.opened == []


def test_commands_that_share_a_line_of_the_help_are_neighbours_in_a_group() -> None:
    following = {(one.name, other.name) for one, other in pairwise(COMMANDS) if one.group == other.group}
    assert PAIRS.keys() <= following
