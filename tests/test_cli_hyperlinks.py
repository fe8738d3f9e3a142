"""`show` on a terminal, and elsewhere: links that the terminal opens."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tuireader.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LINK = "\x1b]8;id="


def post(root: Path) -> Path:
    body = "Some [words of a link](https://example.org/a), [others](/b) and\n<a@example.org>.\n"
    write(root, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": f"---\ntitle: T\n---\n{body}"})
    return root / "_posts/2024-01-01-a.md"


def on_a_terminal(path: Path, **environment: str) -> str:
    """What `show` prints on a terminal."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "tuireader", "show", str(path), "--color", "always"]
    known = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    subprocess.run(command, stdout=theirs, env={**known, **environment}, check=True, timeout=60)
    os.close(theirs)
    printed = b""
    with suppress(OSError):
        while part := os.read(ours, 65_536):
            printed += part
    os.close(ours)
    return printed.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_a_terminal_is_told_of_external_links(tmp_path: Path) -> None:
    printed = on_a_terminal(post(tmp_path), TERM="xterm-256color")
    assert printed.count(LINK) == 2
    assert ";https://example.org/a\x1b\\" in printed
    assert ";mailto:a@example.org\x1b\\" in printed
    assert printed.count("\x1b]8;;\x1b\\") == 2
    assert LINK not in on_a_terminal(tmp_path / "_posts/2024-01-01-a.md", TERM="xterm", NO_COLOR="1")


def test_a_pipe_is_told_of_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(post(tmp_path)), "--color", "always"]) == 0
    printed = capsys.readouterr().out
    assert "words of a link" in printed
    assert "\x1b]8" not in printed
