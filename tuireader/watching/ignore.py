"""Paths that come and go while people work, and never hold a post."""

from __future__ import annotations

from tuireader.archive.filenames import PROSE, is_kept_by_tools, is_temporary, split_extension

# Hidden names that say how to read the archive.
HIDDEN_THAT_MATTER = frozenset(
    {".eleventy.js", ".eleventy.cjs", ".eleventy.mjs", ".eleventyignore", ".gitignore", ".obsidian"}
)


def matters(path: str) -> bool:
    """Return whether a change at `path` (in the archive, forward slashes) can change what is read.

    Judge by the final path only: a save often writes to a temporary name first and renames it.
    """
    *folders, name = path.split("/")
    if any(map(is_kept_by_tools, folders, ["", *folders])) or is_temporary(name):
        return False
    if name.startswith("."):
        return name in HIDDEN_THAT_MATTER or split_extension(name)[1] in PROSE
    return not is_kept_by_tools(name, folders[-1] if folders else "")
