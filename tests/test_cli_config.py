"""`tuireader config`: values and origins, the settings of an archive, and the file that is made and edited."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import three
from tuireader.cli import main
from tuireader.configuration import LARGEST_OF_ARCHIVE
from tuireader.settings import SETTINGS, example_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def origins(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, tuple[object, str]]:
    assert main(["config", *words, "--json"]) == 0
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return {line["setting"]: (line["value"], line["from"]) for line in lines}


def test_each_value_is_told_with_its_origin(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, archive = home / "mine.toml", three(home / "blog")
    mine.write_text('width = 72\ntheme = "paper"\npoll = 9\n[keys]\nquit = "Q"\n[check]\noff = ["date"]\n')
    own = archive / ".tuireader.toml"
    own.write_text('# ours\nwidth = 66\n[check]\noff = ["similar-tags"]\n')
    monkeypatch.setenv("TUIREADER_POLL", "3")
    told = origins(capsys, str(archive), "--config", str(mine))
    given = {
        "theme": ("paper", f"{mine}:2"),
        "width": (66, f"{own}:2"),
        "poll": (3.0, "TUIREADER_POLL"),
        "keys.quit": (["Q"], f"{mine}:5"),
        "check.off": (["date", "similar-tags"], f"{own}:4"),
    }
    assert told.keys() == {*SETTINGS, "keys.quit", "check.off"}
    assert {name: one for name, one in told.items() if one[1] != "default"} == given
    assert main(["config", str(archive), "--config", str(mine)]) == 0
    shown = capsys.readouterr().out
    assert f"{own}:2" in shown
    assert re.search(r'keys\.quit +\["Q"\]', shown)


def test_without_a_file_all_is_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert {origin for _, origin in origins(capsys).values()} == {"default"}
    assert main(["config"]) == 0
    assert "tuireader config --edit" in capsys.readouterr().out


def test_an_archive_that_is_not_there_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = str(home / "blog")
    for words in ([name], [name, "--json"], [name, "--edit"]):
        assert main(["config", *words]) == 2
        assert capsys.readouterr() == ("", f"tuireader: there is no file or folder {name}\n")


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("poll = 1\n", ":1:", "an archive cannot set poll"),
        ("\n[keys]\nquit = 'Q'\n", ":2:", "an archive cannot set keys"),
        ("wide = 1\n", ":1:", "there is no setting wide"),
        ("width = 3\n", ":1:", "width is a number of columns"),
    ],
)
def test_an_archive_sets_what_does_no_harm(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, place: str, part: str
) -> None:
    archive = three(home / "blog")
    (archive / ".tuireader.toml").write_text(text)
    for words in (["config", str(archive)], ["check", str(archive)]):
        assert main(words) == 2
        told = capsys.readouterr().err
        assert f".tuireader.toml{place}" in told
        assert part in told


def test_no_settings_file_of_an_archive_holds_anything_up(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = three(home / "blog")
    own = archive / ".tuireader.toml"
    own.write_bytes(b"#" * (LARGEST_OF_ARCHIVE + 1))
    assert main(["config", str(archive)]) == 2
    assert f"{own}: is larger than 64 KiB" in capsys.readouterr().err
    own.unlink()
    os.mkfifo(own)
    assert main(["config", str(archive)]) == 2
    own.unlink()
    own.symlink_to("/dev/zero")
    assert main(["config", str(archive)]) == 2
    assert capsys.readouterr().err.count("is not a regular file") == 2


def test_no_file_of_the_user_holds_anything_up(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, config = three(home / "blog"), home / "own.toml"
    monkeypatch.setenv("TUIREADER_CONFIG", str(config))
    os.mkfifo(config)
    assert main(["config", str(archive)]) == 2
    assert f"{config}: is not a regular file" in capsys.readouterr().err
    config.unlink()
    config.write_text('theme = "mine"\n')
    (home / "themes").mkdir()
    os.mkfifo(home / "themes" / "mine.toml")
    assert main(["config", str(archive)]) == 2
    assert f"{home / 'themes' / 'mine.toml'}: is not a regular file" in capsys.readouterr().err
    config.unlink()
    config.symlink_to("/dev/zero")
    assert main(["config", str(archive)]) == 2
    assert main(["config", str(archive), "--config", os.devnull]) == 0


def test_commands_write_dates_and_lines_as_the_archive_of_each_post_says(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = three(home / "first"), three(home / "second")
    (first / ".tuireader.toml").write_text('dates = "%d %b %Y"\nwidth = 30\n')
    monkeypatch.chdir(home)
    posts = [str(blog / "_posts" / "2024-12-21-winter.md") for blog in (first, second)]
    assert main(["show", *posts]) == 0
    shown = capsys.readouterr().out
    assert ("21 Dec 2024" in shown, "2024-12-21" in shown) == (True, True)
    assert [len(line) for line in shown.splitlines() if set(line) == {"─"}] == [30, 80]
    assert main(["export", posts[0], "--output", "-"]) == 0
    assert ">21 Dec 2024</time>" in capsys.readouterr().out
    (second / ".tuireader.toml").write_text("width = 1\n")
    assert main(["show", *posts]) == 2
    found = capsys.readouterr()
    assert "21 Dec 2024" in found.out
    assert f"{second}/.tuireader.toml:1: width is" in found.err


@pytest.mark.parametrize("command", ["list", "tags", "search", "links", "check", "export"])
def test_an_error_in_a_theme_matters_only_to_what_draws_in_it(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    archive, config = three(home / "blog"), home / "own.toml"
    monkeypatch.setenv("TUIREADER_CONFIG", str(config))
    config.write_text('theme = "mine"\n')
    (home / "themes").mkdir()
    (home / "themes" / "mine.toml").write_text('accent = "blue"\n')
    post = str(archive / "_posts" / "2024-12-21-winter.md")
    words = {"search": ["snow", str(archive)], "export": [post, "--output", "-"]}
    assert main([command, *words.get(command, [str(archive)])]) == 0
    assert "accent" not in capsys.readouterr().err
    assert main(["show", post]) == 2
    assert main(["export", post, "--theme", "mine"]) == 2
    assert capsys.readouterr().err.count("accent is a colour") == 2


def test_an_archive_switches_rules_off(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = three(home / "blog")
    post = next((archive / "_posts").iterdir())
    post.write_text(post.read_text() + "\n[gone](/nowhere/)\n")
    assert main(["check", "--fail-on", "info", str(archive)]) == 1
    assert "broken-link" in capsys.readouterr().out
    (archive / ".tuireader.toml").write_text('[check]\noff = ["broken-link"]\n')
    assert main(["check", "--fail-on", "info", str(archive)]) == 0


def test_edit_makes_the_file_and_checks_it_afterwards(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = home / "editor"
    editor.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {home}/given\n[ -z "$LINE" ] || echo "$LINE" >> "$1"\n'
    )
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    made = home / "conf" / "mine.toml"
    assert main(["config", "--edit", "--config", str(made)]) == 0
    assert made.read_text() == example_file()
    assert (home / "given").read_text() == f"{made}\n"
    assert all(f"\n{name} = " in f"\n{made.read_text()}" for name in SETTINGS)
    made.write_text("width = 70\n")
    monkeypatch.setenv("LINE", "wide = 1")
    assert main(["config", "--edit", "--config", str(made)]) == 2
    assert f"{made}:2: there is no setting wide" in capsys.readouterr().err
    assert list(made.parent.iterdir()) == [made]


def test_dates_have_the_form_of_the_settings_outside_the_reader_too(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = three(home / "blog")
    monkeypatch.setenv("TUIREADER_DATES", "%d/%m/%y")
    assert main(["list", str(archive)]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "21/12/24",
        "01/07/24",
        "20/03/23",
    ]
    post = str(archive / "_posts" / "2024-12-21-winter.md")
    assert main(["show", post]) == 0
    assert "21/12/24" in capsys.readouterr().out
    assert main(["export", post, "--output", "-"]) == 0
    assert ">21/12/24</time>" in capsys.readouterr().out
    assert main(["list", str(archive), "--json"]) == 0
    assert "2024-12-21T" in capsys.readouterr().out


def test_a_form_of_dates_that_cannot_be_used_is_refused_with_its_line(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = three(home / "blog")
    own = archive / ".tuireader.toml"
    own.write_text('width = 80\ndates = "%H o\'clock"\n')
    assert main(["list", str(archive)]) == 2
    assert f"{own}:2: dates takes" in capsys.readouterr().err
