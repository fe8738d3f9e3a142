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


def checked_version(connection: Connection) -> int:
    """The version of tables that are not of a later one; raises `sqlite3.OperationalError` where they are."""
    from sqlite3 import OperationalError  # noqa: PLC0415 - not at start

    found = version(connection)
    if found > VERSION:
        raise OperationalError("it was written by a later version of the program")
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
