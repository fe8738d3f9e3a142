"""The posts of an archive as files are now, of which only those are read that changed since they were kept."""

from __future__ import annotations

from contextlib import nullcontext
from heapq import nsmallest
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from tuireader.archive.disk.files import stamp_of
from tuireader.archive.disk.walk import candidates
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.kept.basis import Bases
from tuireader.catalog.kept.row import (
    RowReader,
    date_of,
    encoded,
    is_listed,
    is_post,
    is_settled,
    microseconds,
    state_of,
    without_fields,
)
from tuireader.catalog.order import date_key
from tuireader.catalog.table import PostTable
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.disk.walk import Candidate
    from tuireader.archive.document import Role
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.scan import PostReader, Reading
    from tuireader.catalog.kept.cache import PostCache

    Lot = Mapping[PostId, bytes | None]

NEWEST: Final = 16
"""Posts that are kept for the first screen; some may lie in the future."""
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


class ScanHelper(Protocol):
    """Another process that reads posts; see `tuireader.other_process.Helper`."""

    @property
    def ended(self) -> bool:
        """Whether all answers have come."""
        ...

    def answers(self, *, wait: bool) -> Iterator[Lot]:
        """Yield the lots read since the last call; with `wait`, also the one being read."""
        ...


@dataclass(frozen=True, slots=True)
class ScanSizes:
    """The numbers of files from which a cache is made, the newest posts are kept in it, and a helper is called."""

    cached: int = 200
    """Fewer are read as quickly as a cache."""
    large: int = 20_000
    """Among fewer, the newest are found by the dates in their names as soon."""
    shared: int = 2_000
    """Fewer are read before a process has started."""


SIZES: Final = ScanSizes()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read of a file, and its row where that was made already."""

    id: PostId
    reading: Reading
    basis: int
    row: bytes | None = None

    def kept(self, now: datetime) -> bytes | None:
        """The row to keep; None if nothing is to be kept."""
        if self.reading.stamp is None or not is_settled(self.reading.stamp, now):
            return None
        return self.row or encoded(self.reading, self.basis, now)


class KeptScan:
    """One scan of an archive. `kept` gives what an earlier run read, as long as nothing has been checked.

    Without a `cache` everything is read. A `helper` starts another process, which reads a part of many posts where none
    are kept.
    """

    def __init__(
        self,
        archive: Archive,
        now: datetime,
        cache: PostCache | None,
        *,
        helper: Callable[..., AbstractContextManager[ScanHelper]] | None = None,
        sizes: ScanSizes = SIZES,
    ) -> None:
        self._archive = archive
        self._now = now
        self._cache = cache
        self._helper = helper
        self._sizes = sizes
        self._kept: dict[PostId, bytes] = {} if cache is None else cache.rows()
        self._known = {post_id: without_fields(row) for post_id, row in self._kept.items()}
        self._total = 0
        self._read: list[_Seen] = []
        self._gone: list[PostId] = []
        self._rows = RowReader()

    def kept(self) -> Catalog:
        """The posts as they were kept, which the check may correct; they are read when they are asked for.

        They can be taken once: a row is held no longer than until its post is read.
        """
        rows, self._kept = self._kept, {}
        dates = [date_of(post_id, row) for post_id, row in rows.items() if is_post(row)]
        return Catalog.of(PostTable({key[2]: rows[key[2]] for key in dates}, self._rows.read), dates)

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
        done = 0
        for lot, rows in self._shared_out(_parted(found, sizes(len(found), _BATCH))):
            posts, gone = self._looked_at(lot, rows, reader, bases)
            done += len(lot)
            if done == len(found):
                gone += self._missing(found)
            yield Checked(posts, gone, done, len(found))

    def _shared_out(self, lots: list[list[Candidate]]) -> Iterator[tuple[list[Candidate], Lot]]:
        """Yield each lot with its rows, as far as a helper has read them; it begins with the last lot."""
        helper: AbstractContextManager[ScanHelper | None] = nullcontext()
        if self._helper is not None and not self._known and self._total >= self._sizes.shared:
            wanted = [[(one.id, one.role) for one in lot] for lot in lots[:0:-1]]
            helper = self._helper(rows_of, str(self._archive.root), wanted, self._now)
        with helper as other:
            while lots:
                for rows in other.answers(wait=len(lots) == 1) if other else ():
                    yield lots.pop(), rows
                if lots and (len(lots) > 1 or other is None or other.ended):
                    yield lots.pop(0), {}

    def posts(self) -> list[Post]:
        """All posts, once everything is checked."""
        found = {post.id: post for post in self.kept()}
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
            if self._known or self._total >= self._sizes.cached:
                for start in range(0, len(self._read), _BATCH):
                    part = self._read[start : start + _BATCH]
                    rows = [(seen.id, seen.kept(self._now)) for seen in part]
                    self._cache.keep([(post_id, row) for post_id, row in rows if row is not None])
                    # What cannot be kept is not to be read in its old state either.
                    self._cache.drop(
                        [post_id for post_id, row in rows if row is None and post_id in self._known]
                    )
                self._cache.drop(self._gone)
            if self._total >= self._sizes.large and (self._read or self._gone):
                self._cache.keep_newest(self._newest())
        self._read.clear()

    def _newest(self) -> list[PostId]:
        """The posts that a start may begin with: those with the latest dates, of the future too."""
        read = {seen.id: seen.reading.post for seen in self._read}
        gone = set(self._gone)
        kept = (
            date_of(post_id, row)
            for post_id, row in self._known.items()
            if post_id not in read and is_post(row) and is_listed(row)
        )
        new = (date_key(post) for post in read.values() if post and not (post.draft or post.hidden))
        dated = (key for key in chain(kept, new) if key[3] is not None and key[2] not in gone)
        return [key[2] for key in nsmallest(NEWEST, dated)]

    def _holds(self, one: Candidate, bases: Bases, moment: int) -> bool:
        """Whether a file is as it was when it was kept; what lies behind a link is never known to be."""
        row = self._known.get(one.id)
        if row is None or one.real:
            return False
        kept = state_of(row)
        return (
            kept.since < moment < kept.until
            and kept.stamp == stamp_of(str(self._archive.root), one.id)
            and kept.basis == bases.of(one.id, one.role)
        )

    def _looked_at(
        self, lot: list[Candidate], rows: Lot, reader: PostReader, bases: Bases
    ) -> tuple[tuple[Post, ...], tuple[PostId, ...]]:
        """The posts of a lot that differ from those kept, and the files that are no longer posts."""
        posts: list[Post] = []
        gone: list[PostId] = []
        moment = microseconds(self._now)
        for one in lot:
            if self._holds(one, bases, moment):
                continue
            seen = self._helped(one, rows.get(one.id), bases)
            if seen is None:
                seen = _Seen(one.id, reader.read(one.id, one.role), bases.of(one.id, one.role))
            if seen.reading.post is not None:
                posts.append(seen.reading.post)
            elif one.id in self._known:
                gone.append(one.id)
            if self._cache is not None and not one.real:
                self._read.append(seen)
        return tuple(posts), tuple(gone)

    def _helped(self, one: Candidate, row: bytes | None, bases: Bases) -> _Seen | None:
        """What a helper read of a file; None if it did not, or found another site than this."""
        if row is None:
            return None
        from tuireader.archive.scan import Reading

        kept = state_of(row)
        if kept.basis != bases.of(one.id, one.role):
            return None
        post = self._rows.read(one.id, row) if is_post(row) else None
        return _Seen(one.id, Reading(post, kept.stamp), kept.basis, row)

    def _missing(self, found: list[Candidate]) -> tuple[PostId, ...]:
        there = {one.id for one in found}
        self._gone = [post_id for post_id in self._known if post_id not in there]
        return tuple(self._gone)


def _parted(found: list[Candidate], counts: Iterable[int]) -> list[list[Candidate]]:
    """The files in lots of these sizes."""
    rest = iter(found)
    return [list(islice(rest, count)) for count in counts]


def rows_of(root: str, lots: Sequence[Sequence[tuple[PostId, Role]]], now: datetime) -> Iterator[Lot]:
    """Yield the rows of lots of files, None for those without one; in another process."""
    from tuireader.archive.archive import Archive, open_archive
    from tuireader.archive.scan import PostReader

    archive = open_archive(Path(root))
    if not isinstance(archive, Archive):
        return
    reader = PostReader(archive, now)
    bases = Bases(archive, reader)
    for lot in lots:
        yield {
            post_id: encoded(reader.read(post_id, role), bases.of(post_id, role), now)
            for post_id, role in lot
        }
