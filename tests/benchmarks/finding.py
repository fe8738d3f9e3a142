"""What is asked of finding in the open post: what it costs to show what was found while the search goes on.

python -m tests.benchmarks.finding
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.harness import MEBIBYTE, Finding, show
from tests.rendering.bodies import page_of
from tuireader.rendering.page.find import literal
from tuireader.rendering.page.page import TOP
from tuireader.session.find import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (1, 4)
"""Mebibytes of the posts."""
WORDS = "the quick brown fox jumps over a lazy dog while seven wizards rest beneath elder trees"
SOUGHT = "e"
"""What is found in nearly every word."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds: of the whole search, of showing all that was found meanwhile, of the longest of these, of a step."""

    whole: float
    showing: float
    longest: float
    step: float


def findings() -> Iterator[Finding]:
    """The figures of finding a letter in long posts."""
    for size in SIZES:
        taken = asyncio.run(_found(size * MEBIBYTE))
        yield Finding(f"`{SOUGHT}` found in {size} MB", f"{1000 * taken.whole:,.4g} ms")
        yield Finding.at_most("  of which showing it meanwhile", 1000 * taken.showing, 20, "ms")
        yield Finding.at_most("  the longest wait for that", 1000 * taken.longest, 5, "ms")
        yield Finding.at_most("  on to the next match", 1000 * taken.step, 10, "ms")


async def _found(size: int) -> Taken:
    page = page_of(_body(size))
    finder = Finder(page, literal(SOUGHT), TOP)
    start, shown = perf_counter(), []
    async for _ in finder.search():
        before = perf_counter()
        _show(finder)
        shown.append(perf_counter() - before)
    whole, before = perf_counter() - start, perf_counter()
    finder.step(1)
    _show(finder)
    return Taken(whole, sum(shown), max(shown), perf_counter() - before)


def _show(finder: Finder) -> None:
    """What the pane asks for each time."""
    assert finder.by_place
    assert finder.place
    assert finder.summary


def _body(size: int) -> str:
    chance, words = random.Random(1), WORDS.split()
    paragraphs = (" ".join(chance.choices(words, k=90)) for _ in range(size // 480))
    return "\n\n".join([*paragraphs, ""])


if __name__ == "__main__":
    show(findings())
