"""The text to find in the open post: its matches, and the current one."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right, insort
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING

from tuireader.catalog.query.words import search_form
from tuireader.catalog.search.snippets import hits_in
from tuireader.rendering.page.find import Pattern, TooSlowError, matches, may_hold

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from tuireader.catalog.query.words import Words
    from tuireader.rendering.page.find import TextMatch
    from tuireader.rendering.page.page import Page, Place


def words_of(words: Sequence[Words]) -> Pattern | None:
    """A pattern for words as the search matches them; None without words."""
    if not words:
        return None
    each = [" ".join(one.words) for one in words]

    def is_possible(page: Page, index: int) -> bool:
        return any(may_hold(page, index, one, search_form) for one in each)

    return Pattern(" ".join(each), lambda text: hits_in(text, words), is_possible)


SEARCH_SLICE = 0.008
"""Seconds of searching between two chances for keys."""

Found = tuple[int, int]
"""A match: its block, and its number there."""


class Finder:
    """A search in one page, block by block from `start` round to it again.

    The current match is the first from `start` on, or `current` if that is found. `by_place` holds the matches by their
    row and grows during the search, so showing more costs the same however much was found before.
    """

    def __init__(
        self,
        page: Page,
        pattern: Pattern,
        start: Place,
        current: Found | None = None,
        *,
        slice_seconds: float = SEARCH_SLICE,
    ) -> None:
        self.pattern = pattern
        self._slice = slice_seconds
        self.complete = False
        self.problem = ""
        self.current: Found | None = None
        self.by_place: dict[Place, list[TextMatch]] = {}
        self._page = page
        self._start = start
        self._wanted = current
        self._end = start.block
        """The first block below that has not been searched."""
        self._went_round = False
        self._blocks: dict[int, list[TextMatch]] = {}
        self._holding: list[int] = []
        """The blocks with matches, in order."""
        self._count = 0
        self._before = 0
        """The number of matches in blocks before that of the current one."""

    async def search(self) -> AsyncIterator[None]:
        """Search the page, or its new part; yields when there is more to show, and leaves time for keys."""
        self.complete = False
        since = perf_counter()
        for index in self._order():
            try:
                self._look_into(index)
            except TooSlowError:
                self.problem = "this expression takes too long"
                break
            if perf_counter() - since > self._slice:
                yield
                await asyncio.sleep(0)
                since = perf_counter()
        self.complete = True
        yield

    def _order(self) -> Iterator[int]:
        # The page may grow while it is searched.
        while self._end < len(self._page):
            self._end += 1
            yield self._end - 1
        if not self._went_round:
            self._went_round = True
            yield from range(self._start.block)

    def _look_into(self, index: int) -> None:
        if not self.pattern.may_hold(self._page, index):
            return
        found = list(matches(self._page, index, self.pattern, 0))
        if not found:
            return
        self._note(index, found)
        if self.current is None:
            self._move_to((index, self._nearest(found) if index == self._start.block else 0))
        if self._wanted and self._wanted[0] == index and self._wanted[1] <= found[-1].number:
            self._move_to(self._wanted)

    def _note(self, index: int, found: list[TextMatch]) -> None:
        insort(self._holding, index)
        self._blocks[index] = found
        for match in found:
            self.by_place.setdefault(match.place, []).append(match)
        count = found[-1].number + 1
        self._count += count
        if self.current and index < self.current[0]:
            self._before += count

    def _move_to(self, current: Found) -> None:
        self.current = current
        holding = self._holding[: bisect_left(self._holding, current[0])]
        self._before = sum(self._blocks[block][-1].number + 1 for block in holding)

    def _nearest(self, found: Sequence[TextMatch]) -> int:
        """The match in the first block that `start` means."""
        line = self._page.source_at(self._start)
        for match in found:
            if match.place.row >= self._start.row and self._page.source_at(match.place) == line:
                return match.number
        # The line may begin at the end of the row above.
        near = (match.number for match in found if match.place.row >= self._start.row - 1)
        return next(near, found[-1].number)

    @property
    def place(self) -> Place | None:
        """The place of the current match."""
        if self.current is None:
            return None
        block, number = self.current
        found = self._blocks[block]
        return found[bisect_left(found, number, key=lambda match: match.number)].place

    def step(self, steps: int) -> None:
        """Go to the next or previous match, round the ends."""
        if self.current is None:
            return
        at = (self._before + self.current[1] + steps) % self._count
        ends = list(accumulate(self._blocks[block][-1].number + 1 for block in self._holding))
        index = bisect_right(ends, at)
        self._before = ends[index - 1] if index else 0
        self.current = (self._holding[index], at - self._before)

    @property
    def summary(self) -> str:
        """The state in words: `3 of 17`."""
        if self.problem:
            return self.problem
        if not self._count:
            return "no match" if self.complete else "searching …"
        at = self._before + self.current[1] + 1 if self.current else 0
        return f"{at:,} of {self._count:,}" + ("" if self.complete else " …")
