"""Paths watched outside an archive's folder because links lead there, and paths that never matter."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from tuireader.archive.disk.filenames import PROSE, is_kept_by_tools, is_temporary, split_extension
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.disk.walk import Links

# Hidden names of configuration files.
HIDDEN_THAT_MATTER = frozenset(
    {".eleventy.js", ".eleventy.cjs", ".eleventy.mjs", ".eleventyignore", ".gitignore", ".obsidian"}
)


def matters(path: str) -> bool:
    """Whether a change at `path` (in the archive, with forward slashes) can change what is read.

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
    """A folder to watch, with all below it or alone; both paths are without links."""

    folder: str
    deep: bool


@dataclass(frozen=True, slots=True)
class LinkedName:
    """The name of a link in the archive: for `only` one entry of a folder, or all its contents if that is ""."""

    only: str
    link: str

    def of(self, inside: str) -> str | None:
        """The path in the archive of a path in the folder ("" is the folder itself); None if it has none."""
        if not self.only:
            return f"{self.link}/{inside}" if inside else self.link
        return self.link if inside in {"", self.only} else None


def beyond(root: str, links: Links) -> Mapping[Beyond, tuple[LinkedName, ...]]:
    """The folders to watch for links whose changes are invisible in `root`, a path without links.

    Such links lead out of it, or to folders of tools and systems. A whole folder may also be removed and restored,
    which only its parent shows.
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
    # An event of a folder covers its posts.
    return inside != target and matters(inside) and matters(f"{inside}/a.md")


def folders_of(paths: Iterable[Beyond]) -> list[str]:
    """The folders watched with all below them."""
    return [one.folder for one in paths if one.deep]
