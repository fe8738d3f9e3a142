"""The store on disk (SQLite), in the user's state folder.

No trouble with it stops the reader. A damaged store, or another program's database, is kept under another name and a
new one is started with its readable rows; without one, the memory lasts for the run. Methods may wait for the disk or
another reader, so they are called in a thread, one at a time.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from itertools import count
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.databases import LOG, is_inside, kept, own, trouble_of, why_unusable
from tuireader.archive.post import PostId, Problem
from tuireader.library.record import ArchiveMemory, Bookmark, PostRecord
from tuireader.library.tables import (
    MAX_INTEGER,
    ForeignError,
    LaterVersionError,
    checked_version,
    last_search,
    merge,
    prepare,
    salvage,
    transaction,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from sqlite3 import Connection, Row

    from tuireader.archive.disk.databases import Trouble
    from tuireader.library.changes import Change

TIMEOUT: Final = 0.3
"""Seconds to wait for another reader's write."""
LAST_TIMEOUT: Final = 0.6
"""Seconds to wait for it at the end."""
DAMAGED: Final = ".damaged"
"""The suffix of an unreadable store, with a number if that name is taken."""
NOT_KNOWN: Final = "what was read or starred is not known"


class LibraryStore:
    """The memory of the archive at `root`, read once and written change by change."""

    def __init__(
        self, path: Path, root: Path, *, timeout: float = TIMEOUT, last_timeout: float = LAST_TIMEOUT
    ) -> None:
        self._timeout = timeout
        self._last_timeout = last_timeout
        self.path = path
        self._root = kept(str(root))
        self._connection: Connection | None = None
        self._archive = 0
        self._settled = False
        self._opened: Identity | None = None
        """Which files are open, as soon as the store is settled."""
        self._rescued: Connection | None = None
        """What a store held that was taken away, until it is in the one that follows."""
        self._version: int | None = None
        """The number of what other readers had written when the store was last asked for news."""
        self._waiting: list[Change] = []
        self._lost: Problem | None = None
        self._renewed: Problem | None = None

    @property
    def lost(self) -> Problem | None:
        """Why nothing of this run is saved, as long as that is so."""
        return self._lost

    @property
    def renewed(self) -> Problem | None:
        """The store that was put away in this run for a new one."""
        return self._renewed

    def load(self) -> tuple[ArchiveMemory, Problem | None]:
        """The memory, and the trouble with the store."""
        from sqlite3 import Error

        if reason := why_unusable(self.path):
            return ArchiveMemory(), self._aside(f"cannot be used: {reason}")
        try:
            return self._load(), None
        except (Error, OSError, LaterVersionError, ForeignError) as error:
            return self._load_otherwise(error)

    def _load_otherwise(self, error: Exception) -> tuple[ArchiveMemory, Problem]:
        """The memory from a store with trouble, and that trouble."""
        match _trouble_of(error):
            case "held":
                return ArchiveMemory(), self._problem(f"{self.path} is held by another program: {NOT_KNOWN}")
            case "barred":
                reason = (isinstance(error, OSError) and error.strerror) or str(error)
                return self._load_unwritable(reason) or (
                    ArchiveMemory(),
                    self._aside(f"cannot be opened: {reason}"),
                )
            case _:
                return self._rebuilt("was no library" if isinstance(error, ForeignError) else "was damaged")

    def news(self, *, anyway: bool = False) -> ArchiveMemory | None:
        """The memory if another reader has written to the store since it was read here; `anyway`, also if not."""
        from sqlite3 import Error

        if self._connection is None or not self._settled:
            return None
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            known, self._version = self._version == version, version
            return None if known and not anyway else self._memory(self._connection)
        except Error:
            # Whoever writes next will tell of it.
            return None

    def write(self, changes: Iterable[Change]) -> Problem | None:
        """Save changes; those that met another reader's lock are tried again later."""
        if self._connection is None:
            return None
        self._waiting.extend(changes)
        if not self._waiting:
            return None
        return self._write(self._follow())

    def _follow(self) -> Problem | None:
        """Go on with what is at the path now, and say so, where that is not the file that is open any longer."""
        connection = self._connection
        if connection is None or self._opened is None or self._opened == _identity(self.path):
            return None
        if self._rescued is None:
            self._rescued = self._rescue(connection)
        self._disconnect()
        there = self.path.exists()
        _, problem = self.load()
        said = (
            "was replaced: what it did not hold is added to it"
            if there
            else "was deleted: it is written again with what it held"
        )
        self._renewed = problem or self._problem(f"{self.path} {said}")
        return self._renewed

    def _rescue(self, connection: Connection) -> Connection:
        """What can be read of an open store, in memory."""
        from sqlite3 import Error

        rescued = self._connect(":memory:")
        prepare(rescued)
        with suppress(Error):
            salvage(connection, rescued)
        return rescued

    def _write(self, said: Problem | None = None) -> Problem | None:
        from sqlite3 import Error

        if (connection := self._connection) is None:
            return said
        try:
            self._settle(connection)
            with transaction(connection):
                if self._rescued:
                    merge(self._rescued, connection)
                for change in self._waiting:
                    change.write(connection, self._archive)
        except (Error, LaterVersionError, ForeignError) as error:
            trouble = _trouble_of(error)
            if trouble == "held":
                return said
            if trouble == "barred" or said:
                return self._aside(f"cannot be written: {error}")
            _, problem = self._rebuilt("was damaged")
            return self._write(problem)
        self._waiting.clear()
        self._forget_rescued()
        return said

    def finish(self, changes: Iterable[Change]) -> Problem | None:
        """Save the last changes, with a longer wait, and close the file; the problem if some are lost."""
        if self._connection:
            self._connection.execute(f"PRAGMA busy_timeout = {round(self._last_timeout * 1000)}")
        problem = self.write(changes)
        if self._connection and self._waiting:
            problem = self._problem(
                f"what you read last is not remembered: {self.path} is held by another program"
            )
        self.close()
        return problem

    def close(self) -> None:
        self._disconnect()
        self._forget_rescued()

    def _forget_rescued(self) -> None:
        if self._rescued:
            self._rescued.close()
            self._rescued = None

    def _disconnect(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = self._opened = None
            self._settled = False

    def _load(self) -> ArchiveMemory:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            # SQLite would let everybody read what was read.
            self.path.touch(mode=0o600, exist_ok=False)
        connection = self._connect(str(self.path))
        self._connection = connection
        (self._version,) = connection.execute("PRAGMA data_version").fetchone()
        memory = self._memory(connection) if checked_version(connection) else ArchiveMemory()
        self._settle_at_once(connection)
        return memory

    def _rebuilt(self, what: str) -> tuple[ArchiveMemory, Problem]:
        """Put the store away under another name, and start a new one with its readable rows."""
        from sqlite3 import Error

        try:
            name = self._put_away()
            connection = self._connection = self._connect(str(self.path))
            prepare(connection)
            with (
                suppress(Error),
                closing(self._connect(_uri(self.path.with_name(name), "mode=ro"))) as damaged,
            ):
                salvage(damaged, connection)
            memory = self._memory(connection)
            self._settle_at_once(connection)
        except (Error, OSError) as error:
            return ArchiveMemory(), self._aside(f"{what}, and no new one can be started: {error}")
        said = f"{self.path} {what}: it is kept as {name}, and a new one is started"
        rest = " with what could be read of it" if memory != ArchiveMemory() else ""
        self._renewed = self._problem(said + rest)
        return memory, self._renewed

    def _settle_at_once(self, connection: Connection) -> None:
        """Settle unless another reader is busy; reading does not need it."""
        from sqlite3 import OperationalError

        connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._settle(connection)
        except OperationalError as error:
            if trouble_of(error) != "held":
                raise
        connection.execute(f"PRAGMA busy_timeout = {round(self._timeout * 1000)}")

    def _settle(self, connection: Connection) -> None:
        """Make the tables, and a row for the archive."""
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
        self._opened = _identity(self.path)

    def peek(self) -> ArchiveMemory:
        """The memory, without leaving a trace; empty if it cannot be read."""
        return self.look()[0]

    def look(self) -> tuple[ArchiveMemory, Problem | None]:
        """The memory, without leaving a trace, and why it cannot be read, if so."""
        from sqlite3 import Error

        if reason := why_unusable(self.path):
            return ArchiveMemory(), self._problem(f"{self.path} cannot be read: {reason}")
        if not self.path.exists() or not self.path.stat().st_size:
            return ArchiveMemory(), None
        memory, reason = None, NOT_KNOWN
        modes = ["mode=ro"] if os.access(self.path.parent, os.W_OK) else ["mode=ro", "mode=ro&immutable=1"]
        for mode in modes:
            try:
                return self._read(mode), None
            except (LaterVersionError, ForeignError) as error:
                reason = str(error)
                break
            except Error as error:
                if trouble_of(error) == "damaged":
                    memory, reason = (
                        self._salvaged(mode),
                        "it is damaged, and not all of what was read is known",
                    )
                    break
        return memory or ArchiveMemory(), self._problem(f"{self.path} cannot be read: {reason}")

    def _load_unwritable(self, reason: str) -> tuple[ArchiveMemory, Problem] | None:
        """The memory from a read-only store, and why it cannot be written."""
        from sqlite3 import Error

        self._disconnect()
        try:
            memory = self._read("mode=ro&immutable=1")
        except (Error, LaterVersionError, ForeignError):
            return None
        return memory, self._aside(f"cannot be written: {reason}")

    def _read(self, mode: str) -> ArchiveMemory:
        with closing(self._connect(_uri(self.path, mode))) as connection:
            return self._memory(connection) if checked_version(connection) else ArchiveMemory()

    def _salvaged(self, mode: str) -> ArchiveMemory:
        """The readable rows of a damaged store."""
        from sqlite3 import Error

        with closing(self._connect(":memory:")) as new:
            prepare(new)
            with suppress(Error), closing(self._connect(_uri(self.path, mode))) as damaged:
                salvage(damaged, new)
            return self._memory(new)

    def _connect(self, name: str) -> Connection:
        from sqlite3 import connect

        uri = name.startswith("file:")
        return connect(name, timeout=self._timeout, isolation_level=None, check_same_thread=False, uri=uri)

    def _memory(self, connection: Connection) -> ArchiveMemory:
        """The memory of the archive in a store; raises `sqlite3.DatabaseError` for invalid contents."""
        from sqlite3 import DatabaseError

        found = connection.execute("SELECT id, state FROM archives WHERE root = ?", (self._root,)).fetchone()
        if found is None:
            return ArchiveMemory()
        archive, state = found
        posts = connection.execute(
            "SELECT post, read, starred, line, rows, text, fingerprint FROM posts WHERE archive = ?",
            (archive,),
        )
        searches = connection.execute(
            "SELECT query FROM searches WHERE archive = ? ORDER BY id DESC", (archive,)
        )
        try:
            records = {PostId(own(row[0])): _record(row) for row in posts}
            memory = ArchiveMemory(records, own(state), tuple(own(row[0]) for row in searches))
        except (UnicodeError, AttributeError) as error:
            raise DatabaseError("it holds something that is not text") from error
        if not all(map(is_inside, records)):
            raise DatabaseError("it holds names that no file can have")
        if last_search(connection) > MAX_INTEGER:
            # SQLite would report a full disk.
            raise DatabaseError("no number is left for another search")
        return memory

    def _put_away(self) -> str:
        """Rename a damaged store, to make room for a new one; the new name.

        Its log goes with it, which may hold all its data while another reader is at work, and goes first, so that the
        new store does not take it. Raises OSError.
        """
        self._disconnect()
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
        self._lost = self._problem(f"what you read now is not remembered: {self.path} {what}")
        return self._lost

    def _problem(self, message: str) -> Problem:
        return Problem(PostId(self.path.name), "library", message, "warning")


Identity = tuple[tuple[int, int] | None, ...]


def _identity(path: Path) -> Identity:
    """Which files are at the path of a store and of its log: their devices and numbers, None for none."""
    return tuple(_number(path.with_name(path.name + ending)) for ending in ("", LOG))


def _number(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _trouble_of(error: Exception) -> Trouble:
    if isinstance(error, ForeignError):
        return "damaged"
    return "barred" if isinstance(error, LaterVersionError) else trouble_of(error)


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?{mode}"


def _record(row: Row | tuple[object, ...]) -> PostRecord:
    _, read, starred, line, rows, text, fingerprint = row
    place = None
    if (
        isinstance(line, int)
        and isinstance(rows, int)
        and 0 <= line <= MAX_INTEGER
        and abs(rows) <= MAX_INTEGER
    ):
        place = Bookmark(line, rows, str(text))
    return PostRecord(bool(read), bool(starred), place, str(fingerprint))
