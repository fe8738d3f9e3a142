"""What it costs to list ten thousand posts anew: the list alone, and from a key to its paint.

python -m tests.benchmarks.lists
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from textual.app import App

from tests.benchmarks.catalog import entry
from tests.benchmarks.harness import COLUMNS, MARK, READER, ROWS, Finding, Screen, p95, show, write_posts
from tuireader.archive.metadata.dates import DateForm
from tuireader.catalog.catalog import Catalog
from tuireader.ui.widgets.post_list import PostList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

POSTS = 10_000
STEPS = 20
SORTS = (b"by title", b"by words", b"by modified")


class ListApp(App[None]):
    """A list of posts, and nothing else."""

    def compose(self) -> ComposeResult:
        yield PostList(DateForm(), id="posts")


def findings() -> Iterator[Finding]:
    """The figures of a list."""
    yield Finding.at_most(
        "refill of the list with 10,000 posts, p95", 1000 * asyncio.run(_refill()), 16, "ms"
    )
    with tempfile.TemporaryDirectory() as folder:
        write_posts(Path(folder), POSTS, 200)
        with Screen((*READER, folder)) as screen:
            screen.until(f"{POSTS:,} posts".encode())
            screen.settle()
            waits = [screen.seconds("S", sort) for sort in SORTS]
            yield Finding("10,000 posts: another sort order, key to paint", f"{1000 * median(waits):.1f} ms")
            screen.press("S")
            moves = [_move(screen) for _ in range(STEPS)]
            yield Finding("10,000 posts: another post, key to its paint, p95", f"{1000 * p95(moves):.1f} ms")


def _move(screen: Screen) -> float:
    screen.settle(0.05)
    return screen.seconds("J", MARK)


async def _refill() -> float:
    posts = Catalog.empty().apply([entry(number) for number in range(POSTS)])[0].ordered()
    others = posts[: POSTS - 1]
    app, seconds = ListApp(), []
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        listed = app.query_one(PostList)
        for number in range(STEPS):
            began = perf_counter()
            listed.show(others if number % 2 else posts, by_year=True)
            for y in range(ROWS):
                listed.render_line(y)
            seconds.append(perf_counter() - began)
            await pilot.pause()
    return p95(seconds)


if __name__ == "__main__":
    show(findings())
