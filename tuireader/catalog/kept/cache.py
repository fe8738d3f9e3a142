"""The file of kept posts in the user's cache folder.

It may be missing, damaged, locked, another program's or on a full disk: then posts are read from their own files.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self
from zlib import crc32

from tuireader.archive.disk.databases import NO_FILE, is_inside, kept, own, remove, trouble_of, why_unusable
from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from sqlite3 import Connection
    from types import TracebackType


VERSION: Final = 2
"""To be raised whenever the format changes; each version has its own files."""
TIMEOUT: Final = 1.0
"""Seconds to wait for another process before the file is ignored."""
_SCHEMA: Final = (
    "create table if not exists about(name text primary key, value text not null)",
    "create table if not exists posts(id blob primary key, row blob not null, sum integer not null)",
)


def posts_path(root: Path) -> Path:
    """The file for the posts of the archive in that folder."""
    from platformdirs import user_cache_path

    name = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return user_cache_path("tuireader") / "posts" / f"{name}.{VERSION}.sqlite"


class PostCache:
    """The kept posts of one archive. One thread at a time may use it, and several processes at once.

    Nothing here fails: what cannot be read is not known, and what cannot be written is not kept.
    """

    def __init__(self, path: Path, root: Path, *, timeout: float = TIMEOUT) -> None:
        self._path = path
        self._root = root
        self._timeout = timeout
        self._connection: Connection | None = None
        self._given_up = False

    @classmethod
    def of(cls, root: Path) -> PostCache:
        """The cache of the archive in that folder; opened when it is first used."""
        return cls(posts_path(root), root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; it is opened again if it is used again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def rows(self) -> dict[PostId, bytes]:
        """The rows of all files that are kept, posts and others."""
        found: dict[PostId, bytes] = {}

        def read(connection: Connection) -> None:
            for name, row, checksum in connection.execute("select id, row, sum from posts"):
                # Rows of a damaged file are as good as missing; the sum is of the name as well.
                try:
                    if crc32(row, crc32(name)) == checksum and is_inside(post_id := own(name)):
                        found[PostId(post_id)] = row
                except (ValueError, TypeError):
                    pass

        if why_unusable(self._path) or self._path.exists():
            self._safely(read)
            # Reading takes long, and may end early, before anything is kept.
            self.close()
        return found

    def newest(self) -> tuple[PostId, ...]:
        """The posts that were the newest when they were kept, the newest first; none if nothing is kept."""
        found: list[PostId] = []

        def read(connection: Connection) -> None:
            row = connection.execute("select value from about where name = 'newest'").fetchone()
            with suppress(ValueError, TypeError, AttributeError):
                found.extend(PostId(one) for one in json.loads(row[0] if row else "[]") if is_inside(one))

        if why_unusable(self._path) or self._path.exists():
            self._safely(read)
        return tuple(found)

    def keep_newest(self, ids: Sequence[PostId]) -> None:
        """Keep which posts are the newest."""
        self._change("insert or replace into about values('newest', ?)", [(json.dumps(ids),)])

    def keep(self, rows: Sequence[tuple[PostId, bytes]]) -> None:
        """Keep these rows in the place of earlier ones of the same files."""
        named = [(_name(post_id), row) for post_id, row in rows]
        summed = [(name, row, crc32(row, crc32(name))) for name, row in named]
        self._change("insert or replace into posts values(?, ?, ?)", summed)

    def drop(self, ids: Iterable[PostId]) -> None:
        """Keep nothing of these files any longer."""
        self._change("delete from posts where id = ?", [(_name(post_id),) for post_id in ids])

    def _change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        def write(connection: Connection) -> None:
            connection.execute("begin immediate")
            try:
                connection.executemany(statement, rows)
                connection.execute("commit")
            except BaseException:
                with suppress(Exception):
                    connection.execute("rollback")
                raise

        if rows:
            self._safely(write)

    def _safely(self, act: Callable[[Connection], None]) -> None:
        """Act on the file; after a failure, ignore it from now on."""
        if self._given_up:
            return
        import sqlite3

        try:
            if self._connection is None:
                self._connection = _opened(self._path, self._root, self._timeout)
            act(self._connection)
        except (sqlite3.Error, OSError, ValueError) as error:
            self.close()
            self._given_up = True
            if trouble_of(error) == "damaged":
                with suppress(OSError):
                    remove(self._path)


def _opened(path: Path, root: Path, timeout: float) -> Connection:
    """The connection to the file, a damaged one being made anew; raises OSError or `sqlite3.Error`."""
    import sqlite3

    reason = why_unusable(path)
    if reason in NO_FILE:
        remove(path)
    elif reason:
        raise OSError(reason)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return _prepared(path, root, timeout)
    except sqlite3.Error as error:
        if trouble_of(error) != "damaged":
            raise
        remove(path)
        return _prepared(path, root, timeout)


def _prepared(path: Path, root: Path, timeout: float) -> Connection:
    import sqlite3

    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
        try:
            connection.execute("select id, row, sum from posts limit 0")
            connection.execute("select name, value from about limit 0")
        except sqlite3.OperationalError as error:
            if trouble_of(error) != "damaged":
                raise
            _make(connection, root)
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: Connection, root: Path) -> None:
    """Make the tables; raises `sqlite3.Error` where there are others of their names."""
    connection.execute("begin immediate")
    for statement in _SCHEMA:
        connection.execute(statement)
    connection.execute("select id, row, sum from posts limit 0")
    # Cleaning up asks whose it is.
    connection.execute("insert or replace into about values('origin', ?)", (kept(str(root)),))
    connection.execute("commit")


def _name(post_id: PostId) -> bytes:
    """The id as bytes, since a file's name may be no text."""
    return post_id.encode("utf-8", "surrogatepass")
