"""Paths that come and go while people work, and never hold a post."""

from __future__ import annotations

import re

# Version control, caches, dependencies, and what generators write.
FOLDERS = frozenset({"_site", "node_modules", "__pycache__"})

# Hidden files that say how to read the archive.
HIDDEN_THAT_MATTER = frozenset(
    {".eleventy.js", ".eleventy.cjs", ".eleventy.mjs", ".eleventyignore", ".gitignore"}
)

TEMPORARY = re.compile(
    r"""
    .*~                                 # backups: Vim, Emacs, nano
    | \#.*                              # Emacs: auto-saves
    | 4913                              # Vim: may this folder be written?
    | sed[A-Za-z0-9]{6}                 # sed -i
    | .*___jb_(?:tmp|old)___            # JetBrains
    | .*\.(?:sw[a-px]|tmp|temp|part|partial|crdownload|lock|bak)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def matters(path: str) -> bool:
    """Return whether a change at `path` (in the archive, forward slashes) can change what is read.

    Judge by the final path only: a save often writes to a temporary name first and renames it.
    """
    *folders, name = path.split("/")
    if any(folder in FOLDERS or folder.startswith(".") for folder in folders):
        return False
    if name.startswith("."):
        return name in HIDDEN_THAT_MATTER
    return name not in FOLDERS and TEMPORARY.fullmatch(name) is None
