"""Whether processes are gone, and which there are."""

from __future__ import annotations

import os
import subprocess
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 20.0
"""Seconds to wait for what is expected; only a failing test waits that long."""


def gone(process: int) -> bool:
    """Whether a process comes to its end."""
    return eventually(lambda: not _runs(process))


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold."""
    end = monotonic() + PATIENCE
    while not holds():
        if monotonic() > end:
            return False
        sleep(0.01)
    return True


def children(process: int) -> list[int]:
    """The children of a process."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = (line.split() for line in listed.splitlines())
    return [int(child) for child, parent in pairs if int(parent) == process]


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    done = subprocess.run(
        ["ps", "-o", "state=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    # One that has ended and that nobody asks for stays as a zombie.
    return done.stdout.strip() not in {"", "Z"}
