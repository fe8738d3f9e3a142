"""Changes of the memory, each written as one row.

So two readers of one archive keep each other's changes, and the last one wins only for the same thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tuireader.archive.disk.databases import kept
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

    from tuireader.archive.post import PostId
    from tuireader.library.record import Bookmark

SEARCHES = 100
"""Most searches kept for an archive."""
_RECORD = "SELECT read, starred, line, rows, text, fingerprint FROM posts WHERE archive = ? AND post = ?"
_AS_RECORDED = (
    "INSERT INTO posts (archive, post, read, starred, line, rows, text, fingerprint) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class Change(Protocol):
    """A change to save."""

    def write(self, connection: Connection, archive: int) -> None:
        """Write it for the archive of that number; raises `sqlite3.Error`."""


@dataclass(frozen=True, slots=True)
class Read:
    """A post was marked as read or unread."""

    post: PostId
    read: bool
    fingerprint: str

    def write(self, connection: Connection, archive: int) -> None:
        connection.execute(
            "INSERT INTO posts (archive, post, read, fingerprint) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET read = excluded.read, fingerprint = excluded.fingerprint",
            (archive, kept(self.post), self.read, self.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Starred:
    """A post was starred, or its star removed."""

    post: PostId
    starred: bool
    fingerprint: str

    def write(self, connection: Connection, archive: int) -> None:
        connection.execute(
            "INSERT INTO posts (archive, post, starred, fingerprint) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET starred = excluded.starred, fingerprint = excluded.fingerprint",
            (archive, kept(self.post), self.starred, self.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Left:
    """A post was left at a place."""

    post: PostId
    bookmark: Bookmark
    fingerprint: str

    def write(self, connection: Connection, archive: int) -> None:
        place = self.bookmark
        connection.execute(
            "INSERT INTO posts (archive, post, line, rows, text, fingerprint) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET line = excluded.line, rows = excluded.rows, text = excluded.text, "
            "fingerprint = excluded.fingerprint",
            (archive, kept(self.post), place.line, place.rows, place.text, self.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Renewed:
    """A remembered post has new contents."""

    post: PostId
    fingerprint: str

    def write(self, connection: Connection, archive: int) -> None:
        connection.execute(
            "UPDATE posts SET fingerprint = ? WHERE archive = ? AND post = ?",
            (self.fingerprint, archive, kept(self.post)),
        )


@dataclass(frozen=True, slots=True)
class Renamed:
    """Posts were renamed, all at once; records under the new names are dropped.

    `fingerprints` are those under the old names. If another reader has saved the same already, an old name has no
    record, or that of a post renamed to it.
    """

    names: Mapping[PostId, PostId]
    fingerprints: Mapping[PostId, str]

    def write(self, connection: Connection, archive: int) -> None:
        taken = set(self.names.values())
        moved = []
        for old, new in self.names.items():
            row = connection.execute(_RECORD, (archive, kept(old))).fetchone()
            if row and (old not in taken or row[-1] == self.fingerprints[old]):
                moved.append((old, new, row))
        for name in {name for old, new, _ in moved for name in (old, new)}:
            connection.execute("DELETE FROM posts WHERE archive = ? AND post = ?", (archive, kept(name)))
        connection.executemany(_AS_RECORDED, ((archive, kept(new), *row) for _, new, row in moved))


@dataclass(frozen=True, slots=True)
class LeftOff:
    """The state to restore in the next run, as JSON."""

    state: str

    def write(self, connection: Connection, archive: int) -> None:
        connection.execute("UPDATE archives SET state = ? WHERE id = ?", (kept(self.state), archive))


@dataclass(frozen=True, slots=True)
class SearchMade:
    """A query was used."""

    query: str

    def write(self, connection: Connection, archive: int) -> None:
        """Write it as the latest search, and drop the oldest."""
        query = kept(self.query)
        connection.execute("DELETE FROM searches WHERE archive = ? AND query = ?", (archive, query))
        connection.execute("INSERT INTO searches (archive, query) VALUES (?, ?)", (archive, query))
        connection.execute(
            "DELETE FROM searches WHERE archive = ? AND id NOT IN "
            "(SELECT id FROM searches WHERE archive = ? ORDER BY id DESC LIMIT ?)",
            (archive, archive, SEARCHES),
        )
