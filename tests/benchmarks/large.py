"""How soon keys are answered in a large archive: while it is read for the first time, and once it is listed.

python -m tests.benchmarks.large [POSTS] [FOLDER]

The archive is written into the folder, where it stays for the next run, or into one that is removed.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from tests.benchmarks.harness import MARK, NEWEST, READER, Finding, Screen, p95, show
from tests.benchmarks.warm import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMES: Final = 20
READ_IN: Final = 600.0
"""Seconds in which the archive must have been read."""
PAUSE: Final = 0.2
"""Seconds from one key to the next while it is read."""
TAGS: Final = 40
"""The tags that `write_site` gives one post each in turn."""
GO_TO: Final = "\x0f"
FOUND: Final = re.compile(rb"7(?:\x1b\[[\d;]*m)*: what")
"""The end of a title that is listed for a seven, which stands out in it."""


def findings(count: int = 100_000, kept: str = "") -> Iterator[Finding]:
    """The figures of an archive of `count` posts; it stays in the folder `kept` if one is named."""
    label = f"{count:,} posts"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(kept or folder) / str(count)
        if not root.exists():
            write_site(root, count)
        with Screen((*READER, str(root))) as screen:
            screen.until(NEWEST)
            waits = list(_while_read(screen, f"{count:,} posts".encode()))
            yield Finding(f"{label}, cold: all listed", f"{time.perf_counter() - screen.began:.1f} s")
            yield Finding.at_most(
                f"{label}, cold: another post meanwhile, key to paint, p99", 1000 * _p99(waits), 50, "ms"
            )
            screen.settle(2)
            screen.press("K")
            for what, do in ACTIONS.items():
                seconds = [do(screen, count) for _ in range(TIMES)]
                yield Finding.at_most(f"{label}: {what}, key to paint, p95", 1000 * p95(seconds), 60, "ms")


def _while_read(screen: Screen, listed: bytes) -> Iterator[float]:
    """Yield the seconds that another post took to be shown, again and again until all posts are listed."""
    end = time.perf_counter() + READ_IN
    for number in range(round(READ_IN / PAUSE)):
        # Once more down than up: at the newest post, the way up shows nothing new.
        if listed in screen.written:
            return
        yield screen.seconds(
            "J" if number % 20 < 11 else "K", lambda written: bool(MARK.search(written) or NEWEST in written)
        )
        screen.watch(time.perf_counter() + PAUSE)
        if time.perf_counter() > end:
            break
    raise TimeoutError(f"not read within {READ_IN:g} s")


def _p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100, method="inclusive")[98]


def _sort(screen: Screen, count: int) -> float:
    del count
    seconds = screen.seconds("S", b"by title")
    for order in (b"by words", b"by modified", b"by date"):
        screen.seconds("S", order)
    screen.settle()
    return seconds


def _filter(screen: Screen, count: int) -> float:
    screen.press("t")
    screen.settle()
    screen.press("down")
    screen.settle()
    seconds = screen.seconds("enter", f"{count // TAGS:,} of".encode())
    screen.settle()
    screen.press("x")
    screen.settle()
    return seconds


def _go_to(screen: Screen, count: int) -> float:
    del count
    screen.press(GO_TO)
    screen.settle()
    seconds = max(screen.seconds("7", FOUND), screen.seconds("7", FOUND))
    screen.press("escape")
    screen.settle()
    return seconds


ACTIONS: Final[dict[str, Callable[[Screen, int], float]]] = {
    "another sort order": _sort,
    "a tag as filter": _filter,
    "a letter in Ctrl+O": _go_to,
}


if __name__ == "__main__":
    show(
        findings(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else "")
    )
