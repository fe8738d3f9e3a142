"""The tables of the index in SQLite: in a file that may disappear at any time, or in memory."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from tuireader.archive.disk.databases import kept, seal, unsealed
from tuireader.archive.post import PostId, Stamp
from tuireader.catalog.cache_file import kept_id
from tuireader.catalog.query.words import PART
from tuireader.catalog.search.headings import headings
from tuireader.catalog.search.packing import damaged, packer_of
from tuireader.catalog.search.text import BREAK, tokenised
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from tuireader.archive.post import Post
    from tuireader.catalog.search.packing import Packer

WORDS: Final = ("heads", "texts")
_MISSING: Final = """
select count(*) from posts where row not in (select row from bodies)
    or row not in (select id from heads_docsize) or row not in (select id from texts_docsize)
"""


def check(connection: Connection) -> None:
    """Read all of an index; raises `sqlite3.DatabaseError` if it is damaged."""
    connection.execute("begin")
    try:
        for table in WORDS:
            # SQLite 3.44 and later check these tables too, by what a connection knows of them: a query renews that.
            connection.execute(f"select rowid from {table} limit 1").fetchone()  # noqa: S608 - of this module's own
        (said,) = connection.execute("pragma quick_check(1)").fetchone()
    finally:
        connection.rollback()
    if said != "ok":
        raise damaged(said)
    for table in WORDS:
        # Of the words, and of each of their beginnings that is indexed, there are as many as there should be.
        connection.execute(f"insert into {table}({table}) values('integrity-check')")
    if connection.execute(_MISSING).fetchone() != (0,):
        raise damaged("a post has no words")


IN_HEAD = "select rowid from heads where heads match ?"
IN_BODY = "select rowid from texts where texts match ?"
HEAD_FIT = "select rowid, -bm25(heads, 10.0, 5.0, 3.0) from heads where heads match ?"
BODY_FIT = "select rowid, -bm25(texts) from texts where texts match ?"


@dataclass(frozen=True, slots=True)
class KeptText:
    """A post's text: title and labels, with separators, and the body, which begins at `line` of the file."""

    head: str
    line: int
    body: str


class StoredView:
    """One state of the index, to be used briefly. `ids` maps rows to posts across views."""

    def __init__(self, connection: Connection, ids: dict[int, PostId]) -> None:
        self._connection = connection
        self._packer: Packer | None = None
        # Rows are never reused, so known ids stay valid.
        new = connection.execute("select row, id from posts where row > ?", (next(reversed(ids), 0),))
        ids.update((row, own_id(kept)) for row, kept in new)
        self.ids: Mapping[int, PostId] = ids
        (version,) = connection.execute("pragma data_version").fetchone()
        self.version: int = version
        """A number that changes when another connection has written."""

    def in_body(self, expression: str) -> list[tuple[int]]:
        """The rows of posts whose body matches an FTS5 expression."""
        return self._rows(IN_BODY, expression)

    def in_head(self, expression: str, columns: str) -> list[tuple[int]]:
        """The rows of posts that match in one of the columns `title`, `labels` or `headings`."""
        return self._rows(IN_HEAD, f"{{{columns}}} : ({expression})")

    def head_fits(self, expression: str) -> list[tuple[int, float]]:
        """The rows of posts that match in title, labels or headings, and their scores."""
        return self._rows(HEAD_FIT, expression)

    def body_fits(self, expression: str) -> list[tuple[int, float]]:
        """The rows of posts that match in the body, and their scores."""
        return self._rows(BODY_FIT, expression)

    def _rows(self, select: str, expression: str) -> list[Any]:
        return self._connection.execute(select, (expression,)).fetchall()

    def text(self, post_id: PostId) -> KeptText | None:
        """The text of a post, or None if it is not indexed."""
        found = self._connection.execute(
            "select head, line, body from posts join bodies using (row) where id = ?", (kept_id(post_id),)
        ).fetchone()
        if found is None:
            return None
        if not isinstance(found[0], str):
            raise damaged("a post's text is no text")
        if self._packer is None:
            self._packer = packer_of(self._connection, ())
        return KeptText(found[0], found[1], self._packer.body(found[2]))


def own_id(kept: bytes) -> PostId:
    """The id of these bytes; raises `sqlite3.DatabaseError` if they are invalid."""
    try:
        return PostId(kept.decode("utf-8", "surrogatepass"))
    except (UnicodeDecodeError, AttributeError) as error:
        raise damaged("a post's name is damaged") from error


VERSION = 6
"""To be raised whenever the contents of the tables change, tokens included; each version has its own files."""
TIMEOUT = 5.0
"""Seconds to wait for another process before the index is given up."""
HASH_BYTES = 32 << 20
"""Memory for tokens before SQLite writes them; with the default, indexing takes half as long again."""

SCHEMA = """
create table if not exists about(name text primary key, value text not null);
create table if not exists posts(
    row integer primary key autoincrement, id blob not null unique,
    mtime integer not null, size integer not null, inode integer not null, ctime integer not null, head text not null);
create table if not exists bodies(row integer primary key, line integer not null, body blob not null);
create virtual table if not exists heads using fts5(title, labels, headings, tokenize='ascii', prefix='1');
create virtual table if not exists texts using fts5(body, content='', tokenize='ascii', prefix='1');
"""
COLUMNS = {
    "about": "name, value",
    "posts": "row, id, mtime, size, inode, ctime, head",
    "bodies": "row, line, body",
    "heads": "title, labels, headings",
    "texts": "body",
}
EMPTY = (
    "delete from about where name = 'sample'",
    "delete from posts",
    "delete from bodies",
    "delete from heads",
    "insert into texts(texts) values('delete-all')",
)


@dataclass(frozen=True, slots=True)
class StoredState:
    """The properties of a post that decide whether it must be read again: its stamp, title and labels."""

    stamp: Stamp
    head: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A post in the index: its text, then its tokens; the body begins at `line` of the file."""

    id: PostId
    known: StoredState
    line: int
    body: str
    title: str
    labels: str
    headings: str
    tokens: str


class IndexStore:
    """The tables, with one connection to write and one to read; in a file they never wait for each other.

    Any thread may call any method; each may raise `sqlite3.Error`.
    """

    def __init__(self, path: Path | None, *, timeout: float = TIMEOUT) -> None:
        self._path = path
        state = unsealed(path) if path else "whole"
        if state == "changed":
            raise damaged("something else has changed it")
        self._whole = state == "whole"
        """Whether the contents are surely undamaged."""
        self._writing = Lock()
        self._writer = _connect(path, timeout)
        self._reading = Lock() if path else self._writing
        try:
            _prepare(self._writer)
            self._reader = _connect(path, timeout) if path else self._writer
        except BaseException:
            self._writer.close()
            raise
        self._ids: dict[int, PostId] = {}

    def interrupt(self) -> None:
        """Give up the present write."""
        self._writer.interrupt()

    def close(self) -> None:
        """Close the file after the present batch or query."""
        with self._writing:
            self._writer.close()
        with self._reading:
            self._reader.close()
        if self._path and self._whole:
            seal(self._path)

    def abandon(self) -> None:
        """Close a file that has failed."""
        from sqlite3 import Error

        self._whole = False
        with suppress(Error):
            self.close()

    def check(self) -> None:
        """Check the tables for damage, unless they are known to be whole.

        Raises `sqlite3.DatabaseError` if they are damaged. It takes as long as reading the whole file.
        """
        if not self._whole:
            with self._writing:
                check(self._writer)
            self._whole = True

    def keep_only(self, origin: str) -> None:
        """Empty the tables unless their contents have this origin."""
        with self._writing, _transaction(self._writer) as connection:
            found = connection.execute("select value from about where name = 'origin'").fetchone()
            if found is None or found[0] != kept(origin):
                for statement in EMPTY:
                    connection.execute(statement)
                connection.execute("insert or replace into about values('origin', ?)", (kept(origin),))

    def known(self, ids: Sequence[PostId]) -> Mapping[PostId, StoredState]:
        """The known states of these posts."""
        with self._reading:
            each = (self._reader.execute(f"{_STATES} where id = ?", (kept_id(one),)) for one in ids)
            return dict(_state_of(row) for rows in each for row in rows)

    def states(self) -> Iterator[tuple[PostId, StoredState]]:
        """Yield all posts with their known states; nothing else is read meanwhile.

        Those of a large archive together would take as much memory as its posts.
        """
        with self._reading:
            yield from map(_state_of, self._reader.execute(_STATES))

    def write(self, entries: Sequence[Entry], gone: Iterable[PostId] = ()) -> None:
        """Add posts, replacing earlier ones, and remove others; all or nothing."""
        with self._writing, _transaction(self._writer) as connection:
            old = packer_of(connection, ())
            for post_id in (*gone, *(entry.id for entry in entries)):
                _remove(connection, post_id, old)
            rows = [_add(connection, entry) for entry in entries]
            pairs = list(zip(rows, entries, strict=True))
            packer = packer_of(connection, [entry.body for entry in entries])
            connection.executemany(
                "insert into bodies values(?, ?, ?)",
                ((row, entry.line, packer.packed(entry.body)) for row, entry in pairs),
            )
            connection.executemany(
                "insert into heads(rowid, title, labels, headings) values(?, ?, ?, ?)",
                [(row, entry.title, entry.labels, entry.headings) for row, entry in pairs],
            )
            connection.executemany(
                "insert into texts(rowid, body) values(?, ?)", [(row, entry.tokens) for row, entry in pairs]
            )

    def tidy(self) -> None:
        """Put the parts of the index together after many posts were written, which makes it smaller."""
        with self._writing:
            self._writer.execute("insert into texts(texts) values('optimize')")
            # Each step gives back one page, and `execute` makes one step.
            self._writer.executescript("pragma incremental_vacuum")

    def shrink(self) -> None:
        """Free the memory in which SQLite holds pages to read them again."""
        for lock, connection in ((self._writing, self._writer), (self._reading, self._reader)):
            with lock:
                connection.execute("pragma shrink_memory")

    @contextmanager
    def view(self) -> Iterator[StoredView]:
        """The posts in their present state, whatever is written meanwhile."""
        with self._reading:
            self._reader.execute("begin")
            try:
                yield StoredView(self._reader, self._ids)
            finally:
                self._reader.rollback()


def _connect(path: Path | None, timeout: float) -> Connection:
    import sqlite3

    connection = sqlite3.connect(
        path or ":memory:", timeout=timeout, isolation_level=None, check_same_thread=False
    )
    try:
        # Of a new file: what is free at its end can be given back.
        connection.execute("pragma auto_vacuum = incremental")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Connection) -> None:
    for statement in SCHEMA.split(";"):
        connection.execute(statement)
    for table, columns in COLUMNS.items():
        # What is there by that name may be another program's.
        connection.execute(f"select {columns} from {table} limit 0")  # noqa: S608 - of this module's own names
    for table in ("heads", "texts"):
        connection.execute(f"insert into {table}({table}, rank) values('hashsize', ?)", (HASH_BYTES,))


@contextmanager
def _transaction(connection: Connection) -> Iterator[Connection]:
    connection.execute("begin immediate")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.execute("commit")


def _add(connection: Connection, entry: Entry) -> int | None:
    stamp = entry.known.stamp
    return connection.execute(
        "insert into posts(id, mtime, size, inode, ctime, head) values(?, ?, ?, ?, ?, ?)",
        (kept_id(entry.id), stamp.mtime_ns, stamp.size, stamp.inode, stamp.ctime_ns, entry.known.head),
    ).lastrowid


def _remove(connection: Connection, post_id: PostId, packer: Packer) -> None:
    found = connection.execute(
        "select row, body from posts join bodies using (row) where id = ?", (kept_id(post_id),)
    ).fetchone()
    if found is None:
        return
    row, body = found[0], packer.body(found[1])
    # An index without the texts needs the removed text.
    connection.execute("insert into texts(texts, rowid, body) values('delete', ?, ?)", (row, tokenised(body)))
    connection.execute("delete from heads where rowid = ?", (row,))
    connection.execute("delete from bodies where row = ?", (row,))
    connection.execute("delete from posts where row = ?", (row,))


_STATES: Final = "select id, mtime, size, inode, ctime, head from posts"


def _state_of(row: tuple[Any, ...]) -> tuple[PostId, StoredState]:
    return own_id(row[0]), StoredState(Stamp(*row[1:5]), row[5])


def known_of(post: Post) -> StoredState:
    """The properties that decide whether the post must be read again."""
    return StoredState(post.stamp, PART.join((post.title, *post.tags, *post.categories)))


def entry_of(post: Post, body: str, line: int) -> Entry:
    """The entry of a post whose body begins at `line` of its file."""
    return Entry(
        post.id,
        known_of(post),
        line,
        body,
        tokenised(post.title),
        BREAK.join(map(tokenised, (*post.tags, *post.categories))),
        BREAK.join(tokenised(heading.text) for heading in headings(body, line)),
        tokenised(body),
    )
