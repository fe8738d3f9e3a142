"""Files on disk → posts: a whole archive in batches, one post, or what was touched."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.files import stamp_of
from tuireader.archive.reader import Reader
from tuireader.archive.touched import find_touched, lies_below
from tuireader.archive.walk import candidates, role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.archive.walk import Links

_FIRST_BATCHES: Final = (1, 50)


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch of posts, and how many of all the candidates have been looked at so far."""

    posts: tuple[Post, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of touched files: posts that were read anew, and ids that are no posts any more."""

    posts: tuple[Post, ...]
    removed: tuple[PostId, ...]
    links: Links = ()
    """The links in the folders that were touched."""


def find(archive: Archive) -> tuple[PostId, ...]:
    """Return the ids of all files that may be posts, the newest-looking first; only folders are read."""
    return tuple(candidate.id for candidate in candidates(archive))


def scan(archive: Archive, now: datetime, batch: int = 500) -> Iterator[Progress]:
    """Yield all posts of the archive in batches, the newest-looking first.

    The first batch holds one post and the second fifty, so that something can be shown at once. Candidates that
    turn out to be no posts are counted in `done`. An archive without candidates yields one empty batch.
    """
    found = candidates(archive)
    reader = Reader(archive, now)
    done = 0
    for size in _sizes(len(found), batch):
        posts = [
            post for one in found[done : done + size] if (post := reader.post(one.id, one.role)) is not None
        ]
        done += size
        yield Progress(tuple(posts), done, len(found))


def _sizes(total: int, batch: int) -> Iterator[int]:
    if not total:
        yield 0
    for size in _FIRST_BATCHES:
        if total > 0:
            yield min(size, total)
            total -= size
    while total > 0:
        yield min(batch, total)
        total -= batch


def read(archive: Archive, post_id: PostId, now: datetime) -> Post | None:
    """Return the post that a file is, with a Problem where it cannot be read; None where it is none (any more)."""
    role = role_of(archive, post_id)
    if role is None or not os.path.lexists(f"{archive.root}/{post_id}"):
        return None
    return Reader(archive, now).post(post_id, role)


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
