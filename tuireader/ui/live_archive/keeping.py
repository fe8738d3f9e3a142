"""The catalog kept true: what was touched → what is there now.

`keep` is a pure step from one state to the next, but for reading the disk; it runs in a thread. What goes away, or
becomes empty, is in doubt for a moment, because many ways of saving a file begin like that.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.archive import open_archive
from tuireader.archive.post import PostId, Problem, Stamp
from tuireader.archive.rereading import reread
from tuireader.archive.touched import governed_folder, lies_below, may_configure
from tuireader.catalog.catalog import CatalogChange
from tuireader.ui.live_archive.memory import Memory
from tuireader.ui.live_archive.renaming import renamings
from tuireader.ui.live_archive.spreading import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.archive.rereading import Reread
    from tuireader.catalog.catalog import Catalog
    from tuireader.watching.batches import Batch

DOUBT = 0.08
"""Seconds for which nothing is said of a file that went away or became empty."""
EARLY = 0.001
"""Seconds by which a timer may be early."""
TICK_NS = 50_000_000
"""What was found by chance and written this short a time ago may be unfinished."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is true after a step, and what that changed. `later` are folders to be read anew when there is time.

    `whole`: the whole archive was looked at for it.
    """

    archive: Archive
    catalog: Catalog
    memory: Memory
    change: CatalogChange = field(default_factory=CatalogChange)
    renamed: Mapping[PostId, PostId] = field(default_factory=dict)
    saves: tuple[PostId, ...] = ()
    later: tuple[str, ...] = ()
    whole: bool = False


def keep(archive: Archive, catalog: Catalog, memory: Memory, batch: Batch, now: float) -> Kept:
    """Return what is true after something was touched; `now` is on the monotonic clock.

    While the archive's folder itself is gone, or may not be looked into, nothing changes: it may come back, and is
    then looked at in full.
    """
    if not os.access(archive.root, os.R_OK | os.X_OK):
        return Kept(archive, catalog, memory)
    # What is told of one doubt is told of all that end with it: a folder is renamed as a whole. And files that take
    # each other's names are looked at together.
    touched = not batch.paths.isdisjoint(memory.doubts)
    due = (one for one, until in memory.doubts.items() if touched or until <= now + EARLY)
    batch = replace(batch, paths=batch.paths.union(due))
    reopened = _reopened(archive, batch)
    if reopened != archive:
        archive = reopened
        batch = replace(batch, everything=True, anew=frozenset({""}))
    paths = spread(archive, catalog, batch, memory.links)
    found, whole = _look(archive, catalog, paths, _anew(batch, memory))
    doubts = _doubts(found, batch, catalog, memory, now)
    told = tuple(post for post in found.posts if post.id not in doubts)
    after, change = catalog.apply(told, (one for one in found.removed if one not in doubts))
    renamed = _renamed(catalog, after, change)
    seen = {post.id for post in found.posts}.union(paths, found.removed)
    left = {one: until for one, until in memory.doubts.items() if not whole and one not in seen}
    return Kept(
        archive,
        after,
        Memory(
            found.links if whole else memory.links, left | doubts, _lost(memory.lost, catalog, after, change)
        ),
        change,
        renamed,
        _saves(catalog, after, change, renamed, memory.lost),
        _later(archive, change, batch),
        whole,
    )


def _reopened(archive: Archive, batch: Batch) -> Archive:
    """Return the archive as it is configured now."""
    if not batch.everything and not any(may_configure(archive, path) for path in batch.paths):
        return archive
    found = open_archive(archive.root)
    return archive if isinstance(found, Problem) or found == archive else found


def _look(
    archive: Archive, catalog: Catalog, paths: Sequence[str], anew: frozenset[str]
) -> tuple[Reread, bool]:
    """Return what became of what lies at the paths, and whether the whole archive was looked at for it."""
    known, now = _Stamps(catalog), datetime.now(UTC)
    found = reread(archive, paths, now, known, anew)
    if found.links and paths != [""]:
        # A folder with links came along; under which names their files are listed depends on all there is.
        paths = [""]
        found = reread(archive, paths, now, known, anew)
    if others := _others(catalog, found):
        # Files take each other's names one after the other, and some of that may not have been told of yet.
        found = reread(archive, [*paths, *others], now, known, anew.union(others))
    return found, paths == [""]


def _others(catalog: Catalog, found: Reread) -> list[PostId]:
    """Return the posts that were not looked at, and whose file another post seems to be now."""
    new = {post.stamp.inode for post in found.posts if _is_another_file(catalog.get(post.id), post)} - {0}
    if not new:
        return []
    seen = {post.id for post in found.posts}.union(found.removed)
    return [post.id for post in catalog if post.stamp.inode in new and post.id not in seen]


def _anew(batch: Batch, memory: Memory) -> frozenset[str]:
    """Return what is to be read even where its stamp is the known one.

    The system says that it was written, whatever the stamp says, or what was read of it last has been held back.
    """
    return batch.anew.union(memory.doubts, batch.written)


def _is_fresh(post: Post, now: int) -> bool:
    return abs(now - post.stamp.mtime_ns) < TICK_NS


# What is in doubt


def _doubts(found: Reread, batch: Batch, catalog: Catalog, memory: Memory, now: float) -> dict[PostId, float]:
    """Return what is not yet to be believed, and until when."""
    wall = time.time_ns()
    doubtful = [*found.removed, *(post.id for post in found.posts if _is_odd(post, batch, catalog, wall))]
    until = {one: memory.doubts.get(one, now + DOUBT) for one in doubtful}
    # What is one half of a renaming is told together with the other.
    new = [post for post in found.posts if _is_another_file(catalog.get(post.id), post)]
    gone = _posts(catalog, memory.doubts.keys() | found.removed | {post.id for post in new})
    names = renamings(gone, new)
    for first in names.keys() - set(names.values()):
        until |= dict.fromkeys(_row(names, first), until.get(first, memory.doubts.get(first, now)))
    return {one: moment for one, moment in until.items() if moment > now + EARLY}


def _row(names: Mapping[PostId, PostId], old: PostId) -> Iterator[PostId]:
    """Yield the new name of a post, the one that the post has which bore that name, and so on."""
    while old in names:
        old = names[old]
        yield old


def _is_another_file(old: Post | None, new: Post) -> bool:
    return old is None or old.stamp.inode != new.stamp.inode


def _is_odd(post: Post, batch: Batch, catalog: Catalog, wall: int) -> bool:
    """Tell whether a file has just become empty, or was found by chance and is so new that it may be unfinished."""
    if post.stamp.inode and not post.stamp.size:
        old = catalog.get(post.id)
        return old is None or old.stamp.size > 0
    return post.id not in batch.written and post.id not in batch.anew and _is_fresh(post, wall)


# What is said of a change


def _posts(catalog: Catalog, ids: Iterable[PostId]) -> list[Post]:
    return [post for one in ids if (post := catalog.get(one)) is not None]


def _renamed(before: Catalog, after: Catalog, change: CatalogChange) -> Mapping[PostId, PostId]:
    new = [
        post
        for post in _posts(after, (*change.added, *change.updated))
        if _is_another_file(before.get(post.id), post)
    ]
    return renamings(_posts(before, (*change.removed, *(post.id for post in new))), new)


def _saves(
    before: Catalog,
    after: Catalog,
    change: CatalogChange,
    renamed: Mapping[PostId, PostId],
    lost: Mapping[PostId, int],
) -> tuple[PostId, ...]:
    """Return the posts whose contents are others than before, the one that was written last at the end.

    A file that was only touched, renamed, or taken away and put back was not saved, and neither was one that cannot be
    read.
    """
    new_names = set(renamed.values())
    saved = [
        post
        for post in _posts(after, (*change.added, *change.updated))
        if post.id not in new_names and post.checksum not in {0, _checksum(before, lost, post.id)}
    ]
    return tuple(post.id for post in sorted(saved, key=lambda post: post.stamp.mtime_ns))


def _checksum(before: Catalog, lost: Mapping[PostId, int], post_id: PostId) -> int:
    """Return the checksum of what was last read of a post, 0 where nothing was."""
    post = before.get(post_id)
    return (post.checksum if post else 0) or lost.get(post_id, 0)


def _lost(
    lost: Mapping[PostId, int], before: Catalog, after: Catalog, change: CatalogChange
) -> Mapping[PostId, int]:
    """Return what is to be remembered of posts that cannot be read now."""
    if not change:
        return lost
    found = dict(lost)
    for post_id in (*change.added, *change.updated, *change.removed):
        post = after.get(post_id)
        known = _checksum(before, lost, post_id)
        if post is not None and post.checksum:
            found.pop(post_id, None)
        elif known:
            found[post_id] = known
    return found


def _later(archive: Archive, change: CatalogChange, batch: Batch) -> tuple[str, ...]:
    """Return the folders of whose documents a touched file says something, but for those just read anew."""
    touched = {*batch.paths, *change.added, *change.updated, *change.removed}
    folders = {folder for path in touched if (folder := governed_folder(archive, path)) is not None}
    return tuple(sorted(one for one in folders if one not in batch.anew and not lies_below(one, batch.anew)))


class _Stamps(Mapping[PostId, Stamp]):
    """The stamps of a catalog's posts, without a copy of them."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def __getitem__(self, post_id: PostId) -> Stamp:
        post = self._catalog.get(post_id)
        if post is None:
            raise KeyError(post_id)
        return post.stamp

    def __contains__(self, post_id: object) -> bool:
        return post_id in self._catalog

    def __iter__(self) -> Iterator[PostId]:
        return (post.id for post in self._catalog)

    def __len__(self) -> int:
        return len(self._catalog)
