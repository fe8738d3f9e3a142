"""The watchdog side of the bridge; imported only when watching starts, for watchdog is slow to import."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from watchdog.events import (
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
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Queue

    from watchdog.observers.api import BaseObserver

# Opened and closed_no_write are left out: reading a file would call for reading it again. A folder's
# modified says nothing that its files' events don't.
EVENTS: tuple[type[FileSystemEvent], ...] = (
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileAttribEvent,
    FileDeletedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
)


class Enqueue(FileSystemEventHandler):
    """Hands the paths of each event to the event loop, and does nothing else in watchdog's thread."""

    def __init__(self, loop: AbstractEventLoop, queue: Queue[str]) -> None:
        self._loop = loop
        self._queue = queue

    def dispatch(self, event: FileSystemEvent) -> None:
        """Enqueue where the event was and, for a rename, where it went."""
        self.put(event.src_path)
        if event.dest_path:
            self.put(event.dest_path)

    def put(self, path: bytes | str) -> None:
        """Enqueue one path; a loop that has ended wants nothing."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._queue.put_nowait, os.fsdecode(path))


class Trouble(logging.Handler):
    """Turns watchdog's warnings, such as lost events, into a touched root; none reaches the screen."""

    def __init__(self, enqueue: Enqueue, root: str) -> None:
        super().__init__(logging.WARNING)
        self._enqueue = enqueue
        self._root = root

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what went wrong does not matter
        """Ask for a rescan."""
        self._enqueue.put(self._root)


def observer_of(enqueue: Enqueue, root: str, poll: float | None) -> BaseObserver:
    """Return an observer of `root`, not yet started, that looks every `poll` seconds or (None) is told."""
    observer: BaseObserver = Observer() if poll is None else PollingObserver(timeout=poll)
    observer.schedule(enqueue, root, recursive=True, event_filter=list(EVENTS))
    return observer
