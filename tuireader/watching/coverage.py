"""Whether the system really watches what it was asked to: beyond its limit it says nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

DESCRIPTORS = Path("/proc/self/fdinfo")


def unwatched_folders(*roots: str) -> int:
    """Return how many folders below `roots` no inotify watch of this process can cover; 0 where unknown."""
    # Folders first: one that appears meanwhile is watched by the time the watches are counted.
    folders = {folder for root in roots for folder, _, _ in os.walk(root) if os.access(folder, os.R_OK)}
    watches = inotify_watches()
    return max(0, len(folders) - watches) if watches else 0


def inotify_watches() -> int:
    """Return how many inotify watches this process holds; 0 where the system does not tell."""
    count = 0
    with suppress(OSError):
        for descriptor in DESCRIPTORS.iterdir():
            # A descriptor of another thread may be closed by now.
            with suppress(OSError):
                lines = descriptor.read_text(encoding="ascii", errors="replace").splitlines()
                count += sum(1 for line in lines if line.startswith("inotify "))
    return count
