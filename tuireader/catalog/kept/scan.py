"""The posts of an archive as files are now, of which only those are read that changed since they were kept."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import stamp_of
from tuireader.archive.disk.walk import candidates
from tuireader.catalog.kept.basis import Bases
from tuireader.catalog.kept.row import encoded, microseconds
from tuireader.catalog.order import date_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.disk.walk import Candidate
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.scan import PostReader, Reading
    from tuireader.catalog.kept.cache import PostCache
    from tuireader.catalog.kept.row import KeptPost

FEWEST: Final = 200
"""Files below which an archive is read as quickly as a cache."""
NEWEST: Final = 16
"""Posts that are kept for the first screen; some may lie in the future."""
LARGE: Final = 20_000
"""Files from which the newest posts are kept: among fewer, those by the dates in names are found as soon."""
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """What proved to be another since it was kept: posts that were read, and ids that are no posts any more.

    `done` of `total` files have been looked at.
    """

    posts: tuple[Post, ...]
    gone: tuple[PostId, ...]
    done: int
    total: int


class KeptScan:
    """One scan of an archive. `kept` is what an earlier run read, as long as nothing has been checked.

    Without a `cache` everything is read. One is made for an archive of `fewest` files or
    more; from `large` on, it tells the newest posts as well.
    """

    def __init__(
        self,
        archive: Archive,
        now: datetime,
        cache: PostCache | None,
        *,
        fewest: int = FEWEST,
        large: int = LARGE,
    ) -> None:
        self._archive = archive
        self._now = now
        self._cache = cache
        self._fewest = fewest
        self._large = large
        self._known: dict[PostId, KeptPost] = {} if cache is None else cache.posts()
        self._total = 0
        self._read: list[tuple[PostId, Reading, int]] = []
        self._gone: list[PostId] = []

    @property
    def kept(self) -> tuple[Post, ...]:
        """The posts as they were kept, which the check may correct."""
        return tuple(one.post for one in self._known.values() if one.post is not None)

    def check(self) -> Iterator[Checked]:
        """Yield what is another than it was kept; what is gone comes last.

        Where nothing was kept, the newest-looking come first: one in the first batch, fifty in the second. At least one
        batch is yielded.
        """
        # Slow to import, and not needed for what is kept.
        from tuireader.archive.scan import PostReader, sizes

        found = candidates(self._archive, in_order=not self._known)
        self._total = len(found)
        reader = PostReader(self._archive, self._now)
        bases = Bases(self._archive, reader)
        moment = microseconds(self._now)
        done = 0
        for size in sizes(len(found), _BATCH):
            batch = [one for one in found[done : done + size] if not self._holds(one, bases, moment)]
            done = min(done + size, len(found))
            posts, gone = self._anew(batch, reader, bases)
            if done == len(found):
                gone += self._missing(found)
            yield Checked(posts, gone, done, len(found))

    def posts(self) -> list[Post]:
        """All posts, once everything is checked."""
        found = {post.id: post for post in self.kept}
        for checked in self.check():
            for post_id in checked.gone:
                found.pop(post_id, None)
            found.update((post.id, post) for post in checked.posts)
        return list(found.values())

    def save(self) -> None:
        """Keep what was read for the next run, and close the cache."""
        if self._cache is None:
            return
        with self._cache:
            if self._known or self._total >= self._fewest:
                for start in range(0, len(self._read), _BATCH):
                    part = self._read[start : start + _BATCH]
                    rows = [(post_id, encoded(reading, basis, self._now)) for post_id, reading, basis in part]
                    self._cache.keep([(post_id, row) for post_id, row in rows if row is not None])
                    # What cannot be kept is not to be read in its old state either.
                    self._cache.drop(
                        [post_id for post_id, row in rows if row is None and post_id in self._known]
                    )
                self._cache.drop(self._gone)
            if self._total >= self._large and (self._read or self._gone):
                self._cache.keep_newest(self._newest())
        self._read.clear()

    def _newest(self) -> list[PostId]:
        """The posts that a start may begin with: those with the latest dates, of the future too."""
        posts = {post_id: one.post for post_id, one in self._known.items() if one.post is not None}
        for post_id, reading, _ in self._read:
            if reading.post is not None:
                posts[post_id] = reading.post
        gone = set(self._gone)
        dated = (
            post
            for post in posts.values()
            if post.date and not (post.draft or post.hidden or post.id in gone)
        )
        return [post.id for post in nsmallest(NEWEST, dated, key=date_key)]

    def _holds(self, one: Candidate, bases: Bases, moment: int) -> bool:
        """Whether a file is as it was when it was kept; what lies behind a link is never known to be."""
        kept = self._known.get(one.id)
        return (
            kept is not None
            and not one.real
            and kept.since < moment < kept.until
            and kept.stamp == stamp_of(str(self._archive.root), one.id)
            and kept.basis == bases.of(one.id, one.role)
        )

    def _anew(
        self, batch: list[Candidate], reader: PostReader, bases: Bases
    ) -> tuple[tuple[Post, ...], tuple[PostId, ...]]:
        posts: list[Post] = []
        gone: list[PostId] = []
        for one in batch:
            reading = reader.read(one.id, one.role)
            if reading.post is not None:
                posts.append(reading.post)
            elif one.id in self._known:
                gone.append(one.id)
            if self._cache is not None and not one.real:
                self._read.append((one.id, reading, bases.of(one.id, one.role)))
        return tuple(posts), tuple(gone)

    def _missing(self, found: list[Candidate]) -> tuple[PostId, ...]:
        there = {one.id for one in found}
        self._gone = [post_id for post_id in self._known if post_id not in there]
        return tuple(self._gone)
