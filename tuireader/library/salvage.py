"""What can still be read of a damaged store, row by row: whatever is sound is carried over into another one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tuireader.archive.kept_names import is_inside, is_name, kept, own
from tuireader.library.record import NOWHERE
from tuireader.library.schema import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from sqlite3 import Connection

    Row = tuple[object, ...]

MOST: Final = 2**31 - 1
"""The greatest number that a line, a row or an id of a sound store is."""
_INTO: Final[Mapping[str, str]] = {
    "archives": "id, root, state",
    "posts": "archive, post, read, starred, line, rows, text, fingerprint",
    "searches": "id, archive, query",
}


def salvage(damaged: Connection, new: Connection) -> None:
    """Put the sound rows of a store into a new one, which has its tables and nothing in them.

    Raises `sqlite3.Error` only where the new one cannot be written.
    """
    # Text that is none is nothing, so that the rest of its row can be read.
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


def _rows(connection: Connection, table: str, columns: str) -> Iterator[Row]:
    """The rows of a table up to the first that cannot be reached; a column that is not there is nothing."""
    from sqlite3 import Error  # noqa: PLC0415 - not at start

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
    """The name that is kept so, or None where none can be."""
    try:
        name = own(value) if isinstance(value, str | bytes) else ""
    except UnicodeDecodeError:
        return None
    return name if is_one(name) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= MOST


def _archive(row: Row) -> Row | None:
    number, root, state = row
    name = _own(root)
    if name is None or not _is_number(number):
        return None
    return number, kept(name), kept(_state(state))


def _state(value: object) -> str:
    """JSON as it was, or that of a run that left nothing."""
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
    placed = _is_number(line) and isinstance(rows, int) and abs(rows) <= MOST
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
