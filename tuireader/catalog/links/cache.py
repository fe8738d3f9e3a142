"""The links of posts in the user's cache folder, so that the next run reads only changed posts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from zlib import crc32

from tuireader.archive.disk.databases import kept
from tuireader.archive.post import Stamp
from tuireader.archive.written_link import WrittenLink
from tuireader.catalog.cache_file import CacheFile, cache_path, kept_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from sqlite3 import Connection

    from tuireader.archive.post import PostId

    Links = tuple[WrittenLink, ...]

VERSION: Final = 6
"""To be raised whenever other links are found in the same text, or the format changes."""
TIMEOUT: Final = 2.0
SCHEMA: Final = """
create table if not exists origin(origin text not null);
create table if not exists links(
    id blob primary key, mtime integer not null, size integer not null, inode integer not null,
    ctime integer not null, links blob not null, sum integer not null);
create table if not exists sound(
    id blob primary key, mtime integer not null, size integer not null, inode integer not null,
    ctime integer not null, basis integer not null);
"""


class LinkCache(CacheFile):
    """The cached links of one archive, and which of its posts are sound: without a problem in their texts.

    `origin` describes all that links depend on besides their files; what is of another origin is dropped.
    """

    def __init__(self, path: Path, origin: str, *, timeout: float = TIMEOUT) -> None:
        super().__init__(path, timeout)
        self._origin = origin

    @classmethod
    def of(cls, root: Path, origin: str) -> LinkCache:
        """The cache of the archive in that folder."""
        return cls(cache_path(root, "links", VERSION), origin)

    def known(self, stamps: Mapping[PostId, Stamp]) -> dict[PostId, Links]:
        """The links of posts whose files are unchanged by their stamps."""
        found: dict[PostId, Links] = {}

        def look(connection: Connection) -> None:
            for post_id, stamp in stamps.items():
                row = connection.execute(
                    "select mtime, size, inode, ctime, links, sum from links where id = ?",
                    (kept_id(post_id),),
                ).fetchone()
                if row and Stamp(*row[:4]) == stamp and (links := _links(*row[4:])) is not None:
                    found[post_id] = links

        self.act(look)
        return found

    def keep(self, found: Mapping[PostId, tuple[Stamp, Links]]) -> None:
        """Save the links of these posts, replacing earlier ones."""
        rows = [
            (kept_id(post_id), *_columns(stamp), data := _data(links), crc32(data))
            for post_id, (stamp, links) in found.items()
        ]

        self.change("insert or replace into links values(?, ?, ?, ?, ?, ?, ?)", rows)

    def keep_only(self, posts: set[PostId]) -> None:
        """Drop all other posts."""
        ids = {kept_id(post_id) for post_id in posts}
        there: list[tuple[bytes]] = []
        self.act(lambda connection: there.extend(connection.execute("select id from links")))
        gone = [row for row in there if row[0] not in ids]
        self.change("delete from links where id = ?", gone)
        self.change("delete from sound where id = ?", gone)

    def sound(self, states: Mapping[PostId, tuple[Stamp, int]]) -> frozenset[PostId]:
        """The posts known to be sound in this state: the stamp of the file, and the number for all else."""
        there: dict[bytes, tuple[int, ...]] = {}

        def look(connection: Connection) -> None:
            rows = connection.execute("select id, mtime, size, inode, ctime, basis from sound")
            there.update((row[0], row[1:]) for row in rows)

        self.act(look)
        return frozenset(
            post_id
            for post_id, (stamp, basis) in states.items()
            if there.get(kept_id(post_id)) == (*_columns(stamp), basis)
        )

    def keep_sound(self, states: Mapping[PostId, tuple[Stamp, int]]) -> None:
        """Save that these posts are sound in this state."""
        rows = [(kept_id(post_id), *_columns(stamp), basis) for post_id, (stamp, basis) in states.items()]
        self.change("insert or replace into sound values(?, ?, ?, ?, ?, ?)", rows)

    def prepare(self, connection: Connection) -> None:
        """Make the tables where there are none, and drop links of another origin."""
        connection.execute("begin immediate")
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("select id, mtime, size, inode, ctime, links, sum from links limit 0")
        connection.execute("select id, mtime, size, inode, ctime, basis from sound limit 0")
        if connection.execute("select origin from origin").fetchall() != [(kept(self._origin),)]:
            connection.execute("delete from origin")
            connection.execute("delete from links")
            connection.execute("delete from sound")
            connection.execute("insert into origin values(?)", (kept(self._origin),))
        connection.execute("commit")


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
