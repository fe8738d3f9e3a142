"""The watchdog side of the bridge; imported only when watching starts, for watchdog is slow to import."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserverVFS

from tuireader.archive.disk.filenames import is_kept_by_tools
from tuireader.watching.batches import EVERYTHING, Touch
from tuireader.watching.beyond import matters

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Queue
    from collections.abc import Iterator

    from watchdog.observers.api import BaseObserver, ObservedWatch

    from tuireader.watching.batches import Kind, Liveness
    from tuireader.watching.beyond import Beyond, LinkedName

# Opened and closed_no_write are left out: reading a file would call for reading it again. A folder's
# modified says nothing that its files' events don't.
EVENTS: tuple[type[FileSystemEvent], ...] = (
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileAttribEvent,
    FileDeletedEvent,
    FileMovedEvent,
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
)
PAIRING = 0.02
"""Seconds for which watchdog may hold back all that follows a file moved out of the archive (its own: 0.5)."""


class Enqueue(FileSystemEventHandler):
    """Hands the paths of each event to the event loop, and does nothing else in watchdog's thread.

    `closes`: the system tells when a written file is closed, so that until then it is known to be unfinished.
    """

    def __init__(
        self, loop: AbstractEventLoop, queue: Queue[Touch | Liveness], base: str, *, closes: bool
    ) -> None:
        self.ended = False
        self.astray = False
        """Whether a watched folder left the archive: watchdog then goes on to report it by its old path."""
        self.rebuilt = False
        """Whether folders came or moved: where that goes fast, watchdog may have missed one of them."""
        self._loop = loop
        self._queue = queue
        self._base = base
        self._kinds: dict[type[FileSystemEvent], Kind] = {
            FileDeletedEvent: "gone",
            DirDeletedEvent: "gone",
            FileAttribEvent: "attributes",
            DirAttribEvent: "attributes",
        }
        if closes:
            self._kinds |= {FileCreatedEvent: "open", FileModifiedEvent: "open"}

    def dispatch(self, event: FileSystemEvent) -> None:
        """Enqueue where the event was and, for a rename, where it went."""
        try:
            paths = tuple(self._paths(event))
        except Exception:  # noqa: BLE001 - whatever it is, it must not end watchdog's thread
            self.put(EVERYTHING)
            return
        if isinstance(event, DirMovedEvent) and not event.dest_path:
            self.astray = True
        if isinstance(event, (DirCreatedEvent, DirMovedEvent)):
            self.rebuilt = True
        self.put_event(paths, event)

    def seen_from(self, base: str, names: tuple[LinkedName, ...]) -> FileSystemEventHandler:
        """Return what hands on the paths below another folder, by the names of the links that lead there."""
        return _Linked(self, base, names)

    def put(self, touch: Touch) -> None:
        """Enqueue; a loop that has ended wants nothing."""
        if not self.ended:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._queue.put_nowait, touch)

    def _paths(self, event: FileSystemEvent) -> Iterator[str]:
        yield from _inside(event, self._base)

    def put_event(self, paths: tuple[str, ...], event: FileSystemEvent) -> None:
        """Enqueue what happened at paths of the archive."""
        if paths:
            self.put(Touch(paths, self._kinds.get(type(event), "whole")))

    def listed(self, folder: str | None) -> Iterator[os.DirEntry[str]]:
        """Yield what is in a folder that polling looks at, without the folders of tools; nothing once ended."""
        if self.ended:
            return
        above = os.path.basename(folder or "")  # noqa: PTH119 - text
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not is_kept_by_tools(entry.name, above))


class _Linked(FileSystemEventHandler):
    """Tells of a folder outside of what is watched, by the names of links."""

    def __init__(self, enqueue: Enqueue, base: str, names: tuple[LinkedName, ...]) -> None:
        self._enqueue = enqueue
        self._base = base
        self._names = names

    def dispatch(self, event: FileSystemEvent) -> None:
        """Enqueue where the event was in the archive."""
        try:
            paths = tuple(
                path
                for inside in _inside(event, self._base)
                for name in self._names
                if (path := name.of(inside)) is not None
            )
        except Exception:  # noqa: BLE001 - whatever it is, it must not end watchdog's thread
            self._enqueue.put(EVERYTHING)
            return
        if isinstance(event, (DirCreatedEvent, DirMovedEvent)) and paths:
            self._enqueue.rebuilt = True
        self._enqueue.put_event(paths, event)


def _inside(event: FileSystemEvent, base: str) -> Iterator[str]:
    """Yield the paths of an event as seen from `base`, as far as they matter."""
    for path in (event.src_path, event.dest_path):
        inside = inside_of(os.fsdecode(path), base) if path else None
        if inside is not None and (not inside or matters(inside)):
            yield inside


def inside_of(path: str, base: str) -> str | None:
    """Return `path` as seen from `base` ("" for `base` itself), or None when it lies elsewhere."""
    if path == base:
        return ""
    inside = path.removeprefix(base.rstrip(os.sep) + os.sep)
    return None if inside == path else inside.replace(os.sep, "/")


class Trouble(logging.Handler):
    """Turns watchdog's warnings, such as lost events, into a check of everything; none reaches the screen."""

    def __init__(self, enqueue: Enqueue) -> None:
        super().__init__(logging.WARNING)
        self._enqueue = enqueue

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what went wrong does not matter
        """Ask for a rescan."""
        self._enqueue.put(EVERYTHING)


def observer_of(enqueue: Enqueue, root: str, poll: float | None) -> BaseObserver:
    """Return an observer of `root`, not yet started, that looks every `poll` seconds or (None) is told."""
    observer = _told() if poll is None else PollingObserverVFS(_state, enqueue.listed, polling_interval=poll)
    observer.schedule(enqueue, root, recursive=True, event_filter=list(EVENTS))
    return observer


def also_observe(
    observer: BaseObserver, enqueue: Enqueue, one: Beyond, names: tuple[LinkedName, ...]
) -> ObservedWatch:
    """Let a running observer look at another folder; raises OSError where the system refuses."""
    handler = enqueue.seen_from(one.folder, names)
    return observer.schedule(handler, one.folder, recursive=one.deep, event_filter=list(EVENTS))


def _state(path: str) -> os.stat_result:
    """Return what polling compares. Its time also changes where a file was written and its old time put back.

    Links are not followed: they may lead round in circles, and where they lead is looked at by itself.
    """
    found = os.lstat(path)
    time = found.st_mtime_ns + found.st_ctime_ns
    owner = (found.st_nlink, found.st_uid, found.st_gid)
    return os.stat_result((found.st_mode, found.st_ino, found.st_dev, *owner, found.st_size, 0, time, 0))


def _told() -> BaseObserver:
    if sys.platform != "linux":
        return Observer()
    from watchdog.observers.inotify import InotifyObserver
    from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

    InotifyMoveEventGrouper.delay = PAIRING
    # A file that is moved in is then told from one that is being written.
    return InotifyObserver(generate_full_events=True)
