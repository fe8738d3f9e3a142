"""One post from standard input, as an archive of its own."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "-"
OF_A_PLACE = frozenset({"broken-link", "missing-image", "link-to-unpublished"})
"""Rules that ask what lies beside a post, which nobody knows of standard input."""


@contextmanager
def standard_input() -> Iterator[Path]:
    """Yield the path of a file that holds what standard input held; it is gone afterwards."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - seldom needed

    with TemporaryDirectory(prefix="tuireader-") as folder:
        path = Path(folder) / "standard-input.md"
        path.write_bytes(sys.stdin.buffer.read())
        yield path


@contextmanager
def file_or_input(name: str) -> Iterator[str]:
    """Yield the name itself, or for `-` that of a file that holds what standard input held."""
    if name != NAME:
        yield name
        return
    with standard_input() as path:
        yield str(path)
