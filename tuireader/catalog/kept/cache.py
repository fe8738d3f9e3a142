"""The file of kept posts in the user's cache folder; without it, posts are read from their own files."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from zlib import crc32

from tuireader.archive.disk.databases import is_inside, kept, own, trouble_of, why_unusable
from tuireader.archive.post import PostId
from tuireader.catalog.cache_file import CacheFile, cache_path, kept_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from sqlite3 import Connection


VERSION: Final = 2
"""To be raised whenever the format changes."""
TIMEOUT: Final = 1.0
_SCHEMA: Final = (
    "create table if not exists about(name text primary key, value text not null)",
    "create table if not exists posts(id blob primary key, row blob not null, sum integer not null)",
)


class PostCache(CacheFile):
    """The kept posts of one archive."""

    def __init__(self, path: Path, root: Path, *, timeout: float = TIMEOUT) -> None:
        super().__init__(path, timeout)
        self._root = root

    @classmethod
    def of(cls, root: Path) -> PostCache:
        """The cache of the archive in that folder."""
        return cls(cache_path(root, "posts", VERSION), root)

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

        if why_unusable(self.path) or self.path.exists():
            self.act(read)
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

        if why_unusable(self.path) or self.path.exists():
            self.act(read)
        return tuple(found)

    def keep_newest(self, ids: Sequence[PostId]) -> None:
        """Keep which posts are the newest."""
        self.change("insert or replace into about values('newest', ?)", [(json.dumps(ids),)])

    def keep(self, rows: Sequence[tuple[PostId, bytes]]) -> None:
        """Keep these rows in the place of earlier ones of the same files."""
        named = [(kept_id(post_id), row) for post_id, row in rows]
        summed = [(name, row, crc32(row, crc32(name))) for name, row in named]
        self.change("insert or replace into posts values(?, ?, ?)", summed)

    def drop(self, ids: Iterable[PostId]) -> None:
        """Keep nothing of these files any longer."""
        self.change("delete from posts where id = ?", [(kept_id(post_id),) for post_id in ids])

    def prepare(self, connection: Connection) -> None:
        """Make the tables where there are none."""
        import sqlite3

        try:
            connection.execute("select id, row, sum from posts limit 0")
            connection.execute("select name, value from about limit 0")
        except sqlite3.OperationalError as error:
            if trouble_of(error) != "damaged":
                raise
            connection.execute("begin immediate")
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.execute("select id, row, sum from posts limit 0")
            # Cleaning up asks whose it is.
            connection.execute("insert or replace into about values('origin', ?)", (kept(str(self._root)),))
            connection.execute("commit")
