"""How soon a post can be read: the newest of the samples, and of ten thousand; and how soon all are listed.

python -m tests.benchmarks.start [TIMES]
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.harness import (
    EMPTY,
    NEWEST,
    PAINTED,
    READER,
    SAMPLES,
    Finding,
    Screen,
    chill,
    in_turn,
    ratio,
    show,
    write_posts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

POSTS, SIZE = 10_000, 5_000
FIRST_WORDS = b"You are reading a blog"
PARTS = (re.compile(rb"\d posts"), re.compile(rb"Outline"), re.compile(rb"\d words"))
"""The number of posts above their list, the title of the outline, the length of the post in the status line."""
SHOW_SOURCE, SOURCE = "v", b"date: 2026"


def findings(times: int = 11) -> Iterator[Finding]:
    """The figures of a start."""
    whole: list[float] = []
    answered: list[float] = []

    def first() -> float:
        with Screen((*READER, str(SAMPLES))) as screen:
            seconds = screen.until(FIRST_WORDS) - screen.began
            whole.append(screen.until(is_whole) - screen.began)
        with Screen((*READER, str(SAMPLES))) as screen:
            screen.until(FIRST_WORDS)
            screen.press(SHOW_SOURCE)
            answered.append(screen.until(SOURCE) - screen.began)
        return seconds

    ours, theirs = in_turn(times, first, lambda: _seconds(EMPTY, PAINTED))
    yield Finding("an empty Textual app, to its first paint", f"{1000 * median(theirs):.0f} ms")
    yield Finding("start to the newest sample post readable", f"{1000 * median(ours):.0f} ms")
    yield Finding.at_most("… against an empty app", ratio(ours, theirs), 1.3, "×")
    yield Finding(
        "start to the whole screen: list, article, outline, status", f"{1000 * median(whole):.0f} ms"
    )
    yield Finding(
        "start to a key answered that was typed at the first text", f"{1000 * median(answered):.0f} ms"
    )
    with tempfile.TemporaryDirectory() as folder:
        write_posts(Path(folder), POSTS, SIZE)
        yield from _many(Path(folder), max(times // 3, 1))


def is_whole(written: bytes) -> bool:
    """Whether all parts of the screen have been painted."""
    return all(part.search(written) for part in PARTS)


def _many(root: Path, times: int) -> Iterator[Finding]:
    listed: list[float] = []

    def first() -> float:
        chill(root)
        with Screen((*READER, str(root))) as screen:
            seconds = screen.until(NEWEST) - screen.began
            listed.append(screen.until(f"{POSTS:,} posts".encode()) - screen.began)
        return seconds

    ours, theirs = in_turn(times, first, lambda: _seconds(EMPTY, PAINTED))
    yield Finding.at_most(
        "10,000 posts of 5 KB, cold: first readable against an empty app", ratio(ours, theirs), 1.5, "×"
    )
    yield Finding.at_most("10,000 posts of 5 KB, cold: all listed", median(listed), 4, "s")


def _seconds(command: Sequence[str], holds: re.Pattern[bytes] | bytes) -> float:
    with Screen(command) as screen:
        return screen.until(holds) - screen.began


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:])))
