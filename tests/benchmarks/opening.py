"""What a long post costs in a running reader: to open, to move about in, in memory; and one of 10 MB meanwhile.

python -m tests.benchmarks.opening [TIMES]
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markdown import Markdown

from tests.benchmarks.harness import (
    END,
    FIRST_MARK,
    READER,
    Finding,
    Screen,
    last_mark,
    mixed_body,
    p95,
    show,
    write_post,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MB = 1_000_000
OPEN_NEXT = "J"
STEPS = 40
SECOND_SECTION = b"Mark000001"
"""Begins the marks that the second page shows, and the first does not."""

ANSWERED = 20
"""Bytes from which on a key has painted something."""


def findings(times: int = 5) -> Iterator[Finding]:
    """The figures of a post of 1 MB and of one of 10 MB."""
    body = mixed_body(MB)
    with _archive(body) as root:
        yield from _opening(root, body, times)
        yield from _moving(root)
    with _archive(mixed_body(10 * MB)) as root:
        yield from _huge(root)


def _opening(root: Path, body: str, times: int) -> Iterator[Finding]:
    opened = median(_opened(root) for _ in range(times))
    began = perf_counter()
    Console(file=StringIO(), width=80).print(Markdown(body))
    rich = perf_counter() - began
    yield Finding("rich.markdown, the 1 MB post whole", f"{rich:.2f} s")
    yield Finding.at_most("1 MB: key to first paint against rich.markdown", opened / rich, 1 / 25, "×")
    yield Finding.at_most("1 MB: key to first paint", 1000 * opened, 150, "ms")


def _opened(root: Path) -> float:
    with _reader(root) as screen:
        return screen.seconds(OPEN_NEXT, FIRST_MARK)


def _moving(root: Path) -> Iterator[Finding]:
    with _reader(root) as screen:
        screen.seconds(OPEN_NEXT, FIRST_MARK)
        screen.settle()
        yield Finding.at_most("1 MB: memory with the post open", screen.memory(), 120, "MiB")
        screen.press("\r")
        screen.settle()
        pages = [_onward(screen, " ") for _ in range(STEPS)]
        yield Finding.at_most("1 MB: Page Down, p95", 1000 * p95(pages), 60, "ms")
        ends = [_there_and_back(screen) for _ in range(STEPS)]
        yield Finding.at_most("1 MB: G, p95", 1000 * p95(ends), 60, "ms")
        screen.seconds("g", FIRST_MARK)
        _onward(screen, "}")
        jumps = [_onward(screen, "}") for _ in range(STEPS)]
        yield Finding.at_most("1 MB: heading jump, p95", 1000 * p95(jumps), 60, "ms")
        yield Finding("1 MB: memory after all that", f"{screen.memory():.4g} MiB")


def _onward(screen: Screen, key: str) -> float:
    """Seconds from a key that goes down to the paint of what was not seen before."""
    screen.settle(0.05)
    before = last_mark(bytes(screen.written[screen.seen :]))
    return screen.seconds(key, lambda written: last_mark(written) > before)


def _there_and_back(screen: Screen) -> float:
    screen.seconds("g", FIRST_MARK)
    screen.settle(0.05)
    return screen.seconds("G", END)


def _huge(root: Path) -> Iterator[Finding]:
    with _reader(root) as screen:
        began, first_paint = len(screen.written), screen.seconds(OPEN_NEXT, FIRST_MARK)
        yield Finding.at_most("10 MB: first paint", 1000 * first_paint, 300, "ms")
        opened = perf_counter() - first_paint
        screen.press("\r")
        # The last heading is in the outline, and the last words are in the article.
        last = f"Heading{_sections(root) - 1:06}".encode()
        waits: list[float] = []
        while not (last in screen.written[began:] and END in screen.written[began:]):
            waits.extend(_round(screen))
        yield Finding.at_most("10 MB: outline and length complete", perf_counter() - opened, 8, "s")
        yield Finding.at_most("10 MB: longest wait for a key meanwhile", 1000 * max(waits), 100, "ms")
        yield Finding(f"10 MB: median wait of {len(waits)} keys meanwhile", f"{1000 * median(waits):.1f} ms")
        screen.settle()
        yield Finding("10 MB: memory", f"{screen.memory():.4g} MiB")


def _round(screen: Screen) -> list[float]:
    """The seconds that keys wait: to the bottom as far as there is one, to the top, to the second page.

    Of a mark only the figures that differ from those before are written.
    """
    return [screen.seconds(key, lambda written: len(written) > ANSWERED) for key in ("G", "g", "pagedown")]


def _sections(root: Path) -> int:
    return next(root.rglob("*-long.md")).read_text(encoding="utf-8").count("\n## Heading")


@contextmanager
def _archive(body: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        write_post(Path(folder), "2024-01-02", "short", "Words of a short post.\n")
        write_post(Path(folder), "2024-01-01", "long", body)
        yield Path(folder)


@contextmanager
def _reader(root: Path) -> Iterator[Screen]:
    """A reader that shows the short post, and has nothing left to do."""
    with Screen((*READER, str(root))) as screen:
        screen.until(b"Words of a short post")
        screen.settle()
        yield screen


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:])))
