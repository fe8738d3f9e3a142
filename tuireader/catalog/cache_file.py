"""A file in the user's cache folder, a database that the program can rebuild.

It may be missing, damaged, locked, another program's or on a full disk: then it is ignored.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from tuireader.archive.disk.databases import NO_FILE, remove, trouble_of, why_unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from sqlite3 import Connection


def cache_path(root: Path, folder: str, version: int) -> Path:
    """The file in a folder of the cache for the archive in the folder `root`; each version has its own."""
    from platformdirs import user_cache_path

    name = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return user_cache_path("tuireader") / folder / f"{name}.{version}.sqlite"


class CacheFile:
    """A file of the cache, opened when it is first used. One thread at a time may use it, and several processes.

    Nothing here fails: what cannot be read is not known, and what cannot be written is not kept. `timeout` is how many
    seconds to wait for another process before the file is ignored.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        self.path = path
        self._timeout = timeout
        self._connection: Connection | None = None
        self._given_up = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; it is opened again if it is used again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def prepare(self, connection: Connection) -> None:
        """Make the tables where there are none; raises `sqlite3.Error` where others have their names."""
        raise NotImplementedError

    def act(self, act: Callable[[Connection], None]) -> None:
        """Act on the file; after a failure, ignore it from now on."""
        if self._given_up:
            return
        import sqlite3

        try:
            if self._connection is None:
                self._connection = self._opened()
            act(self._connection)
        except (sqlite3.Error, OSError, ValueError) as error:
            self.close()
            self._given_up = True
            if trouble_of(error) == "damaged":
                with suppress(OSError):
                    remove(self.path)

    def change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Execute a statement for each of the rows, for all or for none; without rows, the file is left alone."""

        def write(connection: Connection) -> None:
            connection.execute("begin immediate")
            connection.executemany(statement, rows)
            connection.execute("commit")

        if rows:
            self.act(write)

    def _opened(self) -> Connection:
        """The connection to the file, a damaged one being rebuilt; raises OSError or `sqlite3.Error`."""
        import sqlite3

        reason = why_unusable(self.path)
        if reason in NO_FILE:
            remove(self.path)
        elif reason:
            raise OSError(reason)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return self._prepared()
        except sqlite3.Error as error:
            if trouble_of(error) != "damaged":
                raise
            remove(self.path)
            return self._prepared()

    def _prepared(self) -> Connection:
        import sqlite3

        connection = sqlite3.connect(
            self.path, timeout=self._timeout, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = off")
            self.prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def kept_id(post_id: str) -> bytes:
    """The id as bytes, since a file's name may be no text."""
    return post_id.encode("utf-8", "surrogatepass")
