"""`tuireader list --query`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.catalog.posts import post
from tests.cli_archive import write_archive
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.locate import locate
from tuireader.archive.post import PostId
from tuireader.cli import main
from tuireader.commands.list import body_of
from tuireader.library.changes import Read, Starred
from tuireader.library.store import LibraryStore

Output = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "blog")


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["cell", "hostile", "broken"]),
        ("tag:unicode", ["cell", "hostile"]),
        ("tag:unicode after:2023", ["cell"]),
        ('"some words here"', ["cell"]),
        ("evil OR still", ["hostile", "broken"]),
        ("-is:broken", ["cell"]),  # a control character in YAML breaks it
        ("-tag:unicode", ["broken"]),
        ("--flag OR still", ["broken"]),
        ("rui", []),  # the author is no part of the text
        ("author:rui", ["cell"]),
    ],
)
def test_only_the_posts_that_match_are_listed(
    root: Path, capsys: Output, query: str, slugs: list[str]
) -> None:
    status = main(["list", "--query", query, str(root), "--json"])
    assert [json.loads(line)["slug"] for line in capsys.readouterr().out.splitlines()] == slugs
    assert status == (0 if slugs else 1)


def test_what_matches_is_sorted_too(root: Path, capsys: Output) -> None:
    assert main(["list", str(root), "--query=tag:unicode", "--reverse"]) == 0
    assert [line[:4] for line in capsys.readouterr().out.splitlines()] == ["2023", "2024"]


def test_nothing_found_is_status_1_and_says_nothing(root: Path, capsys: Output) -> None:
    assert main(["list", str(root), "--query", "nowhere"]) == 1
    assert capsys.readouterr() == ("", "")


def test_a_query_that_cannot_be_read_is_one_line_with_the_column(root: Path, capsys: Output) -> None:
    assert main(["list", str(root), "--query", "cells (tag:a"]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", "tuireader: query, column 7: this bracket is not closed\n")


@pytest.mark.parametrize("query", ["is:starred", "is:\x1b]0;x\x07", 'a\n"b', "x\x9b:y"])
def test_a_query_cannot_command_the_terminal(root: Path, capsys: Output, query: str) -> None:
    main(["list", str(root), "--query", query])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") <= 1
    assert "\x1b" not in err
    assert "\x9b" not in err


def test_a_query_must_be_given(root: Path, capsys: Output) -> None:
    assert main(["list", str(root), "--query"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_gone_has_no_body(root: Path) -> None:
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    assert body_of(post("_posts/2022-01-02-broken.md"), archive) == "Still here.\n"
    assert body_of(post("_posts/2020-01-01-gone.md"), archive) == ""


def test_help_tells_the_language(capsys: Output) -> None:
    assert main(["list", "--help"]) == 0
    text = capsys.readouterr().out
    for field in (
        "tag",
        "category",
        "author",
        "series",
        "title",
        "in",
        "lang",
        "before",
        "after",
        "on",
        "is",
    ):
        assert f"{field}:" in text


@pytest.mark.parametrize("command", ["list", "search"])
def test_what_the_reader_remembers_can_be_asked_for(
    root: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library = tmp_path / "library.db"
    monkeypatch.setenv("TUIREADER_LIBRARY", str(library))
    monkeypatch.chdir(root)

    def asked(query: str) -> list[str]:
        main(["list", "--query", query, "--json"] if command == "list" else ["search", query, "--json"])
        return sorted(json.loads(line)["id"] for line in capsys.readouterr().out.splitlines())

    assert asked("is:starred") == []
    assert not library.exists()
    everything = asked("is:unread")
    assert everything == asked("")
    read, starred = PostId(everything[0]), PostId(everything[1])
    store = LibraryStore(library, locate(Path())[0])
    store.load()
    store.write([Read(read, True, ""), Starred(starred, True, "")])
    store.close()
    assert asked("is:starred") == [starred]
    assert asked("is:unread") == everything[1:]
    assert asked("-is:unread OR is:starred") == [read, starred]


@pytest.mark.parametrize("command", [["search"], ["list", "--query"]])
def test_a_store_that_cannot_be_read_is_said_and_the_rest_is_answered(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, command: list[str]
) -> None:
    library = tmp_path / "library.sqlite"
    monkeypatch.setenv("TUIREADER_LIBRARY", str(library))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    damaged = b"This is no store. " * 500
    later = sqlite3.connect(tmp_path / "later.sqlite")
    later.execute("pragma user_version = 99")
    later.execute("create table posts(x)")
    later.close()
    for kept in (damaged, (tmp_path / "later.sqlite").read_bytes(), None):
        library.unlink(missing_ok=True)
        library.write_bytes(kept) if kept else library.mkdir()
        for query, status in (("is:unread", 0), ("is:starred", 1)):
            assert main([*command, query, str(root), "--json"]) == status
            out, err = capsys.readouterr()
            assert len(out.splitlines()) == (3 if status == 0 else 0)
            assert err.startswith(f"tuireader: {library} cannot be read")
            assert err.count("\n") == 1
        assert main([*command, "tag:unicode", str(root), "--json"]) == 0
        assert capsys.readouterr().err == ""
        assert kept is None or library.read_bytes() == kept
