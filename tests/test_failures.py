"""What a command does when the program itself is at fault."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import three

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = """
import sys
from tuireader import cli
def fail(*_):
    secret = "kept in the log"
    raise RuntimeError("\\x1b[31mone\\ntwo")
cli.with_query = fail
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ["list", "tags", "links", "check", "show", "search"])
def test_a_fault_of_the_program_is_one_line_and_the_path_of_the_log(command: str, tmp_path: Path) -> None:
    root = three(tmp_path / "archive")
    words = {"show": [str(next((root / "_posts").iterdir()))], "search": ["word", str(root)]}.get(
        command, [str(root)]
    )
    done = subprocess.run(
        [sys.executable, "-c", FAULTY, command, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    log = tmp_path / "state" / "tuireader" / "log" / "errors.log"
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
    assert f"{command} failed; see {log} (RuntimeError: " in done.stderr
    assert "secret = 'kept in the log'" in log.read_text(encoding="utf-8")
