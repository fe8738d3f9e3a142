"""An archive: a folder on disk, and the sites in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.engines import engine_named, find_sites
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import neutralise
from tuireader.late import dataclass

if TYPE_CHECKING:
    from tuireader.archive.engines.base import Engine
    from tuireader.archive.site import Site

_ROOT: Final = PostId("")


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of posts: its root, the sites in it, and the problems of their configuration.

    `site` is the chief one. `sites` are all of them, those deeper in the folder first; several where the root
    is no site itself but folders in it are.
    """

    root: Path
    site: Site
    sites: tuple[Site, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def config(self) -> tuple[PostId, ...]:
        """The files that the sites were read from: when one changes, the archive is to be opened again."""
        return tuple(file for site in self.sites for file in site.config)

    def site_of(self, post_id: str) -> Site | None:
        """Return the site that a path belongs to, or None where it belongs to none."""
        for site in self.sites:
            if post_id.startswith(site.base):
                return site
        return None

    def site_for(self, post_id: str) -> Site:
        """Return the site that a path belongs to, or the chief one where it belongs to none."""
        return self.site_of(post_id) or self.site


def engine_of(site: Site) -> Engine:
    """Return the engine whose conventions a site follows."""
    return engine_named(site.engine.name)


def open_archive(root: Path) -> Archive | Problem:
    """Return the archive that a folder is, or the Problem that prevents it: it is missing, unreadable, no folder.

    Reads configuration and the names of folders, no posts.
    """
    folder = Path(os.path.abspath(root))  # noqa: PTH100 - links stay as they are named
    shown = neutralise(str(root))
    if not folder.exists():
        return Problem(_ROOT, "missing", f"there is no folder {shown}")
    if not folder.is_dir():
        return Problem(_ROOT, "not-a-folder", f"{shown} is a file, not a folder")
    try:
        os.scandir(folder).close()
    except OSError as error:
        return Problem(_ROOT, "unreadable", f"the folder {shown} cannot be read: {error.strerror}")
    sites, problems = find_sites(str(folder))
    ordered = tuple(sorted(sites, key=lambda site: (-site.base.count("/"), site.base)))
    return Archive(folder, sites[0], ordered, problems)
