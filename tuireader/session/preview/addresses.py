"""Where readers listen for editors: a socket each, in a folder of the user's own.

A socket is named by a hash of the archive's real path, and by the process. Where there are no Unix sockets, a file of
that name holds a port on loopback and a token that only the user can read.
"""

from __future__ import annotations

import os
import secrets
import socket
import stat
import sys
import warnings
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNIX, LOOPBACK = ".sock", ".port"
"""The endings of the two kinds of names."""
_SHOWN: Final = 16
"""Digits of the hash in a name."""
_QUEUE: Final = 8
_CONNECT_TIMEOUT: Final = 1.0
"""Seconds for a connection to a reader."""


def socket_folder() -> Path | None:
    """The user's private folder for sockets; None without one."""
    from platformdirs import user_runtime_path

    try:
        with warnings.catch_warnings():
            # Without XDG_RUNTIME_DIR it warns that it uses another folder.
            warnings.simplefilter("ignore")
            folder = user_runtime_path("tuireader")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        state, above = folder.lstat(), folder.parent.stat()
    except OSError:
        return None
    if not hasattr(os, "getuid"):
        return folder
    private = stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o077
    return folder if private and _keeps_names(above) else None


def _keeps_names(state: os.stat_result) -> bool:
    """Whether nobody but the user and root can put another folder in the place of one that is in this folder."""
    shared = state.st_mode & 0o022 and not state.st_mode & stat.S_ISVTX
    return state.st_uid in {0, os.getuid()} and not shared


def _hash_of(folder: str) -> str:
    return sha256(os.fsencode(folder)).hexdigest()[:_SHOWN]


@dataclass(frozen=True, slots=True)
class ReaderAddress:
    """The address of a running reader: the path of its socket, or of the file with its port and token."""

    path: Path

    def connected(self) -> tuple[socket.socket, str] | None:
        """A connection and the token to begin with, empty for a Unix socket; None if the reader has ended."""
        found: socket.socket | None = None
        try:
            if self.path.suffix == UNIX:
                found, to, token = socket.socket(socket.AF_UNIX), str(self.path), ""
                found.settimeout(_CONNECT_TIMEOUT)
                found.connect(to)
            else:
                port, token = self.path.read_text("ascii").split()
                found = socket.create_connection(("127.0.0.1", int(port)), _CONNECT_TIMEOUT)
        except (OSError, ValueError, AttributeError) as error:
            if found:
                found.close()
            if isinstance(error, ConnectionRefusedError):
                # The process was killed, and its name is still there.
                with suppress(OSError):
                    self.path.unlink()
            return None
        return found, token


def addresses_of(path: str) -> list[ReaderAddress]:
    """The readers of archives that hold a file, the innermost archive first; some may be gone."""
    folder = socket_folder()
    if folder is None:
        return []
    hashes = list(dict.fromkeys(_hash_of(above) for above in _folders_above(path)))
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []
    ours = [name for name in names if name.endswith((UNIX, LOOPBACK)) and name[:_SHOWN] in hashes]
    return [
        ReaderAddress(folder / name) for name in sorted(ours, key=lambda name: hashes.index(name[:_SHOWN]))
    ]


def _folders_above(path: str) -> Iterator[str]:
    """Yield the real paths of the folders above a file, and of those above the file that it may link to."""
    for one in (os.path.abspath(path), os.path.realpath(path)):  # noqa: PTH100 - as they are named
        above = os.path.dirname(one)  # noqa: PTH120 - text
        while True:
            yield os.path.realpath(above)
            if above == (above := os.path.dirname(above)):  # noqa: PTH120 - text
                break


@dataclass(frozen=True, slots=True)
class Listening:
    """A socket that listens for editors; `token` is what they must know, empty for a Unix socket."""

    socket: socket.socket
    token: str = ""


@contextmanager
def listening(root: Path) -> Iterator[Listening | None]:
    """Listen for editors of an archive, and remove the name afterwards; yield None if that is impossible."""
    folder = socket_folder()
    found = _bound(folder, f"{_hash_of(os.path.realpath(root))}-{os.getpid()}") if folder else None
    if found is None:
        yield None
        return
    path, bound = found
    try:
        bound.socket.setblocking(False)  # noqa: FBT003 - as `socket` has it
        yield bound
    finally:
        bound.socket.close()
        with suppress(OSError):
            path.unlink()


def _bound(folder: Path, name: str) -> tuple[Path, Listening] | None:
    _remove_stale(folder)
    with suppress(OSError, AttributeError):
        return _bound_unix(folder / f"{name}{UNIX}")
    with suppress(OSError):
        return _bound_loopback(folder / f"{name}{LOOPBACK}")
    return None


def _bound_unix(path: Path) -> tuple[Path, Listening]:
    bound = socket.socket(socket.AF_UNIX)
    try:
        with suppress(FileNotFoundError):
            path.unlink()
        bound.bind(str(path))
        path.chmod(0o600)
        bound.listen(_QUEUE)
    except OSError:
        bound.close()
        raise
    return path, Listening(bound)


def _bound_loopback(path: Path) -> tuple[Path, Listening]:
    bound, token = socket.socket(socket.AF_INET), secrets.token_hex(16)
    try:
        bound.bind(("127.0.0.1", 0))
        bound.listen(_QUEUE)
        made = path.with_suffix(".new")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{bound.getsockname()[1]} {token}")
        made.replace(path)
    except OSError:
        bound.close()
        raise
    return path, Listening(bound, token)


def _remove_stale(folder: Path) -> None:
    """Remove the names of readers that were killed; those whose process is there are left in peace."""
    for name in os.listdir(folder):  # noqa: PTH208 - names
        stem, kind = os.path.splitext(name)  # noqa: PTH122 - a name
        if kind in {UNIX, LOOPBACK} and not _is_running(stem.rpartition("-")[2]):
            # It may run in another container that shares the folder.
            found = ReaderAddress(folder / name).connected()
            if found:
                found[0].close()


def _is_running(process: str) -> bool:
    """Whether there is such a process here; False also where asking for it would end it (Windows)."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, OverflowError):
        return False
    return True
