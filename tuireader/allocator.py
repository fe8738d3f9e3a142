"""The C library's allocator, where it is glibc's: how threads share it, and when it returns memory to the system."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ctypes import CDLL

_M_ARENA_MAX: Final = -8
"""From glibc's `malloc.h`."""


def share_arenas() -> None:
    """Make threads started from now on share their memory arenas; glibc would give each its own.

    Memory freed in one arena is unusable for other threads: after half an hour it was as much as the memory in use.
    Python's threads take turns, so they do not wait for each other here.
    """
    with suppress(AttributeError, OSError):
        if library := _library():
            library.mallopt(_M_ARENA_MAX, 1)


def return_freed() -> None:
    """Return what was freed to the system; after work that took much memory for a while. It takes a few milliseconds.

    glibc returns by itself only what is at the end of an arena.
    """
    with suppress(AttributeError, OSError):
        if library := _library():
            library.malloc_trim(0)


def _library() -> CDLL | None:
    if sys.platform != "linux":
        return None
    try:
        import ctypes
    except ImportError:
        return None
    return ctypes.CDLL(None)
