"""What an index still owes, and how much of it is read at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.catalog.search.entries import entry_of, known_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.search.store import Entry, Known, Store

POSTS_AT_ONCE = 1_000
CHARACTERS_AT_ONCE = 6_000_000
"""What is written in one go: to write twice as much takes less than twice as long."""
A_FEW = 10
"""Posts that are read between two chances for others to be served."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A post that is still to be indexed; `anew` even where it seems to be what the index has."""

    number: int
    post: Post
    anew: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be written in one go, and what of the owed that does away with."""

    store: Store
    done: Sequence[Owed]
    entries: Sequence[Entry]
    gone: frozenset[PostId]


def read_some(
    archive: Archive, owed: Sequence[Owed], known: Mapping[PostId, Known], stop: Callable[[], bool]
) -> tuple[Sequence[Owed], Sequence[Entry]]:
    """Return the first of the owed, and what the files hold of those that are not known to be indexed as they are.

    A file that cannot be read has an empty body. `stop` is asked now and then whether that is enough.
    """
    from tuireader.archive.bodies import Bodies  # noqa: PLC0415 - slow, and not needed to search

    bodies = Bodies(archive)
    done: list[Owed] = []
    entries: list[Entry] = []
    size = 0
    for one in owed:
        if size > CHARACTERS_AT_ONCE or (entries and len(entries) % A_FEW == 0 and stop()):
            break
        done.append(one)
        if not one.anew and known.get(one.post.id) == known_of(one.post):
            continue
        read = bodies.read(one.post.id)
        body, line = (read[0].text, read[0].line) if read else ("", 1)
        entries.append(entry_of(one.post, body, line))
        size += len(body)
    return done, entries


def origin_of(archive: Archive) -> str:
    """Return what the texts of posts depend on besides their files: where they are, and how they are read."""
    return "\n".join([str(archive.root), *(f"{site.base} {site.engine}" for site in archive.sites)])
