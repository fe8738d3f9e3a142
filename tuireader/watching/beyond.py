"""Paths that are watched besides an archive's folder, since links lead there, and those that never matter."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.disk.filenames import PROSE, is_kept_by_tools, is_temporary, split_extension

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.disk.walk import Links

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


@dataclass(frozen=True, slots=True)
class Beyond:
    """A folder to be watched, with all below it or by itself; both are paths without links."""

    folder: str
    deep: bool


@dataclass(frozen=True, slots=True)
class LinkedName:
    """What is told of by the name of a link: `only` one entry of a folder, or all in it where that is ""."""

    only: str
    link: str

    def of(self, inside: str) -> str | None:
        """Return the path in the archive of a path in the folder ("" is the folder itself); None for another's."""
        if not self.only:
            return f"{self.link}/{inside}" if inside else self.link
        return self.link if inside in {"", self.only} else None


def beyond(root: str, links: Links) -> Mapping[Beyond, tuple[LinkedName, ...]]:
    """Return what to watch for links whose changes the folder `root`, a path without links, does not tell of.

    They lead out of it, or to where tools and systems keep their own. A folder may also be taken away and put back as
    a whole, which only the one above it tells.
    """
    found: defaultdict[Beyond, list[LinkedName]] = defaultdict(list)
    for target, link in links:
        if _is_told(root, target):
            continue
        above, _, name = target.rpartition("/")
        found[Beyond(above or "/", deep=False)].append(LinkedName(name, link))
        if os.path.isdir(target):  # noqa: PTH112 - paths are text here
            found[Beyond(target, deep=True)].append(LinkedName("", link))
    return {one: tuple(names) for one, names in found.items()}


def _is_told(root: str, target: str) -> bool:
    inside = target.removeprefix(root.rstrip("/") + "/")
    # A folder that is told of tells of the posts in it.
    return inside != target and matters(inside) and matters(f"{inside}/a.md")


def folders_of(paths: Iterable[Beyond]) -> list[str]:
    """Return the folders that are watched with all below them."""
    return [one.folder for one in paths if one.deep]
