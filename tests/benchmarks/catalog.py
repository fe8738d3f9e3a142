"""What applying one post to a catalog costs, against building the catalog anew.

python -m tests.benchmarks.catalog [POSTS]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.catalog.posts import day, post
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.post import Post


def entry(number: int) -> Post:
    return post(
        f"_posts/{2000 + number % 25}/{number}.md",
        title=f"Post {number * 7919 % 10_007}",
        date=day(number),
        permalink=f"/posts/{number}/",
        tags=("common", f"tag {number % 40}", f"topic {number % 7}"),
        words=number % 1000,
    )


def milliseconds(act: Callable[[], object], times: int) -> float:
    """Return the median of `times` runs."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        act()
        taken.append(perf_counter() - start)
    return 1000 * median(taken)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    posts = [entry(number) for number in range(count)]
    catalog = Catalog.empty().apply(posts)[0]
    edited = replace(posts[count // 2], title="Edited", tags=("common", "new"), date=day(7))
    rebuild = milliseconds(lambda: Catalog.empty().apply(posts), 3)
    print(f"{count:,} posts; rebuild {rebuild:.1f} ms")
    acts: dict[str, Callable[[], object]] = {
        "apply one post": lambda: catalog.apply([edited]),
        "remove one post": lambda: catalog.apply([], [edited.id]),
        "ordered by date": catalog.ordered,
        "ordered by title": lambda: catalog.ordered("title"),
        "a selection of one tag": lambda: Selection(tags=("common",)).view(catalog),
        "years": catalog.years,
    }
    for name, act in acts.items():
        taken = milliseconds(act, 30)
        print(f"  {name:24} {taken:8.2f} ms   1/{rebuild / taken:.0f} of a rebuild")


if __name__ == "__main__":
    main()
