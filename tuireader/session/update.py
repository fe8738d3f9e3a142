"""Updating the catalog from touched files.

`update` is a pure step from one state to the next, except that it reads the disk; it runs in a thread. Files that
disappear or become empty stay unsettled for a moment, since many ways of saving start like that.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.archive import open_archive
from tuireader.archive.disk.files import resolved
from tuireader.archive.disk.walk import governed_folder, lies_below, may_configure, role_of
from tuireader.archive.post import PostId, Problem, Stamp
from tuireader.archive.scan import reread
from tuireader.catalog.catalog import CatalogChange
from tuireader.late import dataclass
from tuireader.watching.kept_watch import UNSETTLED

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
    """The state between updates: `links` as in `Reread`, and the `unsettled` files with their deadlines.

    Deadlines are on the monotonic clock; until then nothing is reported. `lost` holds the checksums of posts that
    disappeared or became unreadable, since they may come back unchanged. `folder` is the device and inode of the
    archive's folder, None before the first update; another folder may replace it. `settle_time` is the seconds before a
    file that disappeared or became empty is reported.
    """

    links: Links = ()
    unsettled: Mapping[PostId, float] = field(default_factory=dict)
    lost: Mapping[PostId, int] = field(default_factory=dict)
    folder: tuple[int, int] | None = None
    settle_time: float = UNSETTLED

    def is_of(self, root: Path) -> bool:
        """Whether the archive's folder is still the same, as far as known."""
        return self.folder in {None, _identity(root)}


def renamings(gone: Iterable[Post], new: Iterable[Post]) -> Mapping[PostId, PostId]:
    """The new id of each renamed post.

    A renamed file keeps its inode and time, or, if it was saved since then, its inode and title; a copied and deleted
    one is known by its contents, if they are unique. When files are renumbered, one takes the name of another: then
    that name is among the `gone` with its old post and among the `new` with its new one.
    """
    left, right = list(gone), list(new)
    if not left or not right:
        return {}
    both = {post.id for post in left} & {post.id for post in right}
    pairs = _pairs(left, right, _file)
    saved = _pairs(_others_than(left, pairs), _others_than(right, pairs.values()), _saved_file)
    pairs = _in_chains(pairs | saved, both)
    more = _pairs(
        _others_than(left, pairs.keys() | both), _others_than(right, both.union(pairs.values())), _contents
    )
    return pairs | more


def _in_chains(pairs: dict[PostId, PostId], both: AbstractSet[PostId]) -> dict[PostId, PostId]:
    """The pairs without those where a post moved into or out of the place of another that stayed.

    Files saved by way of another file, and backups made by renaming, look like that.
    """
    while odd := (pairs.keys() ^ set(pairs.values())) & both:
        pairs = {old: new for old, new in pairs.items() if old not in odd and new not in odd}
    return pairs


def _others_than(posts: Iterable[Post], ids: Iterable[PostId]) -> list[Post]:
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


def _saved_file(post: Post) -> Hashable:
    return (post.stamp.inode, post.title) if post.stamp.inode and post.title else None


def _contents(post: Post) -> Hashable:
    return (post.stamp.size, post.title, post.words, post.excerpt, post.tags) if post.stamp.size else None


def spread(archive: Archive, catalog: Catalog, batch: TouchedBatch, links: Links) -> list[str]:
    """The paths to look at, including links to them; [""] is everything.

    A known file needs only a look at itself; other changes of links and their targets may change which of several names
    a file is listed under.
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
        # A file that is not listed may have had a better name until now.
        if not known and (not listed or role_of(archive, PostId(path)) is not None):
            return [""]
    return sorted(paths)


def _names(base: str, path: str, links: Links) -> Iterator[str | None]:
    """Yield the names that links give a path; None for each link at, above or below the path.

    A file behind a link that leads out of the archive has no other name: yield `path` itself.
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


TIMER_SLACK = 0.001
"""Seconds by which a timer may be early."""
UNFINISHED_NS = 50_000_000
"""Age below which a file found by chance may still be being written."""


@dataclass(frozen=True, slots=True)
class Updated:
    """The state after an update, and the changes. `later` are folders to be read again later.

    `whole`: the whole archive was checked. `texts` are those of the changed posts, if few and small.
    """

    archive: Archive
    catalog: Catalog
    state: WatchState
    change: CatalogChange = field(default_factory=CatalogChange)
    renamed: Mapping[PostId, PostId] = field(default_factory=dict)
    saves: tuple[PostId, ...] = ()
    later: tuple[str, ...] = ()
    whole: bool = False
    texts: tuple[SavedText, ...] = ()


def update(archive: Archive, catalog: Catalog, state: WatchState, batch: TouchedBatch, now: float) -> Updated:
    """The state after a batch of touched files; `now` is on the monotonic clock.

    While the archive's folder is missing or unreadable, nothing changes: it may come back, and is then checked in full.
    """
    if not os.access(archive.root, os.R_OK | os.X_OK):
        return Updated(archive, catalog, state)
    # Unsettled files are reported together, since a folder is renamed as a whole, and files that swap
    # names are checked together.
    touched = not batch.paths.isdisjoint(state.unsettled)
    due = (one for one, until in state.unsettled.items() if touched or until <= now + TIMER_SLACK)
    batch = replace(batch, paths=batch.paths.union(due))
    reopened = _reopened(archive, batch)
    if reopened != archive:
        archive = reopened
        batch = replace(batch, everything=True, forced=frozenset({""}))
    paths = spread(archive, catalog, batch, state.links)
    found, whole = _look(archive, catalog, paths, batch.forced.union(state.unsettled, batch.written))
    unsettled = _unsettled(found, batch, catalog, state, now)
    settled = tuple(post for post in found.posts if post.id not in unsettled)
    after, change = catalog.apply(settled, (one for one in found.removed if one not in unsettled))
    renamed = {**given_way(archive, after, change.removed), **_renamed(catalog, after, change)}
    seen = {post.id for post in found.posts}.union(paths, found.removed)
    left = {one: until for one, until in state.unsettled.items() if not whole and one not in seen}
    lost = _lost(state.lost, catalog, after, change)
    links = found.links if whole else state.links
    return Updated(
        archive,
        after,
        WatchState(links, left | unsettled, lost, _identity(archive.root), state.settle_time),
        change,
        renamed,
        _saves(catalog, after, change, renamed, state.lost) if state.is_of(archive.root) else (),
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
    """The archive in its present configuration."""
    if not batch.everything and not any(may_configure(archive, path) for path in batch.paths):
        return archive
    found = open_archive(archive.root)
    return archive if isinstance(found, Problem) or found == archive else found


def _look(
    archive: Archive, catalog: Catalog, paths: Sequence[str], forced: frozenset[str]
) -> tuple[Reread, bool]:
    """The state of the files at the paths, and whether the whole archive was checked."""
    known, now = _Stamps(catalog), datetime.now(UTC)
    found = reread(archive, paths, now, known, forced)
    if found.links and paths != [""]:
        # A new folder with links: the names of its files depend on the whole archive.
        paths = [""]
        found = reread(archive, paths, now, known, forced)
    if others := _others(catalog, found):
        # Files swap names one by one, and some events may still be missing.
        found = reread(archive, [*paths, *others], now, known, forced.union(others))
    return found, paths == [""]


def _others(catalog: Catalog, found: Reread) -> list[PostId]:
    """The unchecked posts whose file now seems to be another post."""
    new = {post.stamp.inode for post in found.posts if _is_another_file(catalog.get(post.id), post)} - {0}
    if not new:
        return []
    seen = {post.id for post in found.posts}.union(found.removed)
    return [post.id for post in catalog if post.stamp.inode in new and post.id not in seen]


# Unsettled files


def _unsettled(
    found: Reread, batch: TouchedBatch, catalog: Catalog, state: WatchState, now: float
) -> dict[PostId, float]:
    """The files not to be trusted yet, with their deadlines."""
    wall = time.time_ns()
    doubtful = [*found.removed, *(post.id for post in found.posts if _is_odd(post, batch, catalog, wall))]
    until = {one: state.unsettled.get(one, now + state.settle_time) for one in doubtful}
    # Both halves of a renaming are reported together.
    new = [post for post in found.posts if _is_another_file(catalog.get(post.id), post)]
    gone = _posts(catalog, state.unsettled.keys() | found.removed | {post.id for post in new})
    names = renamings(gone, new)
    for first in names.keys() - set(names.values()):
        until |= dict.fromkeys(_chain(names, first), until.get(first, state.unsettled.get(first, now)))
    return {one: moment for one, moment in until.items() if moment > now + TIMER_SLACK}


def _chain(names: Mapping[PostId, PostId], old: PostId) -> Iterator[PostId]:
    """Yield the new name of a post, the new name of the post that had that name, and so on."""
    while old in names:
        old = names[old]
        yield old


def _is_another_file(old: Post | None, new: Post) -> bool:
    return old is None or old.stamp.inode != new.stamp.inode


def _is_odd(post: Post, batch: TouchedBatch, catalog: Catalog, wall: int) -> bool:
    """Whether a file has just become empty, or was found by chance and may still be being written."""
    if post.stamp.inode and not post.stamp.size:
        old = catalog.get(post.id)
        return old is None or old.stamp.size > 0
    return (
        post.id not in batch.written
        and post.id not in batch.forced
        and abs(wall - post.stamp.mtime_ns) < UNFINISHED_NS
    )


# Changes


def _posts(catalog: Catalog, ids: Iterable[PostId]) -> list[Post]:
    return [post for one in ids if (post := catalog.get(one)) is not None]


def _renamed(before: Catalog, after: Catalog, change: CatalogChange) -> Mapping[PostId, PostId]:
    others = [
        post
        for post in _posts(after, (*change.added, *change.updated))
        if _is_another_file(before.get(post.id), post)
    ]
    # A link whose target was moved is still there, but nothing is behind it.
    new = [post for post in others if post.stamp.inode]
    return renamings(_posts(before, (*change.removed, *(post.id for post in others))), new)


def given_way(archive: Archive, after: Catalog, removed: Iterable[PostId]) -> Mapping[PostId, PostId]:
    """The listed post of each removed one whose file is there, but is a link to one that is listed itself."""
    root = str(archive.root)
    base = resolved(root)
    found: dict[PostId, PostId] = {}
    for post_id in removed:
        path = f"{root}/{post_id}"
        real = resolved(path) if os.path.lexists(path) else ""
        target = PostId(real.removeprefix(f"{base}/"))
        if target != post_id and target in after:
            found[post_id] = target
    return found


def _saves(
    before: Catalog,
    after: Catalog,
    change: CatalogChange,
    renamed: Mapping[PostId, PostId],
    lost: Mapping[PostId, int],
) -> tuple[PostId, ...]:
    """The posts with new contents, the last written at the end.

    Files only touched, renamed, or removed and restored do not count, nor do unreadable ones.
    """
    old_names = {new: old for old, new in renamed.items()}
    saved = [
        post
        for post in _posts(after, (*change.added, *change.updated))
        if post.checksum not in {0, _checksum(before, lost, old_names.get(post.id, post.id))}
    ]
    return tuple(post.id for post in sorted(saved, key=lambda post: post.stamp.mtime_ns))


def _checksum(before: Catalog, lost: Mapping[PostId, int], post_id: PostId) -> int:
    """The last known checksum of a post; 0 if there is none."""
    post = before.get(post_id)
    return (post.checksum if post else 0) or lost.get(post_id, 0)


def _lost(
    lost: Mapping[PostId, int], before: Catalog, after: Catalog, change: CatalogChange
) -> Mapping[PostId, int]:
    """The checksums of posts that cannot be read now."""
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
    """The folders of documents governed by a touched file, except those just read again."""
    touched = {*batch.paths, *change.added, *change.updated, *change.removed}
    folders = {folder for path in touched if (folder := governed_folder(archive, path)) is not None}
    return tuple(
        sorted(one for one in folders if one not in batch.forced and not lies_below(one, batch.forced))
    )


class _Stamps(Mapping[PostId, Stamp]):
    """The stamps of a catalog's posts, without copying them."""

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
