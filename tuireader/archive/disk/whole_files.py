"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from time import time_ns
from typing import Final

_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_whole(path: str, data: bytes, *, replacing: bool = False) -> None:
    """Write a file under another name beside it, then give it its own.

    Raises FileExistsError where the name is taken, unless it is `replacing` the file there, or the one that a link
    there leads to. Any OSError leaves all as it was, such as that for a device.
    """
    if replacing:
        path = os.path.realpath(path)
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - ids are text
            raise OSError(errno.EINVAL, "this is not a file that could be replaced")
    folder = os.path.dirname(path) or "."  # noqa: PTH120 - ids are text
    temporary = f"{folder}/.new-{os.getpid()}-{time_ns()}~"
    descriptor = os.open(temporary, _FLAGS, 0o666)
    try:
        _write_all(descriptor, data)
        if replacing:
            os.replace(temporary, path)  # noqa: PTH105 - ids are text
        else:
            _give_name(temporary, path, data)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108 - ids are text


def _give_name(temporary: str, path: str, data: bytes) -> None:
    try:
        os.link(temporary, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        _write_in_place(path, data)


def _write_in_place(path: str, data: bytes) -> None:
    """Write where the file system knows no links: the name is taken first, and given back where writing fails."""
    descriptor = os.open(path, _FLAGS, 0o666)
    try:
        _write_all(descriptor, data)
    except OSError:
        os.unlink(path)  # noqa: PTH108 - ids are text
        raise


def _write_all(descriptor: int, data: bytes) -> None:
    try:
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
