"""The terminal's background: answers are taken out of what is typed, however they are cut, and themes follow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.archives import one
from tests.ui.driver import reading
from tuireader.settings import Settings
from tuireader.themes.look import LookService, read_look
from tuireader.themes.own import Themes
from tuireader.ui.article.post_preview import PostPreview
from tuireader.ui.terminal.background import MAX_WAIT_TICKS, BackgroundAnswers, is_light

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = {
    "\x1b]11;rgb:ffff/ffff/f0f0\x1b\\": [True],
    "\x1b]11;rgb:1c1c/1c1c/1c1c\x07": [False],
    "\x1b]11;rgba:fa/f8/f3/ff\x07": [True],
    "\x1b]11;gibberish\x07": [],
    "\x1b[?997;1n": [False],
    "\x1b[?997;2n": [True],
}
TYPED = ["j", "\x1b[A", "\x1b]x", "\x1b[?2026;2$y", "\x1b[<0;3;4M", "é", "\x1b\x1b[5~"]


@given(st.lists(st.sampled_from([*ANSWERS, *TYPED]), max_size=8), st.lists(st.integers(0, 80), max_size=8))
@settings(max_examples=120)
def test_answers_never_reach_the_keys_wherever_they_are_cut(parts: list[str], cuts: list[int]) -> None:
    told: list[bool] = []
    answers = BackgroundAnswers(told.append)
    text, typed = "".join(parts), ""
    # A lone escape is a key at once, and is followed by the rest of what it begins in the same read.
    places = sorted({min(cut, len(text)) for cut in cuts if text[:cut][-1:] != "\x1b"} | {0, len(text)})
    for start, end in pairwise(places):
        typed += answers.keys(text[start:end])
    typed += answers.tick()
    assert typed == "".join(part for part in parts if part in TYPED)
    assert told == [light for part in parts for light in ANSWERS.get(part, [])]


def test_what_only_begins_like_an_answer_is_typed_and_half_an_answer_is_not() -> None:
    told: list[bool] = []
    answers = BackgroundAnswers(told.append)
    assert [answers.keys("a\x1b["), answers.tick(), answers.tick()] == ["a", "\x1b[", ""]
    assert [
        answers.keys("\x1b]11;rgb:ff"),
        answers.tick(),
        answers.keys("/ff/ff\x1b"),
        answers.keys("\\b"),
    ] == [
        *[""] * 3,
        "b",
    ]
    assert told == [True]
    assert answers.keys("\x1b]11;rgb:") == ""
    assert "".join(answers.tick() for _ in range(2 * MAX_WAIT_TICKS)) == ""
    assert answers.keys("c") == "c"


@pytest.mark.parametrize(
    ("colour", "light"),
    [("rgb:0/0/0", False), ("rgb:fff/fff/fff", True), ("rgb:80/00/00", False), ("red", None)],
)
def test_a_background_is_light_or_dark(colour: str, light: bool | None) -> None:
    assert is_light(colour) is light


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({}, "night"),
        ({"COLORFGBG": "15;0"}, "night"),
        ({"COLORFGBG": "0;15"}, "paper"),
        ({"COLORFGBG": "0;default;7"}, "paper"),
        ({"COLORFGBG": "12;8"}, "night"),
        ({"TERM": "known-light", "COLORFGBG": "15;0"}, "paper"),
    ],
)
def test_the_first_theme_is_that_of_the_last_answer_or_the_environment(
    tmp_path: Path, variables: dict[str, str], name: str
) -> None:
    library = tmp_path / "state" / "library.db"
    earlier = LookService("auto", Themes(), library, {"TERM": "known-light"})
    assert earlier.follow_background(light=True)
    other = LookService("auto", Themes(), library, {"TERM": "other"})
    earlier.keep()
    other.choose("nord")
    other.keep()
    assert LookService("auto", Themes(), library, variables).name == "nord"
    other.choose("auto")
    other.keep()
    assert LookService("auto", Themes(), library, variables).palette.name == name
    assert LookService("nord", Themes(), library, variables).palette.name == "nord"
    (tmp_path / "state" / "look.json").write_text('{"theme": 3, "light": [[[')
    assert LookService("auto", Themes(), library, {"TERM": "known-light"}).palette.name == "night"


async def test_the_reader_follows_the_terminal_unless_a_theme_is_chosen(tmp_path: Path) -> None:
    chosen = Settings(watch=False, library=tmp_path / "library" / "library.db")
    async with reading(one(tmp_path / "posts", "Text."), settings=chosen) as reader:
        assert reader.app.theme == "night"
        dark = reader.style_at("Text.", "article")
        reader.app.follow_background(light=True)
        await reader.until(
            lambda: reader.app.theme == "paper" and reader.style_at("Text.", "article") != dark
        )
        await reader.until(lambda: True in dict(read_look(chosen.library).light).values())
        await reader.press("T", "j", "j", "j", "enter")
        assert reader.app.theme == "atom-one-dark"
        reader.app.follow_background(light=False)
        await reader.pilot.pause()
        assert reader.app.theme == "atom-one-dark"
        await reader.press("T", "g")
        reader.app.follow_background(light=True)
        await reader.until(lambda: reader.app.theme == "paper")
        await reader.press("enter", "s")
        await reader.write("text")
        previewed = reader.app.screen.query_one(PostPreview).article
        await reader.until(lambda: bool(previewed.page and previewed.page.drawer.theme.name == "paper"))
        reader.app.follow_background(light=False)
        await reader.until(lambda: bool(previewed.page and previewed.page.drawer.theme.name == "night"))


@pytest.mark.parametrize(("colours", "set_off"), [("truecolor", False), ("", True)])
async def test_lines_set_panels_off_where_all_backgrounds_are_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colours: str, set_off: bool
) -> None:
    monkeypatch.setenv("COLORTERM", colours)
    monkeypatch.setenv("TERM", "xterm")
    async with reading(one(tmp_path, "Text.")) as reader:
        await reader.press("T")
        await reader.sees("Theme: auto")
        assert ("┌──" in reader.text) is set_off


async def test_the_box_around_the_help_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv("TERM", "xterm")
    async with reading(one(tmp_path, "Text."), size=(100, 30)) as reader:
        await reader.press("?")
        await reader.sees("Esc closes")
        corners = {
            corner: [line.find(corner) for line in reader.text.splitlines() if corner in line]
            for corner in "┌┐└┘"
        }
        ((left,), (right,)) = corners["┌"], corners["┐"]
        assert (corners["└"], corners["┘"]) == ([left], [right])
