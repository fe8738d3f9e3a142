"""The store on disk (SQLite), in the user's state folder.

Nothing that is wrong with it stops the reader: a store that cannot be used is said once and set aside, and what there
is to remember then lasts for the run. Each method may wait for the disk, and for another reader, so it is called in a
thread, one at a time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import PostId, Problem
from tuireader.library.record import Bookmark, Memory, Record
from tuireader.library.schema import VERSION, prepare, version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from sqlite3 import Connection, Row

    from tuireader.library.changes import Change

PATIENCE: Final = 1.0
"""Seconds to wait for another reader's write."""
DAMAGED: Final = ".damaged"
"""What is added to the name of a store that cannot be read."""


class Store:
    """What is remembered of the archive at `root`, read once and written change by change."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self._root = str(root)
        self._connection: Connection | None = None
        self._archive = 0
        self._waiting: list[Change] = []

    def load(self) -> tuple[Memory, Problem | None]:
        """What is remembered, and what is wrong with the store."""
        from sqlite3 import DatabaseError, Error, OperationalError  # noqa: PLC0415 - not at start

        try:
            return self._load()
        except OperationalError as error:
            if "locked" in str(error):
                return Memory(), self._aside("is held by another program")
            return self._load_unwritable() or (Memory(), self._aside(f"cannot be opened: {error}"))
        except DatabaseError:
            self._put_away()
            try:
                memory, _ = self._load()
            except Error as error:
                return Memory(), self._aside(f"is damaged: {error}")
            kept = self.path.name + DAMAGED
            said = f"{self.path} was damaged: it is kept as {kept}, and a new one is begun"
            return memory, self._problem(said)
        except OSError as error:
            return Memory(), self._aside(f"cannot be opened: {error.strerror}")

    def write(self, changes: Iterable[Change]) -> Problem | None:
        """Remember changes; those that could not be written while another reader was busy are tried again."""
        from sqlite3 import Error, OperationalError  # noqa: PLC0415 - not at start

        connection = self._connection
        if connection is None:
            return None
        self._waiting.extend(changes)
        if not self._waiting:
            return None
        try:
            connection.execute("BEGIN IMMEDIATE")
            for change in self._waiting:
                change.write(connection, self._archive)
            connection.execute("COMMIT")
        except OperationalError as error:
            self._undo(connection)
            if "locked" in str(error):
                return None
            return self._aside(f"cannot be written: {error}")
        except Error as error:
            self._undo(connection)
            return self._aside(f"cannot be written: {error}")
        self._waiting.clear()
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _load(self) -> tuple[Memory, Problem | None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect(str(self.path))
        self._connection = connection
        found = version(connection)
        if found > VERSION:
            return Memory(), self._aside("was written by a later version of the program")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if found == 0:
            prepare(connection)
        connection.execute("INSERT OR IGNORE INTO archives (root) VALUES (?)", (self._root,))
        return self._memory(connection), None

    def peek(self) -> Memory:
        """What is remembered, without a trace of having looked; nothing where that cannot be told."""
        return self.look()[0]

    def look(self) -> tuple[Memory, Problem | None]:
        """What is remembered, without a trace of having looked, and why that cannot be told, where it cannot."""
        try:
            there = self.path.stat().st_size > 0
        except FileNotFoundError:
            there = False
        except OSError as error:
            return Memory(), self._problem(f"{self.path} cannot be read: {error.strerror}")
        if not there:
            return Memory(), None
        memory = self._read("mode=ro")
        if memory is None and not os.access(self.path.parent, os.W_OK):
            memory = self._read("mode=ro&immutable=1")
        if memory is None:
            return Memory(), self._problem(
                f"{self.path} cannot be read: what was read or starred is not known"
            )
        return memory, None

    def _load_unwritable(self) -> tuple[Memory, Problem] | None:
        """What a store remembers that can only be read."""
        self.close()
        memory = self._read("mode=ro&immutable=1")
        problem = self._problem(f"what you read now is not remembered: {self.path} cannot be written")
        return None if memory is None else (memory, problem)

    def _read(self, mode: str) -> Memory | None:
        from sqlite3 import Error  # noqa: PLC0415 - not at start

        try:
            connection = self._connect(f"{self.path.absolute().as_uri()}?{mode}")
            found = version(connection)
            memory = self._memory(connection) if 0 < found <= VERSION else Memory()
            connection.close()
        except Error:
            return None
        return None if found > VERSION else memory

    def _connect(self, name: str) -> Connection:
        from sqlite3 import connect  # noqa: PLC0415 - not at start

        uri = name.startswith("file:")
        return connect(name, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=uri)

    def _memory(self, connection: Connection) -> Memory:
        found = connection.execute("SELECT id, state FROM archives WHERE root = ?", (self._root,)).fetchone()
        if found is None:
            return Memory()
        self._archive, state = found
        posts = connection.execute(
            "SELECT post, read, starred, line, rows, text, fingerprint FROM posts WHERE archive = ?",
            (self._archive,),
        )
        searches = connection.execute(
            "SELECT query FROM searches WHERE archive = ? ORDER BY id DESC", (self._archive,)
        )
        records = {PostId(row[0]): _record(row) for row in posts}
        return Memory(records, str(state), tuple(str(row[0]) for row in searches))

    def _put_away(self) -> None:
        """Give a damaged store another name, so that a new one can be begun; what it holds is kept."""
        self.close()
        for ending in ("-wal", "-shm"):
            with suppress(OSError):
                self.path.with_name(self.path.name + ending).unlink()
        with suppress(OSError):
            self.path.replace(self.path.with_name(self.path.name + DAMAGED))

    def _undo(self, connection: Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    def _aside(self, what: str) -> Problem:
        self.close()
        return self._problem(f"what you read now is not remembered: {self.path} {what}")

    def _problem(self, message: str) -> Problem:
        return Problem(PostId(self.path.name), "library", message, "warning")


def _record(row: Row | tuple[object, ...]) -> Record:
    _, read, starred, line, rows, text, fingerprint = row
    place = (
        Bookmark(int(line), int(rows), str(text)) if isinstance(line, int) and isinstance(rows, int) else None
    )
    return Record(bool(read), bool(starred), place, str(fingerprint))
