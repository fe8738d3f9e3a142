"""A folder → the paths that are touched in it, as they are touched."""

from __future__ import annotations

import errno
import logging
import os
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.watching.coverage import unwatched_folders

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Queue
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

    from tuireader.watching.handler import Trouble

LOGGER = "watchdog"
LIMITS = {
    errno.ENOSPC: "The system's limit of watched folders is reached; --poll does without",
    errno.EMFILE: "The system's limit of watching programs is reached; --poll does without",
}


@dataclass(frozen=True, slots=True)
class WatchFailure:
    """Why a folder is not watched, in plain words: one line, and what to do where something can be done."""

    message: str


class Watcher:
    """A running watch. It holds threads, so it must be stopped."""

    def __init__(self, observer: BaseObserver, trouble: Trouble) -> None:
        self._observer = observer
        self._trouble = trouble

    def stop(self) -> None:
        """Stop watching and wait for the threads to end (milliseconds); stopping again does nothing."""
        _end(self._observer)
        logging.getLogger(LOGGER).removeHandler(self._trouble)


def watch(
    root: Path, loop: AbstractEventLoop, queue: Queue[str], poll: float | None = None
) -> Watcher | WatchFailure:
    """Start to put the absolute path of whatever is touched below `root` into `queue`, on `loop`.

    May be called from any thread; it takes as long as importing watchdog and walking the folders does.
    `poll` looks every so many seconds instead of being told, for file systems that tell nothing.
    """
    folder = os.path.realpath(root)
    if not root.is_dir():
        return WatchFailure(f"There is no folder {root}")
    # Importing watchdog takes longer than drawing the first screen.
    from tuireader.watching.handler import Enqueue, Trouble, observer_of  # noqa: PLC0415 - slow

    # Nested new folders make watchdog warn of its own doings, from a thread, onto the screen.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")
    enqueue = Enqueue(loop, queue)
    try:
        observer = observer_of(enqueue, folder, poll)
    except OSError as error:
        return _failure(error)
    trouble = Trouble(enqueue, folder)
    logging.getLogger(LOGGER).addHandler(trouble)
    watcher = Watcher(observer, trouble)
    try:
        observer.start()
    except (OSError, RuntimeError) as error:
        watcher.stop()
        return _failure(error)
    if poll is None and (missing := unwatched_folders(folder)):
        watcher.stop()
        return WatchFailure(
            f"The system lets {missing:,} folders go unwatched (its limit); --poll does without"
        )
    return watcher


def _failure(error: Exception) -> WatchFailure:
    number = error.errno if isinstance(error, OSError) else None
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return WatchFailure(LIMITS.get(number or 0, f"The folder cannot be watched: {reason}"))


def _end(observer: BaseObserver) -> None:
    observer.stop()
    # An observer that never started has no thread to wait for.
    with suppress(RuntimeError):
        observer.join()
