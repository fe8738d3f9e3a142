"""What a terminal answers when it is asked for pictures; no key is lost among its answers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.session.pictures.terminals import CELL, known_protocol
from tuireader.ui.terminal.graphics import GraphicsAnswers, PictureTerminal, TerminalGraphics

if TYPE_CHECKING:
    from collections.abc import Callable

KITTY, SIXEL = "\x1bP>|kitty(0.32.2)\x1b\\\x1b[6;18;9t\x1b[?62;52c", "\x1b[6;17;8t\x1b[?63;1;2;4;9c"


@pytest.mark.parametrize(
    ("answers", "cell", "found"),
    [
        (KITTY, None, TerminalGraphics("kitty", (9, 18))),
        (KITTY.replace("0.32.2", "0.28"), None, TerminalGraphics("kitty", (9, 18))),
        (KITTY.replace("0.32.2", "0.27.9"), None, TerminalGraphics("blocks", (9, 18))),
        ("\x1bP>|ghostty 1.3.1\x1b\\\x1b[?62;22;52c", (8, 16), TerminalGraphics("kitty", (8, 16))),
        ("\x1bP>|WezTerm 20240203-110809\x1b\\\x1b[6;20;10t\x1b[?65;4;6c", None, TerminalGraphics("sixel")),
        ("\x1bP>|Konsole 26.04\x1b\\\x1b[?62;1;4c", (7, 15), TerminalGraphics("sixel", (7, 15))),
        (SIXEL, (1, 1), TerminalGraphics("sixel", (8, 17))),
        ("\x1b[?62;4;22c", None, TerminalGraphics("blocks", CELL)),
        ("\x1b[6;0;9999t\x1b[?62;4c", None, TerminalGraphics("blocks", CELL)),
        ("\x1b[?4;1c", (8, 16), TerminalGraphics("blocks", (8, 16))),
        ("\x1b[?6c", (8, 16), TerminalGraphics("blocks", (8, 16))),
    ],
)
def test_answers(answers: str, cell: tuple[int, int] | None, found: TerminalGraphics) -> None:
    taken = GraphicsAnswers(cell)
    assert taken.keys(f"a{answers}b") == "ab"
    assert taken.found == found


@given(st.lists(st.integers(0, 60), max_size=8), st.sampled_from([KITTY, SIXEL]))
def test_keys_among_answers_come_through_in_their_order(cuts: list[int], answers: str) -> None:
    typed = f"j\x1b[B{answers}k\x1b[6~\x1b"
    taken = GraphicsAnswers()
    edges = [0, *sorted(cuts), len(typed)]
    keys = "".join(taken.keys(typed[start:end]) for start, end in itertools.pairwise(edges))
    assert keys + taken.rest() == "j\x1b[Bk\x1b[6~\x1b"
    assert taken.found


def test_a_lone_escape_waits_for_what_may_follow_and_no_longer() -> None:
    taken = GraphicsAnswers()
    assert taken.keys("\x1b") == ""
    assert taken.rest() == "\x1b"
    assert taken.keys("x\x1b[6") == "x"
    assert taken.keys("~") == "\x1b[6~"


@pytest.mark.parametrize(
    ("images", "environment", "asked", "protocol"),
    [
        ("auto", {}, True, "sixel"),
        ("auto", {"TMUX": "x"}, False, "blocks"),
        ("auto", {"SSH_TTY": "x"}, False, "blocks"),
        ("kitty", {"TMUX": "x"}, True, "kitty"),
        ("sixel", {}, True, "sixel"),
        ("blocks", {}, False, "blocks"),
    ],
)
def test_the_setting_and_what_lies_between(
    images: str, environment: dict[str, str], asked: bool, protocol: str
) -> None:
    told: list[str] = []

    def ask(answered: Callable[[TerminalGraphics], object], _: Callable[[], object]) -> None:
        told.append("asked")
        answered(TerminalGraphics("sixel", (8, 17)))

    terminal = PictureTerminal(images, environment, ask, told.append)
    terminal.begin(lambda: told.append("answered"))
    assert told == ["asked", "answered"] * asked
    assert terminal.graphics.protocol == protocol
    assert terminal.graphics.cell == ((8, 17) if asked else CELL)


@pytest.mark.parametrize(
    ("environment", "cell", "protocol"),
    [
        ({"TERM": "xterm-kitty"}, None, "kitty"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, (8, 16), "kitty"),
        ({"TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/1"}, (8, 16), "blocks"),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux", "KITTY_WINDOW_ID": "1"}, None, "blocks"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, None, "blocks"),
        ({"TERM": "foot"}, (8, 16), "sixel"),
        ({"TERM": "foot"}, None, "blocks"),
        ({}, (8, 16), "blocks"),
    ],
)
def test_what_is_known_of_a_terminal_by_its_name(
    environment: dict[str, str], cell: tuple[int, int] | None, protocol: str
) -> None:
    assert known_protocol(environment, cell) == protocol
