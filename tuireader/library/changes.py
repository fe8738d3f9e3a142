"""What there is to remember: each change is one row written, and no more than that.

So two readers of one archive keep each what the other wrote, but for the last word on the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlite3 import Connection

    from tuireader.archive.post import PostId
    from tuireader.library.record import Bookmark

SEARCHES = 100
"""Searches remembered of an archive."""


class Change(Protocol):
    """Something to remember."""

    def write(self, connection: Connection, archive: int) -> None:
        """Write it for the archive of that number; raises `sqlite3.Error`."""


@dataclass(frozen=True, slots=True)
class Read:
    """A post was read, or is to count as unread."""

    post: PostId
    read: bool
    fingerprint: str

    def write(self, connection: Connection, archive: int) -> None:
        """Write it."""
        connection.execute(
            "INSERT INTO posts (archive, post, read, fingerprint) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET read = excluded.read, fingerprint = excluded.fingerprint",
            (archive, self.post, self.read, self.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Starred:
    """A post was given a star, or lost it."""

    post: PostId
    starred: bool
    fingerprint: str

    def write(self, connection: Connection, archive: int) -> None:
        """Write it."""
        connection.execute(
            "INSERT INTO posts (archive, post, starred, fingerprint) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET starred = excluded.starred, fingerprint = excluded.fingerprint",
            (archive, self.post, self.starred, self.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Left:
    """A post was left at a place."""

    post: PostId
    bookmark: Bookmark
    fingerprint: str

    def write(self, connection: Connection, archive: int) -> None:
        """Write it."""
        place = self.bookmark
        connection.execute(
            "INSERT INTO posts (archive, post, line, rows, text, fingerprint) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET line = excluded.line, rows = excluded.rows, text = excluded.text, "
            "fingerprint = excluded.fingerprint",
            (archive, self.post, place.line, place.rows, place.text, self.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Renamed:
    """A post has another name now; what was known under that name goes."""

    old: PostId
    new: PostId

    def write(self, connection: Connection, archive: int) -> None:
        """Write it."""
        connection.execute(
            "UPDATE OR REPLACE posts SET post = ? WHERE archive = ? AND post = ?",
            (self.new, archive, self.old),
        )


@dataclass(frozen=True, slots=True)
class LeftOff:
    """The reader was left in a state, as JSON."""

    state: str

    def write(self, connection: Connection, archive: int) -> None:
        """Write it."""
        connection.execute("UPDATE archives SET state = ? WHERE id = ?", (self.state, archive))


@dataclass(frozen=True, slots=True)
class Searched:
    """Something was searched for."""

    query: str

    def write(self, connection: Connection, archive: int) -> None:
        """Write it as the latest search, and forget those of long ago."""
        connection.execute("DELETE FROM searches WHERE archive = ? AND query = ?", (archive, self.query))
        connection.execute("INSERT INTO searches (archive, query) VALUES (?, ?)", (archive, self.query))
        connection.execute(
            "DELETE FROM searches WHERE archive = ? AND id NOT IN "
            "(SELECT id FROM searches WHERE archive = ? ORDER BY id DESC LIMIT ?)",
            (archive, archive, SEARCHES),
        )
