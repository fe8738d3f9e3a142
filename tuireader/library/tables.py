"""The tables of the store, and salvaging damaged ones."""

from __future__ import annotations

import json
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.databases import is_inside, is_name, kept, own
from tuireader.library.record import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from sqlite3 import Connection

    Row = tuple[object, ...]

VERSION: Final = 1
"""The version of the tables; a store of a later version is left alone."""

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
    """The store was written by a later version of the program."""

    def __init__(self) -> None:
        super().__init__("it was written by a later version of the program")


class ForeignError(Exception):
    """The database belongs to another program."""

    def __init__(self) -> None:
        super().__init__("it is not a library of this program")


def checked_version(connection: Connection) -> int:
    """The version of usable tables.

    Raises LaterVersionError or ForeignError for others, `sqlite3.DatabaseError` if the file cannot be read.
    """
    found = version(connection)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not (found and {"archives", "posts"} & tables):
        raise ForeignError
    if found > VERSION:
        raise LaterVersionError
    return found


def prepare(connection: Connection) -> None:
    """Make the tables in an empty store, unless another reader has done so."""
    with transaction(connection):
        if version(connection) == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")


def last_search(connection: Connection) -> float:
    """The number of the last search ever saved; infinite if it is invalid."""
    numbers = connection.execute(
        "SELECT seq FROM sqlite_sequence WHERE name = 'searches' UNION SELECT max(id) FROM searches"
    )
    found = [number for (number,) in numbers if number is not None]
    return max((one if isinstance(one, int) else inf for one in found), default=0)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Write all or, after a failure, nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


MAX_INTEGER: Final = 2**31 - 1
"""The greatest valid line, row or id."""
_INTO: Final[Mapping[str, str]] = {
    "archives": "id, root, state",
    "posts": "archive, post, read, starred, line, rows, text, fingerprint",
    "searches": "id, archive, query",
}


def salvage(damaged: Connection, new: Connection) -> None:
    """Copy the valid rows of a damaged store into a new, empty one.

    Raises `sqlite3.Error` only if the new one cannot be written.
    """
    # Invalid text becomes NULL, so that the rest of its row can be read.
    damaged.text_factory = _text
    sound: Mapping[str, Callable[[Row], Row | None]] = {
        "archives": _archive,
        "posts": _post,
        "searches": _search,
    }
    with transaction(new):
        for table, columns in _INTO.items():
            marks = ", ".join("?" for _ in columns.split(","))
            for row in _rows(damaged, table, columns):
                if found := sound[table](row):
                    new.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", found)  # noqa: S608 - of this module's own names


def merge(rescued: Connection, into: Connection) -> None:
    """Put into a store what another holds and it does not; an archive may have another number in each.

    Both have their tables, and a transaction is under way. Raises `sqlite3.Error`.
    """
    numbers: dict[object, int] = {}
    for number, root, state in rescued.execute("SELECT id, root, state FROM archives"):
        into.execute("INSERT OR IGNORE INTO archives (root) VALUES (?)", (root,))
        into.execute("UPDATE archives SET state = ? WHERE root = ? AND state = ?", (state, root, NOWHERE))
        (numbers[number],) = into.execute("SELECT id FROM archives WHERE root = ?", (root,)).fetchone()
    for archive, *post in rescued.execute(
        "SELECT archive, post, read, starred, line, rows, text, fingerprint FROM posts "
        "WHERE archive IN (SELECT id FROM archives)"
    ):
        into.execute(
            "INSERT OR IGNORE INTO posts (archive, post, read, starred, line, rows, text, fingerprint) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (numbers[archive], *post),
        )
    for archive, query in rescued.execute(
        "SELECT archive, query FROM searches WHERE archive IN (SELECT id FROM archives) ORDER BY id"
    ):
        into.execute(
            "INSERT INTO searches (archive, query) SELECT :archive, :query WHERE NOT EXISTS "
            "(SELECT 1 FROM searches WHERE archive = :archive AND query = :query)",
            {"archive": numbers[archive], "query": query},
        )


def _rows(connection: Connection, table: str, columns: str) -> Iterator[Row]:
    """The rows of a table up to the first unreadable one; missing columns are NULL."""
    from sqlite3 import Error

    try:
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        named = [one if one in there else "NULL" for one in columns.split(", ")]
        yield from connection.execute(f"SELECT {', '.join(named)} FROM {table}")  # noqa: S608 - of this module's own names
    except Error:
        return


def _text(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _own(value: object, is_one: Callable[[str], bool] = is_name) -> str | None:
    """The decoded name, or None if it is invalid."""
    try:
        name = own(value) if isinstance(value, str | bytes) else ""
    except UnicodeDecodeError:
        return None
    return name if is_one(name) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= MAX_INTEGER


def _archive(row: Row) -> Row | None:
    number, root, state = row
    name = _own(root)
    if name is None or not _is_number(number):
        return None
    return number, kept(name), kept(_state(state))


def _state(value: object) -> str:
    """The JSON unchanged, or the empty state if it is invalid."""
    try:
        state = own(value) if isinstance(value, str | bytes) else NOWHERE
        return state if isinstance(json.loads(state), dict) else NOWHERE
    except (ValueError, RecursionError):
        return NOWHERE


def _post(row: Row) -> Row | None:
    archive, post, read, starred, line, rows, text, fingerprint = row
    name = _own(post, is_inside)
    if name is None or not _is_number(archive):
        return None
    placed = _is_number(line) and isinstance(rows, int) and abs(rows) <= MAX_INTEGER
    return (
        archive,
        kept(name),
        read == 1,
        starred == 1,
        line if placed else None,
        rows if placed else 0,
        text if placed and isinstance(text, str) else "",
        fingerprint if isinstance(fingerprint, str) else "",
    )


def _search(row: Row) -> Row | None:
    number, archive, query = row
    text = _own(query)
    if text is None or not (_is_number(number) and _is_number(archive)):
        return None
    return number, archive, kept(text)
