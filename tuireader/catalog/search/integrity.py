"""Whether an index is as it was written: one that is damaged may find less than there is, and say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlite3 import Connection, DatabaseError

WORDS: Final = ("heads", "texts")
_MISSING: Final = """
select count(*) from posts where row not in (select row from bodies)
    or row not in (select id from heads_docsize) or row not in (select id from texts_docsize)
"""


def check(connection: Connection) -> None:
    """Read all of an index; raises `sqlite3.DatabaseError` where it is damaged."""
    (said,) = connection.execute("pragma quick_check(1)").fetchone()
    if said != "ok":
        raise damaged(said)
    for table in WORDS:
        # Of the words, and of each of their beginnings that is indexed, there are as many as there should be.
        connection.execute(f"insert into {table}({table}) values('integrity-check')")
    if connection.execute(_MISSING).fetchone() != (0,):
        raise damaged("a post has no words")


def damaged(what: str) -> DatabaseError:
    """Return the error that tells of damage which SQLite does not see."""
    from sqlite3 import DatabaseError  # noqa: PLC0415 - only a search needs it

    return DatabaseError(what)
