"""Threads that the process does not wait for at its end: a disk that does not answer holds nobody up."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")


def begin(act: Callable[[], T]) -> Future[T]:
    """Begin to do something in a thread of its own; what comes of it, or is raised, is the future's."""
    from concurrent.futures import Future  # noqa: PLC0415 - slow

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
