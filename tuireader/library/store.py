"""The store on disk (SQLite), in the user's state folder.

Nothing that is wrong with it stops the reader. A damaged store, or a database of another program, is kept under another
name and a new one is begun, with what can still be read of it; where there can be none, what there is to remember lasts
for the run. Each method may wait for the disk, and for another reader, so it is called in a thread, one at a time.
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
    MOST,
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
"""Seconds to wait for it at the end, when there is no later."""
DAMAGED: Final = ".damaged"
"""What is added to the name of a store that cannot be read, with a number where that name is taken."""
NOT_KNOWN: Final = "what was read or starred is not known"


class LibraryStore:
    """What is remembered of the archive at `root`, read once and written change by change."""

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
        self._waiting: list[Change] = []
        self._lost: Problem | None = None
        self._renewed: Problem | None = None

    @property
    def lost(self) -> Problem | None:
        """Why nothing of this run is remembered, as long as that is so."""
        return self._lost

    @property
    def renewed(self) -> Problem | None:
        """Why a new store had to be begun in this run, or another one gone on with."""
        return self._renewed

    def load(self) -> tuple[ArchiveMemory, Problem | None]:
        """What is remembered, and what is wrong with the store."""
        from sqlite3 import Error

        if reason := why_unusable(self.path):
            return ArchiveMemory(), self._aside(f"cannot be used: {reason}")
        try:
            return self._load(), None
        except (Error, OSError, LaterVersionError, ForeignError) as error:
            return self._load_otherwise(error)

    def _load_otherwise(self, error: Exception) -> tuple[ArchiveMemory, Problem]:
        """What is remembered where the store is not as it should be, and what is said of that."""
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
                return self._anew("was no library" if isinstance(error, ForeignError) else "was damaged")

    def write(self, changes: Iterable[Change]) -> Problem | None:
        """Remember changes; those that could not be written while another reader was busy are tried again."""
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
        self.close()
        there = self.path.exists()
        _, problem = self.load()
        said = (
            "was replaced: what it did not hold is added to it"
            if there
            else "was deleted: it is made anew with what it held"
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
            _, problem = self._anew("was damaged")
            return self._write(problem)
        self._waiting.clear()
        if self._rescued:
            self._rescued.close()
            self._rescued = None
        return said

    def finish(self, changes: Iterable[Change]) -> Problem | None:
        """Remember the last changes, which is worth a longer wait, and let go of the file; what is lost is said."""
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
        """Let go of the file."""
        if self._connection:
            self._connection.close()
            self._connection = self._opened = None
            self._settled = False

    def _load(self) -> ArchiveMemory:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect(str(self.path))
        self._connection = connection
        memory = self._memory(connection) if checked_version(connection) else ArchiveMemory()
        self._settle_at_once(connection)
        return memory

    def _anew(self, what: str) -> tuple[ArchiveMemory, Problem]:
        """Keep what is there under another name, and begin a new store with what can be read of it."""
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
            return ArchiveMemory(), self._aside(f"{what}, and no new one can be begun: {error}")
        said = f"{self.path} {what}: it is kept as {name}, and a new one is begun"
        rest = " with what could be read of it" if memory != ArchiveMemory() else ""
        self._renewed = self._problem(said + rest)
        return memory, self._renewed

    def _settle_at_once(self, connection: Connection) -> None:
        """Settle unless another reader is busy: what is remembered is known without that."""
        from sqlite3 import OperationalError

        connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._settle(connection)
        except OperationalError as error:
            if trouble_of(error) != "held":
                raise
        connection.execute(f"PRAGMA busy_timeout = {round(self._timeout * 1000)}")

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
        self._opened = _identity(self.path)

    def peek(self) -> ArchiveMemory:
        """What is remembered, without a trace of having looked; nothing where that cannot be told."""
        return self.look()[0]

    def look(self) -> tuple[ArchiveMemory, Problem | None]:
        """What is remembered, without a trace of having looked, and why that cannot be told, where it cannot."""
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
        """What a store remembers that can only be read, and why it cannot be written."""
        from sqlite3 import Error

        self.close()
        try:
            memory = self._read("mode=ro&immutable=1")
        except (Error, LaterVersionError, ForeignError):
            return None
        return memory, self._aside(f"cannot be written: {reason}")

    def _read(self, mode: str) -> ArchiveMemory:
        with closing(self._connect(_uri(self.path, mode))) as connection:
            return self._memory(connection) if checked_version(connection) else ArchiveMemory()

    def _salvaged(self, mode: str) -> ArchiveMemory:
        """What can be read of a damaged store."""
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
        """What a store holds of the archive; raises `sqlite3.DatabaseError` where that is not what it should be."""
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
            raise DatabaseError("it holds what is no text") from error
        if not all(map(is_inside, records)):
            raise DatabaseError("it holds names that no file can have")
        if last_search(connection) > MOST:
            # SQLite says of it that the disk is full.
            raise DatabaseError("no number is left for another search")
        return memory

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
    if isinstance(line, int) and isinstance(rows, int) and 0 <= line <= MOST and abs(rows) <= MOST:
        place = Bookmark(line, rows, str(text))
    return PostRecord(bool(read), bool(starred), place, str(fingerprint))
