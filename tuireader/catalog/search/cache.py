"""Where an archive's index is kept between runs: in the user's cache folder."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tuireader.catalog.search.store import VERSION

if TYPE_CHECKING:
    from pathlib import Path


def cache_path(root: Path) -> Path:
    """Return the file of the index of the archive in that folder, whether it exists or not."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only a search needs it

    name = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return user_cache_path("tuireader") / "search" / f"{name}.{VERSION}.sqlite"
