"""The cache folder of indexes: opening it, and removing what belongs to deleted archives."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from tuireader.archive.disk.databases import NO_FILE, own, remove, trouble_of, why_unusable
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import neutralise
from tuireader.catalog.search.store import TIMEOUT, IndexStore
from tuireader.late import expression

KEPT_SECONDS: Final = 30 * 24 * 3600
"""Seconds to keep the cache of a missing archive, since its disk may come back."""
NAME: Final = expression(r"([0-9a-f]{24})\.[0-9]+\.sqlite")


def note_use(path: Path) -> None:
    """Note that an index is in use, then clean up its cache folder."""
    with suppress(OSError):
        path.touch(exist_ok=True)
    sweep(path.parent.parent)


def sweep(folder: Path) -> None:
    """Remove what a cache folder has of missing archives, and was not used for 30 days. In doubt, files stay."""
    end = time.time() - KEPT_SECONDS
    for path, name in (*_files(folder / "search"), *_files(folder / "posts")):
        with suppress(OSError):
            if _last_used(path) < end and _is_gone(_root(path)):
                # All are named after the archive's folder, but the links do not contain its path.
                for one in [one for one, other in _files(folder / "links") if other == name]:
                    if _last_used(one) < end:
                        remove(one)
                remove(path)


def _files(folder: Path) -> list[tuple[Path, str]]:
    try:
        return [(path, found[1]) for path in folder.iterdir() if (found := NAME.fullmatch(path.name))]
    except OSError:
        return []


def _last_used(path: Path) -> float:
    log = path.with_name(f"{path.name}-wal")
    return max(one.stat().st_mtime for one in (path, log) if one is path or one.exists())


def _root(path: Path) -> str:
    """The folder of an index's archive; empty if unknown."""
    import sqlite3

    with (
        suppress(sqlite3.Error, UnicodeError),
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection,
    ):
        found = connection.execute("select value from about where name = 'origin'").fetchone()
        return own(found[0]).partition("\n")[0] if found else ""
    return ""


def _is_gone(root: str) -> bool:
    """Whether a folder surely does not exist; an inaccessible one may."""
    if not Path(root).is_absolute():
        return False
    try:
        Path(root).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


RULE = "search-index"


def open_store(path: Path | None, timeout: float = TIMEOUT) -> tuple[IndexStore, Problem | None]:
    """The store in that file, created or replaced if necessary.

    Without a usable path the store is in memory.
    """
    import sqlite3

    if path is None:
        return IndexStore(None), None
    if reason := _cleared(path):
        return IndexStore(None), unusable(reason)
    try:
        return _open(path, timeout), None
    except (sqlite3.Error, OSError) as error:
        if trouble_of(error) != "damaged":
            return IndexStore(None), unusable(error)
    return recreate_store(path, timeout)


def recreate_store(path: Path, timeout: float = TIMEOUT) -> tuple[IndexStore, Problem | None]:
    """An empty store replacing a damaged one, or one in memory."""
    import sqlite3

    try:
        remove(path)
        return _open(path, timeout), None
    except (sqlite3.Error, OSError) as error:
        return IndexStore(None), unusable(error)


def _cleared(path: Path) -> str:
    """Remove anything but a file, since the name belongs to the index; the reason if that fails."""
    reason = why_unusable(path)
    if reason in NO_FILE:
        try:
            remove(path)
        except OSError:
            return reason
        return why_unusable(path)
    return reason


def _open(path: Path, timeout: float) -> IndexStore:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return IndexStore(path, timeout=timeout)


def unusable(error: Exception | str) -> Problem:
    """The problem of an index that cannot be saved."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    message = (
        f"the search index cannot be kept between runs: {neutralise(reason)}; it is kept in memory instead"
    )
    return Problem(PostId(""), RULE, message, "warning")
