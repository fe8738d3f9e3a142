"""The files of pictures that were fetched from the web on request."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

SCHEME: Final = "https://"
"""The beginning of an address that may be fetched."""
MOST_KEPT: Final = 200_000_000
"""Most bytes of all fetched pictures; beyond that, the oldest are removed."""


def fetched_folder() -> Path:
    """The folder of fetched pictures, in the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("tuireader") / "pictures"


def fetched_path(address: str) -> Path:
    """The file for the picture at an address."""
    name = hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
    return fetched_folder() / name


def keep_fetched(address: str, data: bytes) -> None:
    """Keep a picture; raises OSError where that is impossible."""
    path = fetched_path(address)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(os.fspath(path), data, replacing=True)
    _sweep(path)


def _sweep(newest: Path) -> None:
    """Remove the pictures that were fetched longest ago, if there are too many."""
    found = []
    for path in newest.parent.iterdir():
        with suppress(OSError):
            state = path.stat()
            found.append((path != newest, state.st_mtime, state.st_size, path))
    total = 0
    for older, _, size, path in sorted(found, key=lambda one: (one[0], -one[1])):
        total += size
        if older and total > MOST_KEPT:
            with suppress(OSError):
                path.unlink()
