"""How much sooner an archive is there at its second start, what commands take then, and what is held and kept.

python -m tests.benchmarks.warm [POSTS] [TIMES] [FOLDER]

The archive is written into the folder, where it stays for the next run, or into one that is removed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.harness import (
    EMPTY,
    NEWEST,
    PAINTED,
    READER,
    REPOSITORY,
    Finding,
    Screen,
    in_turn,
    ratio,
    show,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = ("a", "terminal", "promises", "the", "*grid*", "and", "keeps", "its", "promise", "until", "`emoji`")
SETTLED = 4.0
"""Seconds after which files are old enough to be kept."""
COMMANDS = (("list",), ("tags",), ("links",), ("check",), ("search", "Mark77"))


def write_site(root: Path, count: int, size: int = 5_000) -> None:
    """Write posts of about that size, spread over twenty years; only the newest begins with its mark."""
    chance = random.Random(7)
    posts = root / "_posts"
    posts.mkdir(parents=True)
    (root / "_config.yml").write_text(
        "title: Many\ntimezone: Europe/Berlin\npermalink: pretty\n", encoding="utf-8"
    )
    end = datetime(2025, 6, 1, 9, tzinfo=UTC)
    for number in range(count):
        date = end - timedelta(days=7000) * (count - 1 - number) / count
        lines = (" ".join(chance.choices(WORDS, k=60)) for _ in range(size // 380))
        first = NEWEST.decode() if number == count - 1 else f"Mark{number} begins the post."
        body = "\n\n".join([first, "## Heading", *lines, ""])
        text = (
            f'---\ntitle: "[Post] number {number}: what a cell is"\ndate: {date:%Y-%m-%d %H:%M:%S} +0000\n'
            f"author: Rui Sena\nlang: en\nseries: cells {number // 50}\n"
            f"tags:\n  - tag {number % 40}\n  - terminals\n---\n\n"
        )
        (posts / f"{date:%Y-%m-%d}-number-{number}.md").write_text(text + body, encoding="utf-8")


def findings(count: int = 10_000, times: int = 5, kept: str = "") -> Iterator[Finding]:
    """The figures of an archive of `count` posts; it stays in the folder `kept` if one is named."""
    label = f"{count:,} posts"
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(kept or folder) / str(count), Path(folder) / "cache"
        cache.mkdir()
        if not root.exists():
            write_site(root, count)
            time.sleep(SETTLED)
        yield from _commands(root, cache, label)
        yield from _starts(root, cache, label, count, times)
        yield from _rest(root, cache, label, count)


def _commands(root: Path, cache: Path, label: str) -> Iterator[Finding]:
    for command in COMMANDS:
        seconds = [_computed(command, root, cache / "-".join(command)) for _ in range(3)]
        again = median(seconds[1:])
        yield Finding(f"{label}: {command[0]}, first time, computing", f"{seconds[0]:.2f} s")
        yield Finding.at_most(f"{label}: {command[0]}, second time", again / seconds[0], 0.25, "×")


def _computed(command: tuple[str, ...], root: Path, cache: Path) -> float:
    """Seconds of computing that a command takes, its children's included."""
    before = os.times()
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "TUIREADER_LIBRARY": ""}
    argv = [*READER, *command, str(root)]
    subprocess.run(
        argv,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=REPOSITORY,
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _starts(root: Path, cache: Path, label: str, count: int, times: int) -> Iterator[Finding]:
    listed: dict[str, list[float]] = {"cold": [], "warm": []}

    def start(kind: str) -> float:
        used = Path(tempfile.mkdtemp(dir=cache)) if kind == "cold" else cache / "list"
        with Screen((*READER, str(root)), used) as screen:
            seconds = screen.until(NEWEST) - screen.began
            listed[kind].append(screen.until(f"{count:,} posts".encode()) - screen.began)
        return seconds

    def empty() -> float:
        with Screen(EMPTY) as screen:
            return screen.until(PAINTED) - screen.began

    warm, theirs = in_turn(times, lambda: start("warm"), empty)
    yield Finding.at_most(
        f"{label}, warm: newest readable, against an empty app", ratio(warm, theirs), 1.35, "×"
    )
    yield Finding.at_most(
        f"{label}, warm: all listed, against an empty app", ratio(listed["warm"], theirs), 1.8, "×"
    )
    cold, theirs = in_turn(max(times // 3, 1), lambda: start("cold"), empty)
    yield Finding(f"{label}, cold: newest readable against an empty app", f"{ratio(cold, theirs):.2f} ×")
    yield Finding(f"{label}, cold: all listed against an empty app", f"{ratio(listed['cold'], theirs):.2f} ×")


def _rest(root: Path, cache: Path, label: str, count: int) -> Iterator[Finding]:
    used = cache / "list"
    with Screen((*READER, str(root)), used) as screen:
        screen.until(f"{count:,} posts".encode())
        for seconds in (5, 60):
            screen.settle(seconds)
            most = 75 if count <= 10_000 else 220
            yield Finding.at_most(f"{label}: memory after {seconds} s of rest", screen.memory(), most, "MiB")
        before = len(screen.written)
        screen.press("1")
        screen.settle()
        before = len(screen.written)
        for _ in range(10):
            screen.press("j")
            screen.settle(0.1)
        yield Finding.at_most(
            f"{label}: bytes for `j` in the list", (len(screen.written) - before) / 10, 6_500, "B"
        )
    archive = sum(path.stat().st_size for path in root.rglob("*.md"))
    for kind, command in (("search", COMMANDS[-1]), ("posts", COMMANDS[0]), ("links", ("links",))):
        folder = cache / "-".join(command)
        size = sum(path.stat().st_size for path in folder.rglob(f"{kind}/*.sqlite"))
        yield Finding.at_most(f"{label}: {kind} in the cache, against the archive", size / archive, 0.8, "×")


def main() -> None:
    """Print the figures."""
    given = sys.argv[1:]
    count, times = (int(one) for one in (*given[:2], *("10000", "5")[len(given[:2]) :]))
    show(findings(count, times, "".join(given[2:])))


if __name__ == "__main__":
    main()
