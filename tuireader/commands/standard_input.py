"""One post from standard input, as an archive of its own."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "-"


@contextmanager
def standard_input() -> Iterator[Path]:
    """Yield the path of a file that holds what standard input held; it is gone afterwards."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - seldom needed

    with TemporaryDirectory(prefix="tuireader-") as folder:
        path = Path(folder) / "standard-input.md"
        path.write_bytes(sys.stdin.buffer.read())
        yield path
