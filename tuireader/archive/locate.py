"""A path → the archive that it means. Light to import: it is asked before anything else is known."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.post import PostId

MARKERS: Final = (*dict.fromkeys(name for one in ENGINES.values() for name in one.markers), ".git")
"""Names whose presence makes a folder the root of an archive."""
SHARED: Final = tuple(name for one in ENGINES.values() for name in one.shared_markers)
"""Names that do so where there is a folder `content` beside them."""
WORDED: Final = tuple(words.split() for one in ENGINES.values() for words in one.worded_markers)
"""Names, each with a word, that do so where a line of the file begins with it."""
POST_FOLDERS: Final = frozenset(name for one in ENGINES.values() for name in one.post_folders)
"""Names of folders that lie below the root of an archive and hold posts."""


_MAX_BYTES: Final = 1 << 20


def locate(path: Path) -> tuple[Path, PostId | None]:
    """Return the archive that a path means and, where it is a file, its id there.

    A folder is its own archive. A file's is the nearest folder above it that holds a marker such as
    `_config.yml`, `hugo.toml`, `.obsidian` or `.git`, else the folder above its `_posts`, else its own folder.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are named
    if os.path.isdir(path):  # noqa: PTH112 - a name that is too long is no folder; before 3.14, `Path.is_dir` raises
        return path, None
    for folder in path.parents:
        if os.path.isdir(folder) and is_archive(folder):  # noqa: PTH112 - as above
            return folder, PostId(path.relative_to(folder).as_posix())
    folder = next((up.parent for up in path.parents if up.name in POST_FOLDERS), path.parent)
    return folder, PostId(path.relative_to(folder).as_posix())


def is_archive(folder: Path) -> bool:
    """Tell whether a folder holds a marker of the root of an archive."""
    if any(os.path.lexists(folder / marker) for marker in MARKERS):
        return True
    if any(has_line(f"{folder}/{name}", word) for name, word in WORDED):
        return True
    return (folder / "content").is_dir() and any(os.path.lexists(folder / marker) for marker in SHARED)


def has_line(path: str, word: str) -> bool:
    """Tell whether a line of a file begins with a word; of a longer file than a configuration the beginning counts."""
    if not os.path.isfile(path):  # noqa: PTH113 - ids are text
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a plain path
            text = b"\n" + file.read(_MAX_BYTES)
    except OSError:
        return False
    return any(b"\n" + word.encode() + end in text for end in (b" ", b"=", b"\t"))
