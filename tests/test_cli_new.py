"""`tuireader new` on the command line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli_archive import write_archive
from tuireader.cli import main

if TYPE_CHECKING:
    from pathlib import Path

Output = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "blog")


def test_the_path_is_printed_and_the_post_is_there(root: Path, capsys: Output) -> None:
    assert main(["new", "[New] words: here", str(root), "--tag", "unicode", "--tag", "b c"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    path = root / out.rstrip("\n")
    assert path.is_file()
    assert path.parent == root / "_posts"
    assert path.name.endswith("-new-words-here.md")
    assert main(["list", str(root), "--json"]) == 0
    newest = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (newest["title"], newest["tags"], newest["problems"]) == (
        "[New] words: here",
        ["unicode", "b c"],
        [],
    )


def test_the_current_folder_if_nothing_is_named(
    root: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert main(["new", "--draft", "Words"]) == 0
    assert capsys.readouterr().out == "_drafts/words.md\n"
    assert (root / "_drafts" / "words.md").is_file()


def test_an_empty_folder_will_do(tmp_path: Path, capsys: Output) -> None:
    assert main(["new", "Words", str(tmp_path)]) == 0
    (made,) = tmp_path.iterdir()
    assert capsys.readouterr().out == f"{made}\n"
    assert made.read_text().startswith("---\ntitle: Words\ndate: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Two\nlines"], "one line"),
        ([" "], "empty"),
        (["Fine", "--tag", ""], "empty"),
        (["Fine", "/no/such/folder"], "there is no folder"),
        ([], "TITLE"),
    ],
)
def test_wrong_usage_writes_nothing(
    root: Path, arguments: list[str], said: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    before = sorted(root.rglob("*"))
    assert main(["new", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tuireader: ")
    assert said in err
    assert err.count("\n") == 1
    assert sorted(root.rglob("*")) == before


def test_the_same_title_twice_is_refused(root: Path, capsys: Output) -> None:
    assert main(["new", "Words", str(root)]) == 0
    capsys.readouterr()
    assert main(["new", "Words", str(root)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "already" in err


def test_edit_opens_it_on_its_last_line(
    root: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "vim"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/argv"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert main(["new", "Words", str(root), "--edit"]) == 0
    line, path = (tmp_path / "argv").read_text().splitlines()
    assert path == capsys.readouterr().out.rstrip("\n")
    text = (root / path).read_text()
    assert line == f"+{text.count(chr(10)) + 1}"
    assert text.endswith("---\n\n")


def test_an_editor_that_fails_is_told_and_the_post_stays(
    root: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", f"{sys.executable} -c 'raise SystemExit(3)'")
    assert main(["new", "Words", str(root), "--edit"]) == 2
    out, err = capsys.readouterr()
    assert (root / out.rstrip("\n")).is_file()
    assert "ended with status 3" in err
