"""The links that were found in bodies, kept in the user's cache folder: tomorrow only what changed is read again.

The file may go at any time, and so may what is in it. Where it cannot be used nothing is known, and nothing is said.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self
from zlib import crc32

from tuireader.archive.disk.databases import NO_FILE, kept, remove, trouble_of, why_unusable
from tuireader.archive.post import Stamp
from tuireader.archive.written_link import WrittenLink

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from sqlite3 import Connection
    from types import TracebackType

    from tuireader.archive.post import PostId

    Links = tuple[WrittenLink, ...]

VERSION: Final = 5
"""Counts up whenever other links are found in the same text, or they are kept otherwise."""
TIMEOUT: Final = 2.0
"""Seconds for which another process may hold the file before it is left alone."""
SCHEMA: Final = """
create table if not exists origin(origin text not null);
create table if not exists links(
    id blob primary key, mtime integer not null, size integer not null, inode integer not null,
    ctime integer not null, links blob not null, sum integer not null);
"""


class LinkCache:
    """The kept links of one archive; used in one thread, and by any number of processes at once.

    `origin` describes what links depend on besides the files that they stand in: what was kept of another is forgotten.
    """

    def __init__(self, path: Path, origin: str, *, timeout: float = TIMEOUT) -> None:
        self._path = path
        self._connection = _opened(path, origin, timeout)

    @classmethod
    def of(cls, root: Path, origin: str) -> LinkCache:
        """Return the cache of the archive in that folder."""
        from platformdirs import user_cache_path

        name = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
        return cls(user_cache_path("tuireader") / "links" / f"{name}.{VERSION}.sqlite", origin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def known(self, stamps: Mapping[PostId, Stamp]) -> dict[PostId, Links]:
        """Return the links of those posts whose files bear the stamps that they bore when they were read."""
        found: dict[PostId, Links] = {}

        def look(connection: Connection) -> None:
            for post_id, stamp in stamps.items():
                row = connection.execute(
                    "select mtime, size, inode, ctime, links, sum from links where id = ?",
                    (_kept_id(post_id),),
                ).fetchone()
                if row and Stamp(*row[:4]) == stamp and (links := _links(*row[4:])) is not None:
                    found[post_id] = links

        self._safely(look)
        return found

    def keep(self, found: Mapping[PostId, tuple[Stamp, Links]]) -> None:
        """Keep the links of these posts in the place of what was kept of them."""
        rows = [
            (_kept_id(post_id), *_columns(stamp), data := _data(links), crc32(data))
            for post_id, (stamp, links) in found.items()
        ]

        def write(connection: Connection) -> None:
            connection.execute("begin immediate")
            connection.executemany("insert or replace into links values(?, ?, ?, ?, ?, ?, ?)", rows)
            connection.execute("commit")

        self._safely(write)

    def keep_only(self, posts: set[PostId]) -> None:
        """Forget the posts that are not among these."""
        ids = {_kept_id(post_id) for post_id in posts}

        def clean(connection: Connection) -> None:
            gone = [row for row in connection.execute("select id from links") if row[0] not in ids]
            if gone:
                connection.execute("begin immediate")
                connection.executemany("delete from links where id = ?", gone)
                connection.execute("commit")

        self._safely(clean)

    def _safely(self, act: Callable[[Connection], None]) -> None:
        """Do something with the file; where that fails, do without it from now on."""
        import sqlite3

        if self._connection is None:
            return
        try:
            act(self._connection)
        except sqlite3.Error as error:
            self._connection.close()
            self._connection = None
            if trouble_of(error) == "damaged":
                with suppress(OSError):
                    remove(self._path)


def _opened(path: Path, origin: str, timeout: float) -> Connection | None:
    """The file's connection; a damaged file is made anew, and one that cannot be had is None."""
    import sqlite3

    try:
        reason = why_unusable(path)
        if reason in NO_FILE:
            remove(path)
        elif reason:
            return None
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _prepared(path, origin, timeout)
        except sqlite3.Error as error:
            if trouble_of(error) != "damaged":
                return None  # Locked, say, or not to be written to; no reason to take it away.
            remove(path)
            return _prepared(path, origin, timeout)
    except (sqlite3.Error, OSError):
        return None


def _prepared(path: Path, origin: str, timeout: float) -> Connection:
    import sqlite3

    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
        connection.execute("begin immediate")
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("select id, mtime, size, inode, ctime, links, sum from links limit 0")
        if connection.execute("select origin from origin").fetchall() != [(kept(origin),)]:
            connection.execute("delete from origin")
            connection.execute("delete from links")
            connection.execute("insert into origin values(?)", (kept(origin),))
        connection.execute("commit")
    except BaseException:
        connection.close()
        raise
    return connection


def _columns(stamp: Stamp) -> tuple[int, ...]:
    return stamp.mtime_ns, stamp.size, stamp.inode, stamp.ctime_ns


def _data(links: Links) -> bytes:
    fields = [(one.line, one.column, one.href, one.text, one.syntax, one.image) for one in links]
    return json.dumps(fields, separators=(",", ":")).encode("ascii")


def _links(data: object, checksum: object) -> Links | None:
    """The links that were kept as `data`, or None where that is damaged."""
    if not isinstance(data, bytes) or crc32(data) != checksum:
        return None
    try:
        return tuple(WrittenLink(*fields) for fields in json.loads(data))
    except (ValueError, TypeError, RecursionError):
        return None


def _kept_id(post_id: PostId) -> bytes:
    """The id as it is kept: a file's name may hold what is no text."""
    return post_id.encode("utf-8", "surrogatepass")
