"""The links of posts in the user's cache folder, so that the next run reads only changed posts.

The file and its contents may disappear at any time. An unusable file is ignored silently.
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
"""To be raised whenever other links are found in the same text, or the format changes."""
TIMEOUT: Final = 2.0
"""Seconds to wait for another process before the file is ignored."""
SCHEMA: Final = """
create table if not exists origin(origin text not null);
create table if not exists links(
    id blob primary key, mtime integer not null, size integer not null, inode integer not null,
    ctime integer not null, links blob not null, sum integer not null);
"""


class LinkCache:
    """The cached links of one archive; used in one thread, but by several processes at once.

    `origin` describes all that links depend on besides their files; links of another origin are dropped.
    """

    def __init__(self, path: Path, origin: str, *, timeout: float = TIMEOUT) -> None:
        self._path = path
        self._connection = _opened(path, origin, timeout)

    @classmethod
    def of(cls, root: Path, origin: str) -> LinkCache:
        """The cache of the archive in that folder."""
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
        """The links of posts whose files are unchanged by their stamps."""
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
        """Save the links of these posts, replacing earlier ones."""
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
        """Drop all other posts."""
        ids = {_kept_id(post_id) for post_id in posts}

        def clean(connection: Connection) -> None:
            gone = [row for row in connection.execute("select id from links") if row[0] not in ids]
            if gone:
                connection.execute("begin immediate")
                connection.executemany("delete from links where id = ?", gone)
                connection.execute("commit")

        self._safely(clean)

    def _safely(self, act: Callable[[Connection], None]) -> None:
        """Act on the file; after a failure, ignore it from now on."""
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
    """The connection to the file; a damaged file is made anew, an unusable one gives None."""
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
    """The links in `data`, or None if it is damaged."""
    if not isinstance(data, bytes) or crc32(data) != checksum:
        return None
    try:
        return tuple(WrittenLink(*fields) for fields in json.loads(data))
    except (ValueError, TypeError, RecursionError):
        return None


def _kept_id(post_id: PostId) -> bytes:
    """The id as bytes, since a file name may not be valid text."""
    return post_id.encode("utf-8", "surrogatepass")
