"""The cache folder of indexes: opened, and swept of archives that are no more."""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from tuireader.archive.disk.databases import NO_FILE, own, remove, trouble_of, why_unusable
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import neutralise
from tuireader.catalog.search.store import TIMEOUT, VERSION, IndexStore


def cache_path(root: Path) -> Path:
    """Return the file of the index of the archive in that folder, whether it exists or not."""
    from platformdirs import user_cache_path

    name = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return user_cache_path("tuireader") / "search" / f"{name}.{VERSION}.sqlite"


KEPT: Final = 30 * 24 * 3600
"""Seconds for which the cache of an archive that is gone is kept: its disk may come back."""
NAME: Final = re.compile(r"([0-9a-f]{24})\.[0-9]+\.sqlite")


def note_use(path: Path) -> None:
    """Note that an index is used now, then sweep the cache folder that it lies in."""
    with suppress(OSError):
        path.touch(exist_ok=True)
    sweep(path.parent, path.parent.parent / "links")


def sweep(indexes: Path, links: Path, now: float | None = None) -> None:
    """Remove indexes whose archive's folder is gone and that were not used for 30 days, and the links of those.

    `now` is in seconds since 1970. What cannot be told or removed stays.
    """
    end = (time.time() if now is None else now) - KEPT
    for path, name in _files(indexes):
        with suppress(OSError):
            if _last_used(path) < end and _is_gone(_root(path)):
                # Both are named after the folder, and only an index tells which that is.
                for one in [one for one, other in _files(links) if other == name and _last_used(one) < end]:
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
    """Return the folder of the archive that an index was made of; nothing where that cannot be told."""
    import sqlite3

    with (
        suppress(sqlite3.Error, UnicodeError),
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection,
    ):
        found = connection.execute("select value from about where name = 'origin'").fetchone()
        return own(found[0]).partition("\n")[0] if found else ""
    return ""


def _is_gone(root: str) -> bool:
    """Tell whether a folder is surely not there: what cannot be looked at may be."""
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
    """Return the store in that file, which is made if need be and made anew if it is damaged.

    Where there can be none, or no path is given, the store is in memory.
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
    return open_anew(path, timeout)


def open_anew(path: Path, timeout: float = TIMEOUT) -> tuple[IndexStore, Problem | None]:
    """Return an empty store in the place of a damaged one, or in memory where that cannot be."""
    import sqlite3

    try:
        remove(path)
        return _open(path, timeout), None
    except (sqlite3.Error, OSError) as error:
        return IndexStore(None), unusable(error)


def _cleared(path: Path) -> str:
    """Take away what is no file, for nothing but the index has that name; why there can be none, or nothing."""
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
    """Return what is said of an index that cannot be kept in its file."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    message = (
        f"the search index cannot be kept between runs: {neutralise(reason)}; it is kept in memory instead"
    )
    return Problem(PostId(""), RULE, message, "warning")
