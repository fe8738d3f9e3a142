"""An index file → a store, or memory and the reason why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import neutralise
from tuireader.catalog.search.store import Store

if TYPE_CHECKING:
    from pathlib import Path

RULE = "search-index"


def open_store(path: Path | None) -> tuple[Store, Problem | None]:
    """Return the store in that file, which is made if need be and made anew if it is damaged.

    Where there can be none, or no path is given, the store is in memory.
    """
    import sqlite3  # noqa: PLC0415 - only a search needs it

    if path is None:
        return Store(None), None
    try:
        return _open(path), None
    except sqlite3.OperationalError as error:
        return Store(None), unusable(error)
    except sqlite3.DatabaseError:
        pass
    except OSError as error:
        return Store(None), unusable(error)
    try:
        remove(path)
        return _open(path), None
    except (sqlite3.Error, OSError) as error:
        return Store(None), unusable(error)


def _open(path: Path) -> Store:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Store(path)


def remove(path: Path) -> None:
    """Take an index file away, with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def unusable(error: Exception) -> Problem:
    """Return what is said of an index that cannot be kept in its file."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    message = (
        f"the search index cannot be kept between runs: {neutralise(reason)}; it is kept in memory instead"
    )
    return Problem(PostId(""), RULE, message, "warning")
