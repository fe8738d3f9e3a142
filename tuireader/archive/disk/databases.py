"""Database files of the program: their state, the meaning of their errors, and file names in them.

Such a file may be anything by now: damaged, another program's, no file at all, or on a disk that does not answer.
"""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal

from tuireader.archive.disk.files import begin, regular_bytes

if TYPE_CHECKING:
    from pathlib import Path


def kept(name: str) -> str | bytes:
    """Return what to put in a database for a name, or a text with names in it: itself, or bytes where it is no text.

    Each name has one such value, so that values are equal where names are.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")
    return name


def own(value: str | bytes) -> str:
    """Return the name for which that is kept."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def is_name(name: str) -> bool:
    """Tell whether a file or folder can have this name: a damaged database may hold any."""
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return bool(name) and "\0" not in name


def is_inside(name: str) -> bool:
    """Tell whether a file within a folder can have this path, with slashes between its parts."""
    return is_name(name) and not name.startswith("/") and (".." not in name or ".." not in name.split("/"))


Trouble = Literal["held", "damaged", "barred"]
"""Another program uses it; its content is not as it should be; or it may not or cannot be opened."""

State = Literal["whole", "changed", "open"]
"""As it was closed; changed by another program; or not closed, since a process was killed or has it open."""

ANSWERS: Final = 1.0
"""Seconds in which a disk answers that is there."""
A_FOLDER: Final = "it is a folder"
NOT_A_FILE: Final = "it is not a file"
LEADS_NOWHERE: Final = "it is a link that leads nowhere"
BESIDE: Final = "what is kept beside it is not a file"
NO_FILE: Final = frozenset({A_FOLDER, NOT_A_FILE, LEADS_NOWHERE, BESIDE})
LOG: Final = "-wal"
_JOURNAL: Final = "-journal"
"""The endings of the files in which SQLite keeps the latest changes."""
SEAL: Final = "-seal"
"""The ending of the file that notes that a database was closed whole."""
_LONGEST_SEAL: Final = 1_000
_HELD: Final = frozenset({5, 6})
_BARRED: Final = frozenset({3, 4, 7, 8, 9, 10, 13, 14, 15, 18, 22, 23})
"""SQLite's primary result codes (sqlite.org/rescode.html) for faults outside of the content."""


def trouble_of(error: Exception) -> Trouble:
    """The meaning of an error of SQLite; one without a code is Python's, about a value that cannot be read."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, OSError):
        return "barred"
    if code is None:
        return "damaged"
    primary = code & 0xFF
    return "held" if primary in _HELD else "barred" if primary in _BARRED else "damaged"


def why_unusable(path: Path, seconds: float = ANSWERS) -> str:
    """The reason why the file at `path` cannot be a database, or nothing; it need not exist.

    A thread asks the disk; one that does not answer in time is a reason too.
    """
    try:
        return begin(lambda: _hindrance(path)).result(seconds)
    except TimeoutError:
        return "its disk does not answer"


def _hindrance(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        # Where a link leads, a file can be made if there is a folder for it.
        return LEADS_NOWHERE if path.is_symlink() and not path.resolve().parent.is_dir() else ""
    except OSError as error:
        return error.strerror or str(error)
    if not stat.S_ISREG(mode):
        return A_FOLDER if stat.S_ISDIR(mode) else NOT_A_FILE
    try:
        with path.open("rb") as file:
            file.read(16)
    except OSError as error:
        return error.strerror or str(error)
    # SQLite would wait for a pipe.
    return (
        BESIDE if any(_is_no_file(path.with_name(path.name + ending)) for ending in (LOG, _JOURNAL)) else ""
    )


def _is_no_file(path: Path) -> bool:
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def remove(path: Path) -> None:
    """Remove a file that can be rebuilt, with all that is kept beside it; raises OSError."""
    for ending in ("", LOG, "-shm", _JOURNAL, SEAL):
        one = path.with_name(path.name + ending)
        if one.is_dir() and not one.is_symlink():
            one.rmdir()
        else:
            one.unlink(missing_ok=True)


def unsealed(path: Path) -> State:
    """The state of a file since it was closed whole; asking removes the note of that."""
    noted = path.with_name(path.name + SEAL)
    try:
        said = regular_bytes(str(noted), _LONGEST_SEAL).decode("ascii", "replace")
        noted.unlink()
        return "whole" if said == _state(path) else "changed"
    except OSError:
        with suppress(OSError):
            noted.unlink()
        return "open"


def seal(path: Path) -> None:
    """Note that a file has been closed whole, unless another program still has it open."""
    try:
        if not path.with_name(path.name + LOG).exists():
            path.with_name(path.name + SEAL).write_text(_state(path), "ascii")
    except OSError:
        return


def _state(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
