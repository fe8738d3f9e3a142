"""What is kept in the cache folder of archives that are no more, taken away after a while."""

from __future__ import annotations

import re
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from tuireader.archive.kept_files import remove
from tuireader.archive.kept_names import own

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
    import sqlite3  # noqa: PLC0415 - only a search needs it

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
