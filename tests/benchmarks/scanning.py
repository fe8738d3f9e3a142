"""Measures the scan of 10,000 posts of 5 KB against the bare reading of their files.

Run: python tests/benchmarks/scanning.py [POSTS]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuireader.archive.archive import open_archive
from tuireader.archive.post import Problem
from tuireader.archive.scan import scan

_WORDS = (
    "a",
    "terminal",
    "promises",
    "the",
    "grid",
    "and",
    "keeps",
    "*its*",
    "promise",
    "until",
    "`the`",
    "emoji",
)
_LETTERS = 5000


def write_archive(root: Path, count: int) -> None:
    """Write a Jekyll site with that many posts of about 5 KB each."""
    random.seed(7)
    posts = root / "_posts"
    posts.mkdir()
    (root / "_config.yml").write_text(
        "title: Many\ntimezone: Europe/Berlin\npermalink: pretty\n", encoding="utf-8"
    )
    start = datetime(2000, 1, 1, 9, tzinfo=UTC)
    for number in range(count):
        date = start + timedelta(hours=22 * number)
        body = "\n\n".join(" ".join(random.choices(_WORDS, k=60)) for _ in range(_LETTERS // 330))
        text = (
            f'---\ntitle: "[Post] number {number}: what a cell is"\ndate: {date:%Y-%m-%d %H:%M:%S} +0100\n'
            f"permalink: /posts/{date:%Y/%m}/number-{number}/\nauthor: Rui Sena\nlang: en\nseries: cells\n"
            f"tags:\n  - tag {number % 40}\n  - terminals\n  - unicode\n---\n\n## Heading\n\n{body}\n"
        )
        (posts / f"{date:%Y-%m-%d}-number-{number}.md").write_text(text, encoding="utf-8")


def read_all(root: Path) -> int:
    """Return the bytes of all posts, read and forgotten."""
    with os.scandir(root / "_posts") as entries:
        return sum(len(Path(entry.path).read_bytes()) for entry in entries)


def main() -> None:
    """Print seconds and ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_archive(root, count)
        started = time.perf_counter()
        size = read_all(root)
        reading = time.perf_counter() - started
        started = time.perf_counter()
        archive = open_archive(root)
        if isinstance(archive, Problem):
            raise SystemExit(archive.message)
        first = None
        found = 0
        for batch in scan(archive, datetime.now(UTC)):
            first = first if first is not None else time.perf_counter() - started
            found += len(batch.posts)
        scanning = time.perf_counter() - started
    print(f"{found} posts, {size / 1e6:.0f} MB")
    print(f"read the files alone  {reading:6.2f} s")
    print(f"first post            {first or 0:6.2f} s")
    print(f"scan                  {scanning:6.2f} s  {scanning / reading:.1f} × reading")


if __name__ == "__main__":
    main()
