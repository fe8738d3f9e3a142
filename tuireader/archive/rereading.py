"""Files that were touched → what became of their posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.files import stamp_of
from tuireader.archive.reader import Reader
from tuireader.archive.touched import find_touched, lies_below

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.archive.walk import Links


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of touched files: posts that were read anew, and ids that are no posts any more."""

    posts: tuple[Post, ...]
    removed: tuple[PostId, ...]
    links: Links = ()
    """The links in the folders that were touched."""


def reread(
    archive: Archive,
    touched: Iterable[PostId | str],
    now: datetime,
    known: Mapping[PostId, Stamp],
    anew: Collection[str] = (),
) -> Reread:
    """Return what touched files and folders are now; ids are relative to the root, "" meaning all of it.

    A file whose stamp is the known one is not read, unless it or a folder above it is among `anew`. Known ids
    that are gone, or lie below a touched folder and are not found there any more, are removed. `known` is gone
    through only where a folder, or what may have been one, was touched.
    """
    found = find_touched(archive, touched, known)
    reader = Reader(archive, now)
    root = str(archive.root)
    posts: list[Post] = []
    removed = list(found.gone)
    for post_id, role in found.roles.items():
        stamp = known.get(post_id)
        if stamp is not None and stamp == stamp_of(root, post_id) and not _is_in(post_id, anew):
            continue
        post = reader.post(post_id, role)
        if post is not None:
            posts.append(post)
        elif stamp is not None:
            removed.append(post_id)
    return Reread(tuple(posts), tuple(removed), found.links)


def _is_in(post_id: PostId, paths: Collection[str]) -> bool:
    return bool(paths) and (post_id in paths or lies_below(post_id, paths))
