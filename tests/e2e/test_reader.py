"""The reader as it is started: a process in a pseudo-terminal."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.terminal import Terminal
from tests.ui.archives import blog, sections, text, three

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

READER = (sys.executable, "-m", "tuireader")
SHELL = ("sh", "-c", 'stty -g; "$@"; echo "status $?"; stty -g', "sh")
OWN = re.compile(
    rb"\x1b\[[0-9;:]*m|\x1b\[[0-9;?<>=$ ]*[A-Za-z~]|\x1b[()][A-Z0-9]|\x1b[=>78cM]"
    rb"|\x1bP[^\x1b]*\x1b\\|\x1b\]22;[a-z-]*\x07|\x1b\]11;\?\x1b\\|\x1b\]8;(?:id=[0-9a-f]+;https://[!-~]+|;)\x1b\\"
)


def environment(home: Path) -> dict[str, str]:
    """A terminal in which everything is possible, and nothing is set."""
    foreign = ("XDG_", "TUIREADER_", "COLUMNS", "LINES")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return env | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "HOME": str(home)}


def terminal(home: Path, *arguments: object, columns: int = 120, starter: Sequence[str] = ()) -> Terminal:
    """The reader in a terminal; `starter` is what runs it."""
    return Terminal([*starter, *READER, *map(str, arguments)], environment(home), columns)


def test_start_read_and_quit(tmp_path: Path) -> None:
    archive = blog(three(tmp_path), {"2025-01-01-long": text("Long", sections(5))})
    with terminal(tmp_path, archive) as screen:
        screen.sees("Section 1").sees("4 posts").sees("· 0%")
        screen.press("enter", "pagedown", "}").sees("Section 2")
        screen.press("J").sees("Snow fell.")
        screen.press("?").sees("Go to the next or previous heading").press("escape")
        # Of a frame that is being painted, single lines may be missing.
        screen.sees(lambda shown: "Go to the" not in shown and "Move down" not in shown)
        screen.press("/").sees("find in this post").press(*"snow").sees("1 of 1").press("enter")
        screen.sees(lambda shown: "snow" not in shown).press("q")
        assert screen.ends() == 0


def test_a_post_named_on_the_command_line_is_opened_and_the_terminal_left_as_it_was(tmp_path: Path) -> None:
    named = three(tmp_path) / "_posts" / "2023-03-20-spring.md"
    with terminal(tmp_path, named, starter=SHELL) as screen:
        screen.sees("Rain on leaves.").sees("3 posts").press("q")
        assert screen.ends() == 0
    assert b"status 0" in screen.written
    modes = re.findall(rb"[0-9a-f]+(?::[0-9a-f]+){10,}", screen.written)
    assert len(modes) == 2
    assert modes[0] == modes[1]
    for mode in (1000, 1003, 1006, 1049, 2004, 1004):
        on, off = screen.written.rfind(b"\x1b[?%dh" % mode), screen.written.rfind(b"\x1b[?%dl" % mode)
        assert off > on or on < 0, f"mode {mode} was left on"
    assert screen.written.rfind(b"\x1b[?25h") > screen.written.rfind(b"\x1b[?25l")


def test_no_sequence_of_a_file_reaches_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b[35;7mPWN\x1b]0;OWNED\x07\x1bP+q544e\x1b\\\x1b[6n\x9b31m\u202eBIDI\u2066"
    front = (
        'title: "Title \\e]0;OWNED\\a \\e[35;7mPWN \\u202e \\x9b"\ntags: ["\\e[6ntag"]\ndate: 2024-05-05\n'
    )
    body = f"## {hostile}\n\nText {hostile} `{hostile}` [link](https://example.org/{hostile})\n\n```\n{hostile}\n```\n"
    archive = blog(tmp_path, {"2024-05-05-hostile": f"---\n{front}---\n{body}"})
    with terminal(tmp_path, archive) as screen:
        screen.sees("BIDI").sees("1 post").press("v").sees("date: 2024").press("v", "i").sees("date: 2024")
        screen.press("f").sees("type a label").press("escape")
        screen.sees(lambda shown: "type a label" not in shown).press("q")
        assert screen.ends() == 0
    written = screen.written
    for sequence in (
        b"\x1b]0;",
        b"\x1b[35;7m",
        b"\x1b[6n",
        b"\x1bP+q",
        b"\xc2\x9b",
        "\u202e".encode(),
        "\u2066".encode(),
    ):
        assert sequence not in written, sequence
    leftover = OWN.sub(b"", written)
    assert set(leftover) & set(range(0x20)) <= set(b"\r\n")


@pytest.mark.parametrize("columns", [70, 30])
def test_a_narrow_terminal(tmp_path: Path, columns: int) -> None:
    with terminal(tmp_path, three(tmp_path), columns=columns) as screen:
        screen.sees("Snow fell.").press("\\").sees("3 posts").press("down", "enter").sees("Long light.")
        screen.press("q")
        assert screen.ends() == 0


def test_a_missing_archive_is_one_line_and_no_reader(tmp_path: Path) -> None:
    with terminal(tmp_path, tmp_path / "nowhere") as screen:
        assert screen.ends() == 2
    assert b"nowhere" in screen.written
    assert b"Traceback" not in screen.written
    assert b"\x1b[?1049h" not in screen.written


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with terminal(tmp_path, tmp_path / "empty") as screen:
        screen.sees("nothing to read here").press("q")
        assert screen.ends() == 0
