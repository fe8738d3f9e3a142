"""Themes of the user: some colours in a file, the rest from a base; errors with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.configuration import load_settings
from tuireader.settings import Settings, SettingsProblem
from tuireader.themes.own import PaletteProblem, Themes
from tuireader.themes.palette import COLOURS, OURS, SHAPE, TEXT, Palette, contrast

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "themes"
    folder.mkdir()
    return folder


def test_colours_of_the_file_stand_and_the_rest_can_be_read_on_them(folder: Path) -> None:
    (folder / "mine.toml").write_text('base = "nord"\nbackground = "#fff"\nmuted = "#CCCCCC"\n')
    mine = Themes(folder).palette("mine")
    assert isinstance(mine, Palette)
    assert (mine.name, mine.dark, mine.background, mine.muted) == ("mine", False, "#ffffff", "#cccccc")
    for name in set(COLOURS) - {"background", "surface", "marked", "muted"}:
        least = SHAPE if name == "faint" else TEXT
        assert contrast(getattr(mine, name), mine.background) >= least, name
        assert contrast(getattr(mine, name), mine.surface) >= least, name


def test_a_byte_order_mark_is_no_part_of_a_theme(folder: Path) -> None:
    (folder / "mine.toml").write_text('accent = "#ff8800"\n', encoding="utf-8-sig")
    mine = Themes(folder).palette("mine")
    assert isinstance(mine, Palette)
    assert mine.accent == "#ff8800"


def test_a_file_takes_the_place_of_a_theme_of_its_name(folder: Path) -> None:
    (folder / "night.toml").write_text('accent = "#ff8800"\n')
    (folder / ".hidden.toml").write_text("")
    themes = Themes(folder)
    night = themes.palette("night")
    assert isinstance(night, Palette)
    assert night == OURS["night"]().coloured({"accent": "#ff8800"})
    assert themes.names() == Themes().names()
    assert isinstance(themes.palette("../night"), PaletteProblem)


@pytest.mark.parametrize("name", ["auto", "a\x1b[31mb", "two\nlines", "a\u202eb", ".hidden"])
def test_a_name_that_cannot_be_shown_or_means_something_else_is_none(folder: Path, name: str) -> None:
    (folder / f"{name}.toml").write_text("")
    (folder / "日本 mine.toml").write_text("")
    themes = Themes(folder)
    assert themes.names() == (*Themes().names(), "日本 mine")
    assert isinstance(themes.palette(name), PaletteProblem)
    assert isinstance(themes.palette("日本 mine"), Palette)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ('\naccent = "blue"\n', ":2", "accent is a colour such as"),
        ('base = "nord"\nacent = "#123456"\n', ":2", "there is no colour acent; the colours are background"),
        ('base = "mine"\n', ":1", "base is one of night, paper"),
        ("dark = 1\n", ":1", "dark is true or false"),
        ("[accent]\nred = 1\n", ":1", "accent is a colour"),
        ("accent = \n", ":1:10", ""),
    ],
)
def test_an_error_in_a_theme_is_one_of_the_settings(folder: Path, text: str, place: str, told: str) -> None:
    (folder / "mine.toml").write_text(text)
    config = folder.parent / "config.toml"
    config.write_text('width = 70\ntheme = "mine"\n')
    found = load_settings({}, {}, str(config))
    assert isinstance(found, SettingsProblem)
    assert str(found).startswith(f"{folder / 'mine.toml'}{place}: {told}")
    (folder / "mine.toml").unlink()
    assert str(load_settings({}, {}, str(config))).startswith(
        f"{config}:2: there is no theme mine; the themes are auto,"
    )
    assert isinstance(load_settings({}, {"theme": "nord"}, str(config)), Settings)


@given(data=st.binary(max_size=60) | st.text("[]='\"accentdarkbase#f0\n.1", max_size=60).map(str.encode))
@settings(max_examples=100)
def test_any_bytes_are_a_theme_or_a_problem(folder: Path, data: bytes) -> None:
    (folder / "mine.toml").write_bytes(data)
    assert isinstance(Themes(folder).palette("mine"), Palette | PaletteProblem)
