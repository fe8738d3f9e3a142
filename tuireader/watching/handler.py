"""The watchdog side of the watch; imported only when it starts, since watchdog is slow to import."""

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

# Opened and closed_no_write are left out: reading a file would cause another read. A folder's
# modified adds nothing to its files' events.
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
"""Seconds that watchdog may hold back events after a file left the archive (its own: 0.5)."""


class Enqueue(FileSystemEventHandler):
    """Passes the paths of each event to the event loop, and does nothing else in watchdog's thread.

    `closes`: the system reports when a written file is closed, so it counts as incomplete until then.
    """

    def __init__(
        self, loop: AbstractEventLoop, queue: Queue[Touch | Liveness], base: str, *, closes: bool
    ) -> None:
        self.ended = False
        self.astray = False
        """Whether a watched folder left the archive: watchdog keeps reporting it under its old path."""
        self.rebuilt = False
        """Whether folders came or moved: watchdog may have missed some of many."""
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
        """Enqueue the path of the event and, for a rename, the new path."""
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
        """A handler of another folder that reports the names of the links to it."""
        return _Linked(self, base, names)

    def put(self, touch: Touch) -> None:
        """Enqueue, unless the loop has ended."""
        if not self.ended:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._queue.put_nowait, touch)

    def _paths(self, event: FileSystemEvent) -> Iterator[str]:
        yield from _inside(event, self._base)

    def put_event(self, paths: tuple[str, ...], event: FileSystemEvent) -> None:
        """Enqueue an event at paths of the archive."""
        if paths:
            self.put(Touch(paths, self._kinds.get(type(event), "whole")))

    def listed(self, folder: str | None) -> Iterator[os.DirEntry[str]]:
        """Yield the entries of a polled folder, without the folders of tools; nothing once ended."""
        if self.ended:
            return
        above = os.path.basename(folder or "")  # noqa: PTH119 - text
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not is_kept_by_tools(entry.name, above))


class _Linked(FileSystemEventHandler):
    """Reports a folder outside of the archive by the names of its links."""

    def __init__(self, enqueue: Enqueue, base: str, names: tuple[LinkedName, ...]) -> None:
        self._enqueue = enqueue
        self._base = base
        self._names = names

    def dispatch(self, event: FileSystemEvent) -> None:
        """Enqueue the paths of the event in the archive."""
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
    """Yield the relevant paths of an event, relative to `base`."""
    for path in (event.src_path, event.dest_path):
        inside = inside_of(os.fsdecode(path), base) if path else None
        if inside is not None and (not inside or matters(inside)):
            yield inside


def inside_of(path: str, base: str) -> str | None:
    """`path` relative to `base` ("" for `base` itself), or None if it lies elsewhere."""
    if path == base:
        return ""
    inside = path.removeprefix(base.rstrip(os.sep) + os.sep)
    return None if inside == path else inside.replace(os.sep, "/")


class Trouble(logging.Handler):
    """Turns watchdog's warnings, such as lost events, into a check of everything, and off the screen."""

    def __init__(self, enqueue: Enqueue) -> None:
        super().__init__(logging.WARNING)
        self._enqueue = enqueue

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what went wrong does not matter
        self._enqueue.put(EVERYTHING)


def observer_of(enqueue: Enqueue, root: str, poll: float | None) -> BaseObserver:
    """An observer of `root`, not yet started, that polls every `poll` seconds or (None) receives events."""
    observer = _told() if poll is None else PollingObserverVFS(_state, enqueue.listed, polling_interval=poll)
    observer.schedule(enqueue, root, recursive=True, event_filter=list(EVENTS))
    return observer


def also_observe(
    observer: BaseObserver, enqueue: Enqueue, one: Beyond, names: tuple[LinkedName, ...]
) -> ObservedWatch:
    """Make a running observer watch another folder; raises OSError if the system refuses."""
    handler = enqueue.seen_from(one.folder, names)
    return observer.schedule(handler, one.folder, recursive=one.deep, event_filter=list(EVENTS))


def _state(path: str) -> os.stat_result:
    """The state that polling compares; its time changes even if a written file gets its old time back.

    Links are not followed, since they may form loops; their targets are watched by themselves.
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
    # This tells a file moved in from one being written.
    return InotifyObserver(generate_full_events=True)
