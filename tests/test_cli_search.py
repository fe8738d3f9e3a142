"""`tuireader search`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli_archive import write_archive
from tests.test_cli_process import COMMAND, environment, on_a_terminal, run
from tuireader.cli import main

if TYPE_CHECKING:
    from pathlib import Path

Output = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_archive(tmp_path / "blog")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "tag:unicode",
        '"some words here"',
        "evil OR still",
        "-is:broken",
        "-tag:unicode",
        "-words",
        "here -still",
    ],
)
def test_the_posts_are_those_that_the_list_gives(root: Path, capsys: Output, query: str) -> None:
    assert main(["list", "--query", query, str(root), "--json"]) == 0
    listed = {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()}
    assert main(["search", query, str(root), "--json"]) == 0
    assert {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()} == listed


def test_options_may_stand_anywhere(root: Path, capsys: Output) -> None:
    printed = set()
    for words in (
        ("--json", "emoji", str(root)),
        ("emoji", "--json", str(root)),
        ("emoji", str(root), "--json"),
    ):
        assert main(["search", *words]) == 0
        printed.add(capsys.readouterr().out)
    assert len(printed) == 1


def test_a_match_tells_where_the_best_hit_is(root: Path, capsys: Output) -> None:
    assert main(["search", "--json", "emoji", str(root)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    fields = json.loads(line)
    assert list(fields) == ["id", "title", "line", "snippet", "score"]
    assert fields["id"] == "_posts/2024-12-27-cell.md"
    assert fields["title"] == "[Terminals] What a cell is"
    path = root / fields["id"]
    assert path.read_text().splitlines()[fields["line"] - 1] == "### Emoji"
    assert fields["snippet"] == "Some words here. Ambiguous · Emoji · Text."
    assert fields["score"] > 0


def test_people_get_title_place_and_snippet(root: Path, capsys: Output) -> None:
    assert main(["search", "emoji", str(root)]) == 0
    assert capsys.readouterr().out == (
        "[Terminals] What a cell is  _posts/2024-12-27-cell.md:13\n    Some words here. Ambiguous · Emoji · Text.\n"
    )


def test_hits_are_marked_on_a_terminal_only(root: Path) -> None:
    cache = {"XDG_CACHE_HOME": str(root.parent / "cache")}
    drawn = on_a_terminal("search", "cell", str(root), **cache)
    assert "What a \x1b[1mcell\x1b[0m is" in drawn
    assert "\x1b[1m" not in on_a_terminal("search", "cell", str(root), NO_COLOR="1", **cache)
    assert b"\x1b" not in run("search", "cell", str(root), **cache).stdout


@pytest.mark.parametrize("query", ["-words", "--flag", "-"])
def test_a_query_may_begin_with_a_minus(root: Path, capsys: Output, query: str) -> None:
    (root / "_posts/2020-01-01-flag.md").write_text("Pass --flag - or not.\n")
    status = main(["search", "--limit", "9", query, str(root), "--json"])
    found = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    if query == "-":
        assert status == 2
    else:
        assert "_posts/2020-01-01-flag.md" in found
        assert "_posts/2024-12-27-cell.md" not in found


def test_no_more_than_the_limit_are_printed(root: Path, capsys: Output) -> None:
    assert main(["search", "", str(root), "--json", "--limit=2"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    "words",
    [["--json", "--", "-words", "{root}"], ["-words", "--json", "--", "{root}"]],
)
def test_two_minus_signs_end_the_options(root: Path, capsys: Output, words: list[str]) -> None:
    assert main(["search", "--json", "-words", str(root)]) == 0
    as_before = capsys.readouterr().out
    assert main(["search", *(word.format(root=root) for word in words)]) == 0
    assert capsys.readouterr().out == as_before != ""


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5", ""])
def test_a_limit_is_a_number_from_one_on(root: Path, capsys: Output, limit: str) -> None:
    assert main(["search", "cell", str(root), f"--limit={limit}"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_found_is_status_1_and_says_nothing(root: Path, capsys: Output) -> None:
    assert main(["search", "nowhere", str(root)]) == 1
    assert capsys.readouterr() == ("", "")


def test_a_query_that_cannot_be_read_is_one_line_with_the_column(root: Path, capsys: Output) -> None:
    assert main(["search", "cells (tag:a", str(root)]) == 2
    assert capsys.readouterr() == ("", "tuireader: query, column 7: this bracket is not closed\n")
    assert main(["search", "-is:nothing", str(root)]) == 2
    assert "column 5" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv", [["search"], ["search", "cell", "/nowhere/at/all"], ["search", "a", "b", "c"]]
)
def test_wrong_usage_is_one_line(root: Path, capsys: Output, argv: list[str]) -> None:
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_what_files_hold_cannot_command_the_terminal(root: Path, capsys: Output) -> None:
    for options in ([], ["--json"]):
        assert main(["search", "evil OR body", str(root), *options]) == 0
        out = capsys.readouterr().out
        assert "title" in out
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)


def test_where_the_cache_cannot_be_written_a_search_goes_on(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert main(["search", "emoji", str(root)]) == 0
    out, err = capsys.readouterr()
    assert "Emoji" in out
    assert err.startswith("tuireader: the search index cannot be kept between runs")
    assert err.count("\n") == 1


def test_a_closed_pipe_ends_it_quietly(root: Path) -> None:
    import subprocess

    for number in range(300):
        (root / f"_posts/2020-01-01-{number}.md").write_text(f"---\ntitle: {'long ' * 60}\n---\nlong\n")
    with subprocess.Popen(
        [*COMMAND, "search", "long", str(root), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(XDG_CACHE_HOME=str(root.parent / "cache")),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_help_tells_the_language(capsys: Output) -> None:
    assert main(["search", "--help"]) == 0
    assert "tag:a,b" in capsys.readouterr().out
