"""The store on disk (SQLite), in the user's state folder.

Nothing that is wrong with it stops the reader: a store that cannot be used is said once and set aside, and what there
is to remember then lasts for the run. Each method may wait for the disk, and for another reader, so it is called in a
thread, one at a time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Final

from tuireader.archive.kept_names import kept, own
from tuireader.archive.post import PostId, Problem
from tuireader.library.record import Bookmark, Memory, Record
from tuireader.library.schema import VERSION, checked_version, prepare, transaction, version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from sqlite3 import Connection, OperationalError, Row

    from tuireader.library.changes import Change

PATIENCE: Final = 1.0
"""Seconds to wait for another reader's write."""
LAST_PATIENCE: Final = 2.5
"""Seconds to wait for it at the end, when there is no later."""
DAMAGED: Final = ".damaged"
"""What is added to the name of a store that cannot be read, with a number where that name is taken."""
NOT_KNOWN: Final = "what was read or starred is not known"
LOG: Final = "-wal"
"""What SQLite adds to the name of a store for the file of its latest changes."""


class Store:
    """What is remembered of the archive at `root`, read once and written change by change."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self._root = kept(str(root))
        self._connection: Connection | None = None
        self._archive = 0
        self._settled = False
        self._waiting: list[Change] = []

    def load(self) -> tuple[Memory, Problem | None]:
        """What is remembered, and what is wrong with the store."""
        from sqlite3 import DatabaseError, Error, OperationalError  # noqa: PLC0415 - not at start

        try:
            return self._load()
        except OperationalError as error:
            if _is_locked(error):
                return Memory(), self._problem(f"{self.path} is held by another program: {NOT_KNOWN}")
            return self._load_unwritable() or (Memory(), self._aside(f"cannot be opened: {error}"))
        except DatabaseError:
            try:
                name = self._put_away()
                memory, _ = self._load()
            except (Error, OSError) as error:
                return Memory(), self._aside(f"is damaged: {error}")
            said = f"{self.path} was damaged: it is kept as {name}, and a new one is begun"
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
            self._settle(connection)
            with transaction(connection):
                for change in self._waiting:
                    change.write(connection, self._archive)
        except Error as error:
            if isinstance(error, OperationalError) and _is_locked(error):
                return None
            return self._aside(f"cannot be written: {error}")
        self._waiting.clear()
        return None

    def finish(self, changes: Iterable[Change]) -> Problem | None:
        """Remember the last changes, which is worth a longer wait, and let go of the file; what is lost is said."""
        if self._connection:
            self._connection.execute(f"PRAGMA busy_timeout = {round(LAST_PATIENCE * 1000)}")
        problem = self.write(changes)
        if self._connection and self._waiting:
            problem = self._problem(
                f"what you read last is not remembered: {self.path} is held by another program"
            )
        self.close()
        return problem

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()
            self._connection = None
            self._settled = False

    def _load(self) -> tuple[Memory, Problem | None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect(str(self.path))
        self._connection = connection
        memory = self._memory(connection) if checked_version(connection) else Memory()
        self._settle_at_once(connection)
        return memory, None

    def _settle_at_once(self, connection: Connection) -> None:
        """Settle unless another reader is busy: what is remembered is known without that."""
        from sqlite3 import OperationalError  # noqa: PLC0415 - not at start

        connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._settle(connection)
        except OperationalError as error:
            if not _is_locked(error):
                raise
        connection.execute(f"PRAGMA busy_timeout = {round(PATIENCE * 1000)}")

    def _settle(self, connection: Connection) -> None:
        """See to it that there are tables, and a row for the archive in them."""
        if self._settled:
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if checked_version(connection) == 0:
            prepare(connection)
        connection.execute("INSERT OR IGNORE INTO archives (root) VALUES (?)", (self._root,))
        (self._archive,) = connection.execute(
            "SELECT id FROM archives WHERE root = ?", (self._root,)
        ).fetchone()
        self._settled = True

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
            return Memory(), self._problem(f"{self.path} cannot be read: {NOT_KNOWN}")
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
        archive, state = found
        posts = connection.execute(
            "SELECT post, read, starred, line, rows, text, fingerprint FROM posts WHERE archive = ?",
            (archive,),
        )
        searches = connection.execute(
            "SELECT query FROM searches WHERE archive = ? ORDER BY id DESC", (archive,)
        )
        records = {PostId(own(row[0])): _record(row) for row in posts}
        return Memory(records, own(state), tuple(own(row[0]) for row in searches))

    def _put_away(self) -> str:
        """Give a damaged store another name, which is returned, so that a new one can be begun.

        What it holds is kept, and while another reader is at work that may be in the log alone: this goes with it, to
        where SQLite looks for it. It goes first, for it must not be taken for the new store's. Raises OSError.
        """
        self.close()
        name = next(name for name in self._names_put_away() if not self.path.with_name(name).exists())
        for ending in (LOG, "-shm", ""):
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + ending).replace(self.path.with_name(name + ending))
        return name

    def _names_put_away(self) -> Iterator[str]:
        first = self.path.name + DAMAGED
        yield first
        yield from (f"{first}{number}" for number in count(2))

    def _aside(self, what: str) -> Problem:
        self.close()
        return self._problem(f"what you read now is not remembered: {self.path} {what}")

    def _problem(self, message: str) -> Problem:
        return Problem(PostId(self.path.name), "library", message, "warning")


def _is_locked(error: OperationalError) -> bool:
    return "locked" in str(error)


def _record(row: Row | tuple[object, ...]) -> Record:
    _, read, starred, line, rows, text, fingerprint = row
    place = (
        Bookmark(int(line), int(rows), str(text)) if isinstance(line, int) and isinstance(rows, int) else None
    )
    return Record(bool(read), bool(starred), place, str(fingerprint))
