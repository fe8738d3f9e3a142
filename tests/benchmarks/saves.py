"""How soon a save is on screen, end to end: from the end of the write to the painting of the new text.

python -m tests.benchmarks.saves [SAVES]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.harness import (
    READER,
    Finding,
    Screen,
    computed,
    mixed_body,
    p95,
    show,
    write_post,
    write_posts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KB = 1_000
POST = "_posts/2026-01-01-saved.md"
TOKEN = "Token{:05}"
ASKS = b"ind in this post"
"""What the find bar says while nothing is typed; the cursor on its first letter has a style of its own."""
MANY = 10_000
IDLE = 10.0
"""Seconds for which an idle reader is watched."""


def findings(saves: int = 40) -> Iterator[Finding]:
    """The latency of saves of posts of several sizes, alone and among ten thousand, and what idling costs."""
    for size, limit, ways in (
        (10 * KB, 60, WAYS),
        (100 * KB, 80, {"in place": in_place}),
        (1_000 * KB, 120, {"in place": in_place}),
    ):
        for way, save in ways.items():
            with _archive(size) as root:
                seconds = _latencies(root, save, saves)
            yield Finding.at_most(
                f"{size // KB:,} KB, saved {way}: p95 to paint", 1000 * p95(seconds), limit, "ms"
            )
    with _archive(10 * KB) as root:
        alone = p95(_latencies(root, in_place, saves))
    with _archive(10 * KB, MANY) as root:
        among = p95(_latencies(root, in_place, saves))
        yield Finding.at_most(f"10 KB among {MANY:,} posts, against alone: p95", among / alone, 1.25, "×")
        yield Finding.at_most(f"idle, watching {MANY:,} posts: of a core", 100 * _idle(root), 1, "%")


def in_place(path: Path, text: str) -> None:
    """Write over a file, as most simple editors do."""
    path.write_text(text, encoding="utf-8")


def by_rename(path: Path, text: str) -> None:
    """Write beside a file and rename over it."""
    beside = path.with_name(".saving.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def by_backup(path: Path, text: str) -> None:
    """Move a file away, write it anew and remove what was moved, as vim does."""
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


WAYS: dict[str, Callable[[Path, str], None]] = {
    "in place": in_place,
    "by rename": by_rename,
    "as vim does": by_backup,
}


def _latencies(root: Path, save: Callable[[Path, str], None], saves: int) -> list[float]:
    path = root / POST
    text = path.read_text(encoding="utf-8")
    taken: list[float] = []
    with Screen((*READER, str(root))) as screen:
        screen.settle()
        screen.seconds("/", ASKS)
        screen.seconds(TOKEN.format(0), b"1 of 1")
        screen.press("enter")
        screen.settle()
        for number in range(1, saves + 1):
            token = TOKEN.format(number)
            screen.seen = len(screen.written)
            save(path, text.replace(TOKEN.format(0), token))
            done = perf_counter()
            taken.append(max(screen.until(token.encode()) - done, 0.0))
            # A writer saves now and then; what one save leaves to be done must not count for the next.
            time.sleep(0.2)
    return taken


def _idle(root: Path) -> float:
    with Screen((*READER, str(root))) as screen:
        screen.settle()
        before = computed(screen.pid)
        time.sleep(IDLE)
        return (computed(screen.pid) - before) / IDLE


@contextmanager
def _archive(size: int, others: int = 0) -> Iterator[Path]:
    """A site whose newest post has `size` bytes, with a token in its middle."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if others:
            write_posts(root, others, 500)
        half = mixed_body(size // 2)
        body = f"{half}\n\nHere stands {TOKEN.format(0)} in a paragraph.\n\n{half}"
        write_post(root, "2026-01-01", "saved", body)
        os.sync()
        yield root


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:2])))
