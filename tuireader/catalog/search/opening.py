"""An index file → a store, or memory and the reason why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.kept_files import NO_FILE, hindrance, remove, trouble_of
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
    if reason := _cleared(path):
        return Store(None), unusable(reason)
    try:
        return _open(path), None
    except (sqlite3.Error, OSError) as error:
        if trouble_of(error) != "damaged":
            return Store(None), unusable(error)
    return open_anew(path)


def open_anew(path: Path) -> tuple[Store, Problem | None]:
    """Return an empty store in the place of a damaged one, or in memory where that cannot be."""
    import sqlite3  # noqa: PLC0415 - only a search needs it

    try:
        remove(path)
        return _open(path), None
    except (sqlite3.Error, OSError) as error:
        return Store(None), unusable(error)


def _cleared(path: Path) -> str:
    """Take away what is no file, for nothing but the index has that name; why there can be none, or nothing."""
    reason = hindrance(path)
    if reason in NO_FILE:
        try:
            remove(path)
        except OSError:
            return reason
        return hindrance(path)
    return reason


def _open(path: Path) -> Store:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Store(path)


def unusable(error: Exception | str) -> Problem:
    """Return what is said of an index that cannot be kept in its file."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    message = (
        f"the search index cannot be kept between runs: {neutralise(reason)}; it is kept in memory instead"
    )
    return Problem(PostId(""), RULE, message, "warning")
