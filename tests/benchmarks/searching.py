"""How soon the reader answers while somebody searches or goes to a name, and while the index is being built.

python -m tests.benchmarks.searching [POSTS]

Each figure is from a key to the paint of what it finds, in a pseudo-terminal, typed as fast as people type.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.harness import READER, Finding, Screen, p95, show
from tests.benchmarks.search import POSTS, write_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACE = 0.1
"""Seconds between an answer and the next key."""
FOUND = re.compile(rb"[\d,]+\+? posts?[^\w]")
"""What is painted with every answer of a search."""
NAMED = re.compile(rb"\d{4}-\d\d-\d\d|Post number")
"""What is painted with every answer of going to a name: the date of a post, or its title."""
DAY = re.compile(rb"\d [A-Z][a-z]{2,8} \d{4}")
"""What stands below the title of every post that is shown."""
QUERIES = (
    "terminal",
    "python unicode",
    "release notes",
    "tag:another kernel",
    "c++",
    '"the terminal"',
    "typo margins",
)
LETTERS = ("post num", "number99", "pn42", "kernel", "rel kernel", "terminal")
STEPS = 30
MUCH = 1_000
"""Bytes that are more than a line or two."""
CLEAR = "\x15"


def findings(count: int = POSTS) -> Iterator[Finding]:
    """The figures of searching in an archive of so many posts."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        write_texts(Path(folder), count)
        listed = f"{count:,} posts".encode()
        with Screen((*READER, folder), Path(cache)) as screen:
            screen.until(listed)
            lines = [_paced(screen, key, _is_much) for key in ("enter", *"jk" * STEPS)][1:]
            what = f"{count:,} posts: a line on, while they are indexed, p95"
            yield Finding.at_most(what, 1000 * p95(lines), 50, "ms")
            moves = [_paced(screen, "J", DAY) for _ in range(STEPS)]
            yield Finding.at_most("another post, while they are indexed, p95", 1000 * p95(moves), 60, "ms")
            screen.settle()
        with Screen((*READER, folder), Path(cache)) as screen:
            screen.until(listed)
            screen.settle()
            lines = [_paced(screen, key, _is_much) for key in ("enter", *"jk" * STEPS)][1:]
            yield Finding("a line on when they are", f"{1000 * p95(lines):,.4g} ms")
            moves = [_paced(screen, "J", DAY) for _ in range(STEPS)]
            yield Finding("another post when they are", f"{1000 * p95(moves):,.4g} ms")
            yield from _searched(screen)
            yield from _gone_to(screen)


def _searched(screen: Screen) -> Iterator[Finding]:
    screen.seconds("s", FOUND)
    screen.settle()
    typed = [one for query in QUERIES for one in _typed(screen, query, FOUND)]
    yield Finding.at_most("a key to the results of a search, p95", 1000 * p95(typed), 60, "ms")
    yield Finding("  the slowest", f"{1000 * max(typed):,.4g} ms")
    screen.press("escape")
    screen.settle()


def _gone_to(screen: Screen) -> Iterator[Finding]:
    yield Finding("Ctrl+O to the newest posts", f"{1000 * screen.seconds(chr(15), NAMED):,.4g} ms")
    screen.settle(1.0)
    typed = [one for letters in LETTERS for one in _typed(screen, letters, NAMED)]
    yield Finding.at_most("a key to the names that have the letters, p95", 1000 * p95(typed), 40, "ms")
    yield Finding("  the slowest", f"{1000 * max(typed):,.4g} ms")


def _typed(screen: Screen, text: str, holds: re.Pattern[bytes]) -> list[float]:
    """Seconds from each key of a text to its answer; the line is empty before and after."""
    taken = [_paced(screen, key, holds) for key in text]
    _paced(screen, CLEAR, holds)
    return taken


def _is_much(written: bytes) -> bool:
    """Whether more is painted than a line or two."""
    return len(written) > MUCH


def _paced(screen: Screen, key: str, holds: re.Pattern[bytes] | Callable[[bytes], bool]) -> float:
    time.sleep(PACE)
    return screen.seconds(key, holds)


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:2])))
