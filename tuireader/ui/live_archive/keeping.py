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
"""A file may be written twice without a change of its stamp only this soon after the first time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is true after a step, and what that changed. `later` are folders to be read anew when there is time."""

    archive: Archive
    catalog: Catalog
    memory: Memory
    change: CatalogChange = field(default_factory=CatalogChange)
    renamed: Mapping[PostId, PostId] = field(default_factory=dict)
    saved: PostId | None = None
    later: tuple[str, ...] = ()


def keep(archive: Archive, catalog: Catalog, memory: Memory, batch: Batch, now: float) -> Kept:
    """Return what is true after something was touched; `now` is on the monotonic clock.

    While the archive's folder itself is gone nothing changes: it may come back, and is then looked at in full.
    """
    if not os.path.isdir(archive.root):  # noqa: PTH112 - the archive's paths are text
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
    found, whole = _look(archive, catalog, paths, _anew(batch, catalog, memory))
    doubts = _doubts(found, batch, catalog, memory, now)
    told = tuple(post for post in found.posts if post.id not in doubts)
    after, change = catalog.apply(told, (one for one in found.removed if one not in doubts))
    change = _with_unseen(change, told, batch)
    renamed = _renamed(catalog, after, change)
    seen = {post.id for post in found.posts}.union(paths, found.removed)
    left = {one: until for one, until in memory.doubts.items() if not whole and one not in seen}
    return Kept(
        archive,
        after,
        Memory(found.links if whole else memory.links, left | doubts),
        change,
        renamed,
        _saved(catalog, after, change, renamed, batch),
        _later(archive, change, batch),
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


def _anew(batch: Batch, catalog: Catalog, memory: Memory) -> frozenset[str]:
    """Return what is to be read even where its stamp is the known one.

    It may have been written twice in a tick, or what was read of it last has been held back.
    """
    now = time.time_ns()
    fresh = (path for path in batch.written if (post := catalog.get(PostId(path))) and _is_fresh(post, now))
    return batch.anew.union(memory.doubts, fresh)


def _is_fresh(post: Post, now: int) -> bool:
    return abs(now - post.stamp.mtime_ns) < TICK_NS


def _with_unseen(change: CatalogChange, told: Iterable[Post], batch: Batch) -> CatalogChange:
    """Return the change with the files that were written again, though all that is known of them stayed the same."""
    unseen = {post.id for post in told if post.id in batch.written and post.id not in change}
    return replace(change, updated=tuple(sorted({*change.updated, *unseen}))) if unseen else change


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


def _saved(
    before: Catalog, after: Catalog, change: CatalogChange, renamed: Mapping[PostId, PostId], batch: Batch
) -> PostId | None:
    """Return the post that was written last, of those whose contents changed."""
    new_names = set(renamed.values())
    written = [
        post
        for post in _posts(after, (*change.added, *change.updated))
        if post.id not in new_names and _is_written(before.get(post.id), post, batch)
    ]
    return max(written, key=lambda post: post.stamp.mtime_ns).id if written else None


def _is_written(old: Post | None, new: Post, batch: Batch) -> bool:
    if new.id in batch.written:
        return True
    # Not seen to be written, but it was: touching a file alone leaves its size, and checks find what was missed.
    return old is None or old.stamp.size != new.stamp.size or (batch.everything and old.stamp != new.stamp)


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
