"""Touched paths → the paths to look at: a file may be listed under the name of a link that leads to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tuireader.archive.files import resolved
from tuireader.archive.post import PostId
from tuireader.archive.walk import role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.archive import Archive
    from tuireader.archive.walk import Links
    from tuireader.catalog.catalog import Catalog
    from tuireader.watching.batches import Batch


def spread(archive: Archive, catalog: Catalog, batch: Batch, links: Links) -> list[str]:
    """Return the paths to look at, with those of links that lead there; [""] is everything.

    A file that is known needs no more than a look at it; what else happens to a link, or to where it leads, may
    alter which of several names a file is listed under.
    """
    root = str(archive.root)
    if batch.everything or any(os.path.islink(f"{root}/{path}") for path in batch.paths):  # noqa: PTH114 - text
        return [""]
    if not links:
        return sorted(batch.paths)
    base = resolved(root)
    paths = set(batch.paths)
    for path in batch.paths:
        names = set(_names(base, path, links))
        if not names:
            continue
        file = os.path.isfile(f"{root}/{path}")  # noqa: PTH113 - text
        known = PostId(path) in catalog
        if file and known:
            names.discard(path)
        if None in names or path in names or not file:
            return [""]
        listed = {name for name in names if name is not None and PostId(name) in catalog}
        paths |= listed
        # Where it is not listed, though it might be, another name may have been the better one until now.
        if not known and (not listed or role_of(archive, PostId(path)) is not None):
            return [""]
    return sorted(paths)


def _names(base: str, path: str, links: Links) -> Iterator[str | None]:
    """Yield the names that links give a path; None for each link that the path is or lies behind, or that is below.

    What lies behind a link that leads out of the archive has no name but that: it is `path` itself.
    """
    real = f"{base}/{path}"
    for target, link in links:
        if _is_at_or_below(real, target):
            yield link + real[len(target) :]
        elif _is_at_or_below(path, link) and path != link and not _is_at_or_below(target, base):
            yield path
        elif _is_at_or_below(target, real) or _is_at_or_below(link, path) or _is_at_or_below(path, link):
            yield None


def _is_at_or_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")
