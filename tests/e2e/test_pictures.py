"""Pictures in a terminal that says what it can do with them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_reader import READER, environment
from tests.pictures import picture
from tests.ui.archives import blog, text

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = b"\x1b[>q\x1b[16t\x1b[c"
SENT = re.compile(rb"\x1b_Ga=T,U=1,q=2,f=100,i=(\d+),c=20,r=8,m=0;")
PLACEHOLDER = "\U0010eeee".encode()


@pytest.mark.parametrize(
    ("answer", "more", "drawn"),
    [
        (b"\x1bP>|kitty(0.46.2)\x1b\\\x1b[6;20;10t\x1b[?62;52;c", {}, PLACEHOLDER),
        (b"\x1b[6;20;10t\x1b[?62;4;22c", {}, b'\x1bP0;1q"1;1;200;20'),
        (b"\x1b[?6c", {}, "▀".encode()),
        (b"", {"TMUX": "x"}, "▀".encode()),
    ],
)
def test_the_reader_draws_them_as_the_terminal_can(
    tmp_path: Path, answer: bytes, more: dict[str, str], drawn: bytes
) -> None:
    archive = blog(tmp_path / "blog", {"2025-01-01-post": text("The post", "![Flag](/a.png)\n\nThe end.\n")})
    (archive / "a.png").write_bytes(picture())
    given = {**environment(tmp_path), "COLORTERM": "truecolor", "EDITOR": "true", "VISUAL": "", **more}
    without = {name: value for name, value in given.items() if not name.startswith("SSH_")}
    with Terminal([*READER, str(archive)], without) as screen:
        screen.sees("The end.")
        if answer:
            screen.until(lambda written: QUESTION in written)
            os.write(screen.descriptor, answer)
        screen.until(lambda written: drawn in written)
        if drawn == PLACEHOLDER:
            # What was sent is lost while an editor has the terminal.
            screen.press("e").until(lambda written: len(SENT.findall(written)) == 2)
        screen.press("?").sees("Go to the next or previous heading").press("escape")
        screen.sees(lambda shown: "Go to the next or previous heading" not in shown).press("q")
        assert screen.ends() == 0
    assert (QUESTION in screen.written) == (not more)
    sent = SENT.findall(screen.written)
    assert len(set(sent)) == len(sent) == 2 * (drawn == PLACEHOLDER)
