"""Files on disk → posts: a whole archive in batches, or one post."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.reader import Reader
from tuireader.archive.walk import candidates, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId

_FIRST_BATCHES: Final = (1, 50)


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch of posts, and how many of all the candidates have been looked at so far."""

    posts: tuple[Post, ...]
    done: int
    total: int


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
