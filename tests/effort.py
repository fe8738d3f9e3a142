"""What a piece of work costs on any machine: the lines of Python that it runs, and the calls that it makes."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

T = TypeVar("T")


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python are run by a piece of work, each as often as it is run.

    What is done in C, by regular expressions for one, is not seen.
    """
    count = 0

    def within(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        if event == "line":
            count += 1

    def begun(frame: FrameType, event: str, argument: object) -> Any:
        return within

    before = sys.gettrace()
    sys.settrace(begun)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@contextmanager
def calls_of(function: Callable[..., object], value: Callable[[Mapping[str, Any]], T]) -> Iterator[list[T]]:
    """A value for each call of a function, of its arguments, while the context is open; new threads are seen too."""
    values: list[T] = []
    code = function.__code__

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code is code:
            values.append(value(frame.f_locals))

    before = sys.getprofile(), threading.getprofile()
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield values
    finally:
        sys.setprofile(before[0])
        threading.setprofile(before[1])
