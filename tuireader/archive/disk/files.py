"""Files, opened so that nothing blocks, nothing outside the archive is read, and memory stays bounded."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar
from unicodedata import normalize

from tuireader.archive.disk.filenames import PROSE, split_extension
from tuireader.archive.post import PostId, Problem, Stamp
from tuireader.archive.text import decode, neutralise
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future


T = TypeVar("T")


def begin(act: Callable[[], T]) -> Future[T]:
    """Run a function in a thread of its own; the future has its result or its exception."""
    from concurrent.futures import Future

    future: Future[T] = Future()
    Thread(target=_do, args=(act, future), daemon=True).start()
    return future


def _do(act: Callable[[], T], future: Future[T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        found = act()
    except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
        future.set_exception(error)
    else:
        future.set_result(found)


_FLAGS: Final = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
_TRIES: Final = 3
_LARGEST: Final = (1 << 63) - 1
"""The largest number that a database takes; times from the year 2262 on, and inodes of some disks, are larger."""
_OUTSIDE: Final = "the link leads out of the archive, so it is not followed: put the file itself here"
_NO_POSTS: Final = (
    "the link leads to something without posts, or to a folder around the archive, so it is not followed"
)
_SYSTEM: Final = ("/proc", "/sys", "/dev")
"""Folders in which the kernel shows other things than files as files."""
MISSING: Final = "missing"
"""The rule of a Problem with a file that went away since it was found."""
_DANGLING: Final = "the link leads nowhere: fix or remove it"


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a regular file, or of its first part, with the state of the file at that moment."""

    data: bytes
    stamp: Stamp


def read_file(
    root: str, post_id: PostId, limit: int, real_root: str | None = None, *, linked: bool = False
) -> Contents | Problem:
    """Return at most `limit` bytes of the regular file `root`/`post_id`, or the Problem that prevents it.

    Never waits for a FIFO or a device, and follows no link that leads out of `root`, unless the file is a post that is
    `linked` there by the archive's owner. With `real_root` given, the caller vouches that the file's folder lies
    inside, and only the file itself is looked at.
    """
    path = f"{root}/{post_id}"
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode) or real_root is None:
            problem = _leads_out(path, real_root or resolved(root), post_id, linked=linked)
            if problem is not None:
                return problem
            found = os.stat(path)  # noqa: PTH116 - no Path for each of many files
        if not stat.S_ISREG(found.st_mode):
            return _not_a_file(path, found.st_mode, post_id)
        return _read(path, post_id, limit)
    except (OSError, ValueError) as error:
        return unreadable(error, post_id)


def _read(path: str, post_id: PostId, limit: int) -> Contents | Problem:
    descriptor = os.open(path, _FLAGS)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return _not_a_file(path, found.st_mode, post_id)
        data = b""
        for _ in range(_TRIES):
            data = _read_all(descriptor, min(limit, found.st_size + 1), found.st_size)
            if len(data) in {found.st_size, limit}:
                break
            # It is being written at this moment.
            os.lseek(descriptor, 0, os.SEEK_SET)
            found = os.fstat(descriptor)
        return Contents(data, _stamp(found))
    finally:
        os.close(descriptor)


def regular_bytes(path: str, limit: int) -> bytes:
    """The bytes of a regular file, whoever it belongs to.

    Raises OSError for anything else, which is never waited for, and for a file of more than `limit` bytes.
    """
    data = first_bytes(path, limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"is larger than {limit // 1024} KiB")
    return data


def first_bytes(path: str, most: int) -> bytes:
    """The first bytes of a regular file, at most so many; raises OSError for anything else, without waiting for it."""
    descriptor = os.open(path, _FLAGS)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "is not a regular file")
        return _read_all(descriptor, most, found.st_size)
    finally:
        os.close(descriptor)


class Files:
    """Reads files of many posts of one archive as `read_file` does; which folders lie inside it is found out once."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._real_root = resolved(root)
        self._inside: dict[str, bool] = {}

    def read(self, post_id: PostId, limit: int) -> Contents | Problem:
        """Return the first `limit` bytes of a post's file, or why it cannot be read."""
        real_root = self._real_root if self._is_inside(post_id) else None
        return read_file(self._root, post_id, limit, real_root, linked=True)

    def _is_inside(self, post_id: PostId) -> bool:
        """Tell whether the file's folder, its links followed, lies in the archive."""
        folder = post_id.rpartition("/")[0]
        if folder not in self._inside:
            self._inside[folder] = is_inside(resolved(f"{self._root}/{folder}"), self._real_root)
        return self._inside[folder]


def _read_all(descriptor: int, limit: int, size: int) -> bytes:
    """Return the contents of a file that should have that size, in most cases by one read."""
    data = os.read(descriptor, limit)
    if len(data) >= limit or len(data) == size or not data:
        return data
    parts = [data]
    length = len(data)
    while length < limit and (part := os.read(descriptor, limit - length)):
        parts.append(part)
        length += len(part)
    return b"".join(parts)


def resolved(path: str) -> str:
    """Return a path without links, as far as it exists; "" where links keep changing under the look at them."""
    for _ in range(_TRIES):
        # Although it is not asked to be strict, it fails where a link goes away at that moment.
        with suppress(OSError):
            return os.path.realpath(path)
    return ""


def on_disk(root: str, path: str) -> str:
    """Return `path`, relative to `root`, as an absolute one whose names are spelt as on disk.

    Only where nothing has the name as it is written, another spelling of it is looked for in its folder.
    """
    whole = f"{root}/{path}"
    if path.isascii() or os.path.lexists(whole):
        return whole
    found = root
    for name in path.split("/"):
        below = f"{found}/{name}"
        found = below if name.isascii() or os.path.lexists(below) else f"{found}/{_spelt(found, name)}"
    return found


def _spelt(folder: str, name: str) -> str:
    """Return the name in a folder that is `name` in another form; `name` itself where there is none."""
    wanted = normalize("NFC", name)
    try:
        with os.scandir(folder or "/") as entries:
            return next((one.name for one in entries if normalize("NFC", one.name) == wanted), name)
    except (OSError, ValueError):
        return name


def is_inside(path: str, real_root: str) -> bool:
    """Tell whether a resolved path is the root or lies under it."""
    return path == real_root or path.startswith(real_root.rstrip("/") + "/")


def is_followed(real: str, real_root: str) -> bool:
    """Tell whether posts are read where a link of the archive's owner leads to, a resolved path.

    They are not where the archive itself lies in it, nor in what is no folder of files.
    """
    if is_inside(real, real_root):
        return True
    return not is_inside(real_root, real) and not any(is_inside(real, one) for one in _SYSTEM)


def _leads_out(path: str, real_root: str, post_id: PostId, *, linked: bool) -> Problem | None:
    real = resolved(path)
    if is_inside(real, real_root):
        return None
    if not linked:
        return Problem(post_id, "outside-archive", _OUTSIDE)
    is_prose = split_extension(real)[1] in PROSE or not os.path.isfile(real)  # noqa: PTH113 - text
    if is_prose and is_followed(real, real_root):
        return None
    return Problem(post_id, "outside-archive", _NO_POSTS)


def unreadable(error: OSError | ValueError, post_id: PostId) -> Problem:
    """Return the reason why a file cannot be read, in plain words."""
    if isinstance(error, FileNotFoundError):
        if not os.path.islink(error.filename or ""):  # noqa: PTH114 - ids are text
            return Problem(post_id, MISSING, "the file is no longer there")
        return Problem(post_id, "unreadable", _DANGLING)
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Problem(post_id, "unreadable", neutralise(f"the file cannot be read: {reason}"))


def absence(root: str, post_id: PostId) -> str:
    """Return the reason, in plain words, why a file is no post of the archive any more, as far as the disk tells."""
    path = f"{root}/{post_id}"
    try:
        os.lstat(path)
        open_folder = os.access(os.path.dirname(path), os.R_OK | os.X_OK)  # noqa: PTH120 - ids are text
    except PermissionError:
        open_folder = False
    except (OSError, ValueError):
        return "this post is no longer in the archive"
    if open_folder:
        return "this file is no longer a post of the archive"
    return "the folder of this post cannot be read: permission denied"


def _not_a_file(path: str, mode: int, post_id: PostId) -> Problem:
    if stat.S_ISDIR(mode) and not os.access(path, os.R_OK | os.X_OK):
        return Problem(post_id, "unreadable", "the folder cannot be read: permission denied")
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))
    kind = next((name for test, name in kinds if test(mode)), "a device")
    return Problem(post_id, "not-a-file", f"this is {kind}, not a file, so there is nothing to read")


def stamp_of(root: str, post_id: PostId) -> Stamp | None:
    """Return the state of a file on disk without reading it, or None where there is none."""
    try:
        found = os.stat(f"{root}/{post_id}")  # noqa: PTH116 - no Path for each of many files
    except (OSError, ValueError):
        return None
    return _stamp(found)


def _stamp(found: os.stat_result) -> Stamp:
    mtime = found.st_mtime_ns
    if not -_LARGEST <= mtime <= _LARGEST:
        mtime = _LARGEST if mtime > 0 else -_LARGEST
    return Stamp(mtime, found.st_size, found.st_ino & _LARGEST, found.st_ctime_ns)


_SMALL: Final = 1 << 18
"""Most bytes of a small file."""


def folders_to(folder: str) -> Iterator[str]:
    """Yield the folders on the way to one, from "" to itself, each with a slash behind."""
    parts = folder.split("/") if folder else []
    return ("".join(part + "/" for part in parts[:count]) for count in range(len(parts) + 1))


def exists(root: str, path: str) -> bool:
    """Tell whether there is a file or folder at a path below the root."""
    return os.path.lexists(f"{root}/{path}")


def text_of(root: str, path: str) -> str:
    """Return the text of a small file below the root, or "" where it cannot be read."""
    if not exists(root, path):
        return ""
    contents = read_file(root, PostId(path), _SMALL)
    return "" if isinstance(contents, Problem) else decode(contents.data, PostId(path)).text
