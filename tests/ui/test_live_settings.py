"""Settings that are saved while the reader runs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tests.ui.archives import three
from tests.ui.driver import UNWATCHED, USUAL, Reader, reading
from tuireader.configuration import load_settings
from tuireader.settings import KeyTable, Settings, SettingsSource
from tuireader.ui.commands import COMMANDS
from tuireader.ui.keys import key_named

if TYPE_CHECKING:
    from pathlib import Path

QUICK = replace(USUAL, settings=0.02)


def settings_in(config: Path) -> Settings:
    """The settings of a file, which is read again when it is saved."""
    table = KeyTable({command.name for command in COMMANDS}, key_named)
    load = partial(load_settings, {}, {"watch": False}, str(config), table)
    found = load()
    assert isinstance(found, Settings)
    return replace(found, source=SettingsSource(lambda: [config, *found.themes.files()], load))


def background(reader: Reader) -> str:
    return reader.style_at("Winter", "article").split(" on ")[-1]


async def test_what_is_saved_takes_effect_at_once(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "night"\n')
    blog, settings = three(tmp_path / "blog"), settings_in(config)
    async with reading(blog, settings=settings, timings=QUICK, size=(120, 130)) as reader:
        dark = background(reader)
        await reader.sees("2024-12-21", pane="article")
        config.write_text('theme = "paper"\nwidth = 44\ndates = "%d %b %Y"\n[keys]\nhelp = "D"\n')
        await reader.until(lambda: "read again" in reader.notice)
        await reader.sees("21 Dec 2024", pane="article")
        await reader.sees("21 Dec", pane="posts")
        assert background(reader) != dark
        assert reader.context.article.measure == 44
        await reader.sees("D help", pane="status")
        await reader.press("D")
        await reader.sees("D                  Show the help")
        await reader.press("escape", "question_mark")
        await reader.misses("Show the help")
        config.write_text('theme = "night"\npoll = 3\n')
        await reader.until(lambda: "at the next start: poll" in reader.notice)
        await reader.press("question_mark")
        await reader.sees("Show the help")


async def test_a_theme_is_drawn_anew_when_its_file_is_saved(tmp_path: Path) -> None:
    config, mine = tmp_path / "config.toml", tmp_path / "themes" / "mine.toml"
    mine.parent.mkdir()
    mine.write_text('background = "#102030"\n')
    config.write_text('theme = "mine"\n')
    async with reading(three(tmp_path / "blog"), settings=settings_in(config), timings=QUICK) as reader:
        assert background(reader) == "#102030"
        in_list = reader.style_at("Spring", "posts")
        mine.write_text('background = "#fff"\nstate = "nothing"\n')
        await reader.until(lambda: f"{mine}:2: state is a colour" in reader.notice)
        assert background(reader) == "#102030"
        mine.write_text('background = "#ffffff"\n')
        await reader.until(lambda: background(reader) == "#ffffff")
        await reader.until(lambda: reader.style_at("Spring", "posts") != in_list)
        assert "state" not in reader.notice


async def test_a_theme_whose_file_comes_later_is_noticed(tmp_path: Path) -> None:
    config, mine = tmp_path / "config.toml", tmp_path / "themes" / "mine.toml"
    config.write_text('theme = "night"\n')
    async with reading(three(tmp_path / "blog"), settings=settings_in(config), timings=QUICK) as reader:
        config.write_text('theme = "mine"\n')
        await reader.until(lambda: "there is no theme mine" in reader.notice)
        mine.parent.mkdir()
        mine.write_text('background = "#102030"\n')
        await reader.until(lambda: background(reader) == "#102030")
        assert "no theme" not in reader.notice


async def test_an_error_is_told_until_it_is_mended(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("width = 70\n")
    async with reading(three(tmp_path / "blog"), settings=settings_in(config), timings=QUICK) as reader:
        config.write_text("width = 70\nwide = 1\n")
        await reader.until(lambda: f"{config}:2: there is no setting wide" in reader.notice)
        await reader.press("j")
        await reader.until(lambda: "there is no setting wide" in reader.notice)
        assert reader.context.article.measure == 70
        config.write_text("width = 60\n")
        await reader.until(lambda: "there is no setting" not in reader.notice)
        assert reader.context.article.measure == 60


async def test_settings_without_a_file_are_not_looked_for(tmp_path: Path) -> None:
    async with reading(three(tmp_path), settings=UNWATCHED, timings=QUICK) as reader:
        assert not [worker for worker in reader.app.workers if worker.description == "watching the settings"]
