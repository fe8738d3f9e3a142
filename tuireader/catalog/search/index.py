"""The full-text index of an archive: updated in the background, searchable at any time."""

from __future__ import annotations

from functools import partial
from itertools import count, islice
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from tuireader.archive.disk.databases import trouble_of
from tuireader.archive.disk.files import begin
from tuireader.archive.saved_texts import SavedTexts
from tuireader.catalog.cache_file import cache_path
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.query.terms import reads_text
from tuireader.catalog.search.answer import answer
from tuireader.catalog.search.cache_folder import note_use, open_store, recreate_store, unusable
from tuireader.catalog.search.headings import Headings, headings
from tuireader.catalog.search.match import Results
from tuireader.catalog.search.posts import IndexedPosts, Listing, narrowed, select
from tuireader.catalog.search.store import TIMEOUT, VERSION, entry_of, known_of
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from sqlite3 import Error

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import CatalogChange
    from tuireader.catalog.query.query import Query
    from tuireader.catalog.search.store import Entry, IndexStore, StoredState, StoredView

POSTS_AT_ONCE = 1_000
CHARACTERS_AT_ONCE = 6_000_000
"""Characters per write; twice as many take less than twice the time."""
TIDIED_FROM = 50
"""Posts written in one go from which the index is tidied."""
POSTS_PER_TURN = 10
"""Posts read between two chances for other threads."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A post to be indexed; with `forced` even if it seems unchanged."""

    number: int
    post: Post
    forced: bool


@dataclass(frozen=True, slots=True)
class WriteBatch:
    """The entries to write at once, and the pending posts done by them."""

    store: IndexStore
    done: Sequence[Pending]
    entries: Sequence[Entry]
    gone: frozenset[PostId]


def read_some(
    archive: Archive,
    pending: Sequence[Pending],
    known: Mapping[PostId, StoredState],
    stop: Callable[[], bool],
    texts: SavedTexts,
) -> tuple[Sequence[Pending], Sequence[Entry]]:
    """The first pending posts, and the entries of those not known to be indexed unchanged.

    An unreadable file has an empty body; one with its text in `texts` is not read. `stop` is called now and then.
    """
    from tuireader.archive.source import Body, BodyReader

    bodies = BodyReader(archive)
    done: list[Pending] = []
    entries: list[Entry] = []
    size = 0
    for one in pending:
        if size > CHARACTERS_AT_ONCE or (entries and len(entries) % POSTS_PER_TURN == 0 and stop()):
            break
        done.append(one)
        if not one.forced and known.get(one.post.id) == known_of(one.post):
            continue
        saved = texts.take(archive, one.post.id)
        body = saved.source.body_only if saved else bodies.of(one.post.id) or Body("", 1)
        entries.append(entry_of(one.post, body.text, body.line))
        size += len(body.text)
    return done, entries


def origin_of(archive: Archive) -> str:
    """All that the texts of posts depend on besides their files: the folder, and how they are read."""
    return "\n".join([str(archive.root), *(f"{site.base} {site.engine.name}" for site in archive.sites)])


def found_by(index: SearchIndex, query: Query) -> frozenset[PostId] | None:
    """All posts of a query, unordered; None if the index has just failed."""

    def ask(posts: IndexedPosts) -> frozenset[PostId]:
        listing = posts.listing
        among = listing.everything - posts.pending if reads_text(query.condition) else listing.everything
        likely = narrowed(query.condition, among, posts)
        return frozenset(listing.order[place].id for place in select(query.condition, likely, posts))

    return index.look(ask)


HEADINGS_AT_ONCE = 50
"""Posts whose headings are read at once, so that a search does not wait long."""


def headings_of(
    index: SearchIndex, posts: Iterable[Post], known: Mapping[PostId, Headings]
) -> Mapping[PostId, Headings]:
    """The headings of these posts, as far as indexed; `known` ones are not read again."""
    found: dict[PostId, Headings] = {}
    unknown: list[Post] = []
    for post in posts:
        one = known.get(post.id)
        if one and one.stamp == post.stamp:
            found[post.id] = one
        else:
            unknown.append(post)
    for start in range(0, len(unknown), HEADINGS_AT_ONCE):
        found.update(_read(index, unknown[start : start + HEADINGS_AT_ONCE]))
    return found


def _read(index: SearchIndex, posts: Iterable[Post]) -> Mapping[PostId, Headings]:
    def ask(indexed: IndexedPosts) -> Mapping[PostId, Headings]:
        texts = ((post, indexed.view.text(post.id)) for post in posts)
        return {
            post.id: Headings(post.stamp, tuple(headings(kept.body, kept.line)))
            for post, kept in texts
            if kept is not None
        }

    return index.look(ask) or {}


T = TypeVar("T")


class SearchIndex:
    """An index in a file, or in memory if `path` is None or unusable; `problem` says why.

    Any thread may call any method. `bring_up_to_date` and `apply` read files and may take long; `search` does not wait
    for them with a file, and waits for one batch in memory.
    """

    def __init__(self, path: Path | None, *, timeout: float = TIMEOUT) -> None:
        self._path = path
        self._timeout = timeout
        self.texts = SavedTexts()
        """The texts of posts just saved, added by their readers, so that files are not read again."""
        self._store, self.problem = open_store(path, timeout)
        self._archive: Archive | None = None
        self._catalog = Catalog.empty()
        self._pending: dict[PostId, Pending] = {}
        self._gone: set[PostId] = set()
        self._listing: Listing | None = None
        self._numbers = count()
        self._noting = Lock()
        self._working = Lock()
        self._closed = False
        self.failures = 0
        """How often the file has failed, after which all posts are to be indexed again."""
        self._renewed = False
        """Whether a damaged file was replaced in this run; that happens once."""

    @classmethod
    def of(cls, root: Path) -> SearchIndex:
        """The index of the archive in the user's cache folder, which is cleaned up."""
        path = cache_path(root, "search", VERSION)
        index = cls(path)
        if index.problem is None:
            note_use(path)
        return index

    @property
    def complete(self) -> bool:
        """Whether every post of the last catalog is indexed in its state there."""
        return not self._pending

    @property
    def progress(self) -> tuple[int, int]:
        """The number of indexed posts, and of all posts."""
        total = len(self._catalog)
        return total - len(self._pending), total

    def close(self) -> None:
        """Close the file after the present search; later ones find nothing.

        A batch being written is given up: the next run repeats it.
        """
        self._closed = True
        self._store.interrupt()
        with self._working:
            self._store.close()

    # Updating

    def bring_up_to_date(
        self, archive: Archive, catalog: Catalog, stop: Callable[[], bool] = lambda: False
    ) -> bool:
        """Index the changed posts of the catalog, newest first; whether all are done.

        Only posts with another stamp, title or labels are read. `stop` is called often.
        """
        with self._noting:
            self._archive, self._catalog = archive, catalog
            forced = {pending.post.id for pending in self._pending.values() if pending.forced}
            self._pending = {post.id: self._as_pending(post, forced=post.id in forced) for post in catalog}
            store = self._store
        self._safely(store, lambda: self._compare(store, archive))
        many = len(self._pending) > max(TIDIED_FROM, len(catalog) // 2)
        self._work(stop)
        if many and self.complete and self._store is store and not self._closed:
            self._safely(store, store.tidy)
        if self._store is store and not self._closed:
            self._safely(store, store.shrink)
        return self.complete

    def apply(
        self,
        archive: Archive,
        catalog: Catalog,
        change: CatalogChange,
        stop: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Update the index after a change; whether all is done.

        Work of another thread is left to it; work stopped earlier goes first.
        """
        with self._noting:
            self._archive, self._catalog = archive, catalog
            for post_id in (*change.added, *change.updated):
                post = catalog.get(post_id)
                if post is not None:
                    self._pending[post_id] = self._as_pending(post, forced=post_id in change.updated)
                    self._gone.discard(post_id)
            for post_id in change.removed:
                self._pending.pop(post_id, None)
                self._gone.add(post_id)
        self._work(stop)
        return self.complete

    def _as_pending(self, post: Post, *, forced: bool = False) -> Pending:
        return Pending(next(self._numbers), post, forced)

    def _compare(self, store: IndexStore, archive: Archive) -> None:
        """Drop posts already indexed from the pending ones, and note deleted ones."""
        store.check()
        store.keep_only(origin_of(archive))
        with self._noting:
            catalog = self._catalog
        same: dict[PostId, Post] = {}
        unknown: list[PostId] = []
        for post_id, state in store.states():
            if (post := catalog.get(post_id)) is None:
                unknown.append(post_id)
            elif state == known_of(post):
                same[post.id] = post
        with self._noting:
            self._pending = {
                post_id: pending
                for post_id, pending in self._pending.items()
                if pending.forced or same.get(post_id) is not pending.post
            }
            self._gone.update(post_id for post_id in unknown if post_id not in self._catalog)

    def _work(self, stop: Callable[[], bool]) -> None:
        """Index the pending posts, unless another thread does."""
        while (self._pending or self._gone) and not (self._closed or stop()):
            if not self._working.acquire(blocking=False):
                return
            try:
                self._work_off(stop)
            finally:
                self._working.release()

    def _work_off(self, stop: Callable[[], bool]) -> None:
        """Read posts while earlier ones are written, during which SQLite leaves Python alone."""
        writing: Future[None] | None = None
        flying: frozenset[int] = frozenset()
        while not (self._closed or stop()):
            batch = self._batch(flying, stop)
            if writing is not None:
                writing.result()
            if not (batch.done or batch.gone):
                break
            flying = frozenset(pending.number for pending in batch.done)
            writing = begin(partial(self._write, batch))
        if writing is not None:
            writing.result()

    def _batch(self, flying: Collection[int], stop: Callable[[], bool]) -> WriteBatch:
        """The next pending posts in their present state, without those being written."""
        with self._noting:
            archive, store = self._archive, self._store
            waiting = (pending for pending in self._pending.values() if pending.number not in flying)
            some = list(islice(waiting, POSTS_AT_ONCE))
            gone = frozenset(self._gone)
        assert archive is not None
        known: Mapping[PostId, StoredState] = {}

        def look() -> None:
            nonlocal known
            known = store.known([pending.post.id for pending in some if not pending.forced])

        self._safely(store, look)
        return WriteBatch(store, *read_some(archive, some, known, stop, self.texts), gone)

    def _write(self, batch: WriteBatch) -> None:
        """Write a batch; posts pending again meanwhile stay so."""
        self._safely(batch.store, lambda: batch.store.write(batch.entries, batch.gone))
        with self._noting:
            if self._store is not batch.store:
                return
            self._gone -= batch.gone
            for pending in batch.done:
                if self._pending.get(pending.post.id) is pending:
                    del self._pending[pending.post.id]

    # Searching

    def search(
        self, query: Query, limit: int | None = None, stop: Callable[[], bool] = lambda: False
    ) -> Results:
        """The posts of a query in the last catalog, best first, at most `limit`.

        They are those for which `Query.matches` holds, without posts still to be indexed. After `stop` returned true,
        the result is meaningless.
        """
        found = self.look(lambda posts: answer(query.condition, posts, limit), stop)
        return found or Results(complete=False)

    def look(self, ask: Callable[[IndexedPosts], T], stop: Callable[[], bool] = lambda: False) -> T | None:
        """The answer of `ask` about the posts as indexed now; None if the file just failed."""
        import sqlite3

        with self._noting:
            catalog, pending, store = self._catalog, frozenset(self._pending), self._store
        try:
            with store.view() as view:
                return ask(IndexedPosts(self._listed(catalog, view), pending, view, stop))
        except sqlite3.Error as error:
            self._fall_back(store, error)
            return None

    def _listed(self, catalog: Catalog, view: StoredView) -> Listing:
        """The catalog's posts at this state of the index, with earlier answers."""
        state = view.version, len(view.ids), self._store
        listing = self._listing
        if listing is None or listing.catalog is not catalog or listing.state != state:
            listing = Listing(catalog, state, view)
            self._listing = listing
        return listing

    # Failures of the file

    def _safely(self, store: IndexStore, act: Callable[[], None]) -> None:
        """Act on a store; if its file fails, continue in another one, with all posts pending."""
        import sqlite3

        try:
            act()
        except sqlite3.Error as error:
            self._fall_back(store, error)

    def _fall_back(self, failed: IndexStore, error: Error) -> None:
        with self._noting:
            if self._store is not failed or self._closed:
                return
            if self._path is None or self.problem is not None:
                raise error
            failed.abandon()
            self.failures += 1
            if trouble_of(error) == "damaged" and not self._renewed:
                self._renewed = True
                self._store, self.problem = recreate_store(self._path, self._timeout)
            else:
                self.problem = unusable(error)
                self._store, _ = open_store(None)
            self._pending = {post.id: self._as_pending(post) for post in self._catalog}
            self._gone = set()
