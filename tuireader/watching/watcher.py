"""The touched paths of a folder, as they are touched."""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.disk.files import resolved
from tuireader.late import dataclass, expression
from tuireader.watching.beyond import beyond, folders_of

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Queue

    from watchdog.observers.api import BaseObserver, ObservedWatch

    from tuireader.archive.disk.walk import Links
    from tuireader.watching.batches import Liveness, Touch
    from tuireader.watching.beyond import Beyond, LinkedName
    from tuireader.watching.handler import Enqueue, Trouble

DESCRIPTORS = Path("/proc/self/fdinfo")


def unwatched_folders(*roots: str) -> int:
    """The number of folders below `roots` that this process cannot watch with inotify; 0 if unknown."""
    # Folders first: one that appears meanwhile is watched before the watches are counted.
    folders = {folder for root in roots for folder, _, _ in os.walk(root) if os.access(folder, os.R_OK)}
    watches = inotify_watches()
    return max(0, len(folders) - watches) if watches else 0


def inotify_watches() -> int:
    """The number of inotify watches of this process; 0 if unknown."""
    count = 0
    with suppress(OSError):
        for descriptor in DESCRIPTORS.iterdir():
            # Another thread may have closed its descriptor.
            with suppress(OSError):
                lines = descriptor.read_text(encoding="ascii", errors="replace").splitlines()
                count += sum(1 for line in lines if line.startswith("inotify "))
    return count


MOUNTS = Path("/proc/self/mountinfo")
SILENT = expression(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|drvfs|afs|ncpfs|ceph|glusterfs|lustre|beegfs|davfs|vboxsf|vmhgfs|prl_fs|fakeowner"
    r"|virtiofs|grpcfuse|osxfs|fuse\.(?!gocryptfs|encfs|ntfs)\w.*"
)
"""Types of file systems that are changed elsewhere."""


def silent_type(root: Path, mounts: Path = MOUNTS) -> str | None:
    """The type of the file system of `root` if it reports no changes, else None."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    path = os.path.realpath(root)
    # The later of two mounts at one point counts.
    found = [
        (len(point), at, kind) for at, (point, kind) in enumerate(map(_mount, lines)) if _holds(point, path)
    ]
    kind = max(found, default=(0, 0, ""))[2]
    return kind if SILENT.fullmatch(kind) else None


def _mount(line: str) -> tuple[str, str]:
    """A mount's point and type; see proc_pid_mountinfo(5)."""
    before, _, after = line.partition(" - ")
    fields = before.split(" ")
    point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4]) if len(fields) > 4 else ""
    return point, after.partition(" ")[0]


def _holds(point: str, path: str) -> bool:
    return bool(point) and (path == point or path.startswith(point.rstrip("/") + "/"))


LOGGER = "watchdog"
LIMITS = {
    errno.ENOSPC: "the system's limit of watched folders is reached",
    errno.EMFILE: "the system's limit of watching programs is reached",
}


@dataclass(frozen=True, slots=True)
class _Other:
    """Another watched folder: its links, its identity, and watchdog's watch."""

    names: tuple[LinkedName, ...]
    identity: tuple[int, int] | None
    watch: ObservedWatch


@dataclass(frozen=True, slots=True)
class WatchFailure:
    """Why a folder is not watched, in one line."""

    message: str


class Watcher:
    """A running watch. It holds threads, so it must be stopped."""

    def __init__(self, observer: BaseObserver, enqueue: Enqueue, trouble: Trouble, root: Path) -> None:
        self._observer = observer
        self._enqueue = enqueue
        self._trouble = trouble
        self._root = root
        self._identity = identity_of(root)
        self._folder = resolved(str(root))
        self._threads: tuple[threading.Thread, ...] = ()
        self._others: dict[Beyond, _Other] = {}
        self._missing: list[Beyond] = []
        self._changing = threading.Lock()

    def start(self) -> None:
        """Start watching; raises OSError if the system refuses."""
        from watchdog.utils import BaseThread

        before = set(threading.enumerate())
        self._observer.start()
        threads = [thread for thread in threading.enumerate() if isinstance(thread, BaseThread)]
        self._threads = tuple(thread for thread in threads if thread not in before)

    def stop(self) -> None:
        """Stop watching and wait for the threads to end (milliseconds); stopping again does nothing."""
        with self._changing:
            self._enqueue.ended = True
        _end(self._observer)
        logging.getLogger(LOGGER).removeHandler(self._trouble)

    def is_lost(self) -> bool:
        """Whether events are wrong or will no longer come.

        A thread has ended, another or an unreadable folder is at the path now, or a watched part has left.
        """
        alive = all(thread.is_alive() for thread in self._threads)
        there = self._identity == identity_of(self._root) and _may_be_read(self._root)
        return not alive or self._enqueue.astray or not there

    @property
    def is_rebuilt(self) -> bool:
        """Whether folders came or moved since the last call."""
        rebuilt, self._enqueue.rebuilt = self._enqueue.rebuilt, False
        return rebuilt

    def unwatched_folders(self) -> int:
        """The number of folders that the system cannot be watching; walks them all."""
        with self._changing:
            others = folders_of(self._others)
        return unwatched_folders(self._folder, *others)

    def follow(self, links: Links) -> tuple[str, ...]:
        """Watch the targets of links outside of the archive's folder; looks at each.

        Returns the links whose targets were not watched until now, or disappeared, and need a check. Targets that the
        system refuses to watch count as unwatched.
        """
        wanted = beyond(self._folder, links)
        new: set[LinkedName] = set()
        with self._changing:
            if self._enqueue.ended:
                return ()
            ended = self._ended_watches()
            for one, other in list(self._others.items()):
                if wanted.get(one) != other.names or self._is_lost(one, other, ended):
                    self._observer.unschedule(self._others.pop(one).watch)
                    new.update(other.names)
            self._missing = [one for one in wanted if not os.path.isdir(one.folder)]  # noqa: PTH112 - text
            for one in wanted.keys() - self._others.keys() - set(self._missing):
                if self._observe(one, wanted[one]):
                    new.update(wanted[one])
        return tuple(sorted({name.link for name in new}))

    def has_lost_links(self) -> bool:
        """Whether a folder that links lead to disappeared, appeared, or was replaced."""
        with self._changing:
            ended = self._ended_watches()
            lost = any(self._is_lost(one, other, ended) for one, other in self._others.items())
            return lost or any(os.path.isdir(one.folder) for one in self._missing)  # noqa: PTH112 - as above

    def _is_lost(self, one: Beyond, other: _Other, ended: set[ObservedWatch]) -> bool:
        return other.watch in ended or identity_of(one.folder) != other.identity

    def _ended_watches(self) -> set[ObservedWatch]:
        return {emitter.watch for emitter in self._observer.emitters if not emitter.is_alive()}

    def _observe(self, one: Beyond, names: tuple[LinkedName, ...]) -> bool:
        from tuireader.watching.handler import also_observe

        identity = identity_of(one.folder)
        try:
            self._others[one] = _Other(
                names, identity, also_observe(self._observer, self._enqueue, one, names)
            )
        except (OSError, RuntimeError):
            return False
        return True


def identity_of(root: Path | str) -> tuple[int, int] | None:
    """The identity of a folder, which changes when another takes its place; None without one."""
    try:
        found = os.stat(root)  # noqa: PTH116 - may be text
    except OSError:
        return None
    return found.st_dev, found.st_ino


def watch(
    root: Path, loop: AbstractEventLoop, queue: Queue[Touch | Liveness], poll: float | None = None
) -> Watcher | WatchFailure:
    """Start putting touched paths below `root` into `queue`, on `loop`.

    May be called from any thread; it takes as long as importing watchdog and walking the folders. With `poll`, look
    every so many seconds, for file systems without events.
    """
    folder = resolved(str(root))
    if not root.is_dir():
        return WatchFailure(f"there is no folder {root}")
    if not _may_be_read(root):
        return WatchFailure(f"the folder {root} cannot be looked into: permission denied")
    # Importing watchdog takes longer than drawing the first screen.
    from tuireader.watching.handler import Enqueue, Trouble, observer_of

    # Nested new folders make watchdog print warnings onto the screen from a thread.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")
    enqueue = Enqueue(loop, queue, folder, closes=poll is None and sys.platform == "linux")
    try:
        observer = observer_of(enqueue, folder, poll)
    except OSError as error:
        return _failure(error)
    trouble = Trouble(enqueue)
    logging.getLogger(LOGGER).addHandler(trouble)
    watcher = Watcher(observer, enqueue, trouble, root)
    try:
        watcher.start()
    except (OSError, RuntimeError) as error:
        watcher.stop()
        return _failure(error)
    if poll is None and (missing := watcher.unwatched_folders()):
        watcher.stop()
        return WatchFailure(f"the system's limit leaves {missing:,} folders unwatched")
    return watcher


def _may_be_read(root: Path) -> bool:
    return os.access(root, os.R_OK | os.X_OK)


def _failure(error: Exception) -> WatchFailure:
    number = error.errno if isinstance(error, OSError) else None
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return WatchFailure(LIMITS.get(number or 0, f"the folder cannot be watched: {reason}"))


def _end(observer: BaseObserver) -> None:
    observer.stop()
    # An observer that never started has no thread to wait for.
    with suppress(RuntimeError):
        observer.join()
