"""The tables of the store."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

VERSION: Final = 1
"""The version of the tables; a store of a later one is left alone."""

_TABLES: Final = """
CREATE TABLE archives (
    id INTEGER PRIMARY KEY,
    root TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE posts (
    archive INTEGER NOT NULL REFERENCES archives,
    post TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    line INTEGER,
    rows INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL DEFAULT '',
    fingerprint TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (archive, post)
) WITHOUT ROWID;
CREATE TABLE searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    archive INTEGER NOT NULL REFERENCES archives,
    query TEXT NOT NULL
);
"""


def version(connection: Connection) -> int:
    """The version of a store's tables; 0 for an empty store."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


class LaterVersionError(Exception):
    """The store was written by a later version of the program: it is left alone."""

    def __init__(self) -> None:
        super().__init__("it was written by a later version of the program")


class ForeignError(Exception):
    """The database is another program's."""

    def __init__(self) -> None:
        super().__init__("it is no library of this program")


def checked_version(connection: Connection) -> int:
    """The version of tables that can be used.

    Raises LaterVersionError and ForeignError where they cannot, `sqlite3.DatabaseError` where that cannot be told.
    """
    found = version(connection)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not (found and {"archives", "posts"} & tables):
        raise ForeignError
    if found > VERSION:
        raise LaterVersionError
    return found


def prepare(connection: Connection) -> None:
    """Make the tables in an empty store, unless another reader is quicker."""
    with transaction(connection):
        if version(connection) == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Write all or, whatever goes wrong, nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
