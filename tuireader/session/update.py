"""The catalog, updated: what was touched, and what is there now.

`update` is a pure step from one state to the next, but for reading the disk; it runs in a thread. What goes away, or
becomes empty, is in doubt for a moment, because many ways of saving a file begin like that.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.archive import open_archive
from tuireader.archive.disk.files import resolved
from tuireader.archive.disk.walk import governed_folder, lies_below, may_configure, role_of
from tuireader.archive.post import PostId, Problem, Stamp
from tuireader.archive.scan import reread
from tuireader.catalog.catalog import CatalogChange

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.disk.walk import Links
    from tuireader.archive.post import Post
    from tuireader.archive.saved_texts import SavedText
    from tuireader.archive.scan import Reread
    from tuireader.catalog.catalog import Catalog
    from tuireader.watching.batches import TouchedBatch


@dataclass(frozen=True, slots=True)
class WatchState:
    """`links` as in `Reread`; `unsettled`: until when, on the monotonic clock, nothing is said of a file.

    `lost`: the checksums of posts that went away or could not be read any more, for they may come back as they were.
    `folder`: the archive's folder by device and number, None before it was looked at; another one may take its place.
    """

    links: Links = ()
    unsettled: Mapping[PostId, float] = field(default_factory=dict)
    lost: Mapping[PostId, int] = field(default_factory=dict)
    folder: tuple[int, int] | None = None

    def is_of(self, root: Path) -> bool:
        """Whether the archive's folder is, as far as is known, the one that was looked at before."""
        return self.folder in {None, _identity(root)}


def renamings(gone: Iterable[Post], new: Iterable[Post]) -> Mapping[PostId, PostId]:
    """Return the new id of each post that was renamed.

    The same file bears the same number and was written at the same time; a file that was copied and deleted is known
    by its contents, as long as no other has the like. Where files are numbered anew, one takes the name of another:
    then that one is both among the `gone`, as it was, and among the `new`, as it is.
    """
    left, right = list(gone), list(new)
    if not left or not right:
        return {}
    both = {post.id for post in left} & {post.id for post in right}
    pairs = _in_rows(_pairs(left, right, _file), both)
    more = _pairs(_without(left, pairs.keys() | both), _without(right, both.union(pairs.values())), _contents)
    return pairs | more


def _in_rows(pairs: dict[PostId, PostId], both: AbstractSet[PostId]) -> dict[PostId, PostId]:
    """Return the pairs without those where only one post moved, into the place of another or out of its own.

    So files are replaced that are saved by way of another, and old ones are kept when they are.
    """
    while odd := (pairs.keys() ^ set(pairs.values())) & both:
        pairs = {old: new for old, new in pairs.items() if old not in odd and new not in odd}
    return pairs


def _without(posts: Iterable[Post], ids: Iterable[PostId]) -> list[Post]:
    taken = set(ids)
    return [post for post in posts if post.id not in taken]


def _pairs(
    gone: Iterable[Post], new: Iterable[Post], key: Callable[[Post], Hashable]
) -> dict[PostId, PostId]:
    olds, news = _by_key(gone, key), _by_key(new, key)
    return {
        old[0]: news[value][0]
        for value, old in olds.items()
        if value is not None and len(old) == 1 and len(news.get(value, ())) == 1 and old[0] != news[value][0]
    }


def _by_key(posts: Iterable[Post], key: Callable[[Post], Hashable]) -> dict[Hashable, list[PostId]]:
    found: defaultdict[Hashable, list[PostId]] = defaultdict(list)
    for post in posts:
        found[key(post)].append(post.id)
    return found


def _file(post: Post) -> Hashable:
    return (post.stamp.inode, post.stamp.mtime_ns, post.stamp.size) if post.stamp.inode else None


def _contents(post: Post) -> Hashable:
    return (post.stamp.size, post.title, post.words, post.excerpt, post.tags) if post.stamp.size else None


def spread(archive: Archive, catalog: Catalog, batch: TouchedBatch, links: Links) -> list[str]:
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


DOUBT = 0.08
"""Seconds for which nothing is said of a file that went away or became empty."""
EARLY = 0.001
"""Seconds by which a timer may be early."""
TICK_NS = 50_000_000
"""What was found by chance and written this short a time ago may be unfinished."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What is true after a step, and what that changed. `later` are folders to be read anew when there is time.

    `whole`: the whole archive was looked at for it. `texts` are those of the posts that are others now, as far as they
    are few and small.
    """

    archive: Archive
    catalog: Catalog
    memory: WatchState
    change: CatalogChange = field(default_factory=CatalogChange)
    renamed: Mapping[PostId, PostId] = field(default_factory=dict)
    saves: tuple[PostId, ...] = ()
    later: tuple[str, ...] = ()
    whole: bool = False
    texts: tuple[SavedText, ...] = ()


def update(
    archive: Archive, catalog: Catalog, memory: WatchState, batch: TouchedBatch, now: float
) -> Updated:
    """Return what is true after something was touched; `now` is on the monotonic clock.

    While the archive's folder itself is gone, or may not be looked into, nothing changes: it may come back, and is
    then looked at in full.
    """
    if not os.access(archive.root, os.R_OK | os.X_OK):
        return Updated(archive, catalog, memory)
    # What is told of one doubt is told of all that end with it: a folder is renamed as a whole. And files that take
    # each other's names are looked at together.
    touched = not batch.paths.isdisjoint(memory.unsettled)
    due = (one for one, until in memory.unsettled.items() if touched or until <= now + EARLY)
    batch = replace(batch, paths=batch.paths.union(due))
    reopened = _reopened(archive, batch)
    if reopened != archive:
        archive = reopened
        batch = replace(batch, everything=True, anew=frozenset({""}))
    paths = spread(archive, catalog, batch, memory.links)
    found, whole = _look(archive, catalog, paths, batch.anew.union(memory.unsettled, batch.written))
    unsettled = _unsettled(found, batch, catalog, memory, now)
    told = tuple(post for post in found.posts if post.id not in unsettled)
    after, change = catalog.apply(told, (one for one in found.removed if one not in unsettled))
    renamed = _renamed(catalog, after, change)
    seen = {post.id for post in found.posts}.union(paths, found.removed)
    left = {one: until for one, until in memory.unsettled.items() if not whole and one not in seen}
    lost = _lost(memory.lost, catalog, after, change)
    links = found.links if whole else memory.links
    return Updated(
        archive,
        after,
        WatchState(links, left | unsettled, lost, _identity(archive.root)),
        change,
        renamed,
        _saves(catalog, after, change, renamed, memory.lost) if memory.is_of(archive.root) else (),
        _later(archive, change, batch),
        whole,
        tuple(text for text in found.texts if text.post.id in change),
    )


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        found = root.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _reopened(archive: Archive, batch: TouchedBatch) -> Archive:
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


# What is in doubt


def _unsettled(
    found: Reread, batch: TouchedBatch, catalog: Catalog, memory: WatchState, now: float
) -> dict[PostId, float]:
    """Return what is not yet to be believed, and until when."""
    wall = time.time_ns()
    doubtful = [*found.removed, *(post.id for post in found.posts if _is_odd(post, batch, catalog, wall))]
    until = {one: memory.unsettled.get(one, now + DOUBT) for one in doubtful}
    # What is one half of a renaming is told together with the other.
    new = [post for post in found.posts if _is_another_file(catalog.get(post.id), post)]
    gone = _posts(catalog, memory.unsettled.keys() | found.removed | {post.id for post in new})
    names = renamings(gone, new)
    for first in names.keys() - set(names.values()):
        until |= dict.fromkeys(_row(names, first), until.get(first, memory.unsettled.get(first, now)))
    return {one: moment for one, moment in until.items() if moment > now + EARLY}


def _row(names: Mapping[PostId, PostId], old: PostId) -> Iterator[PostId]:
    """Yield the new name of a post, the one that the post has which bore that name, and so on."""
    while old in names:
        old = names[old]
        yield old


def _is_another_file(old: Post | None, new: Post) -> bool:
    return old is None or old.stamp.inode != new.stamp.inode


def _is_odd(post: Post, batch: TouchedBatch, catalog: Catalog, wall: int) -> bool:
    """Tell whether a file has just become empty, or was found by chance and is so new that it may be unfinished."""
    if post.stamp.inode and not post.stamp.size:
        old = catalog.get(post.id)
        return old is None or old.stamp.size > 0
    return (
        post.id not in batch.written
        and post.id not in batch.anew
        and abs(wall - post.stamp.mtime_ns) < TICK_NS
    )


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


def _later(archive: Archive, change: CatalogChange, batch: TouchedBatch) -> tuple[str, ...]:
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
