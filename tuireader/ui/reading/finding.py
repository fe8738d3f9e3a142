"""Finding in the open post: which matches there are, and which of them is the current one."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING

from tuireader.rendering.page.expressions import TooSlowError
from tuireader.rendering.page.find import matches

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from tuireader.rendering.page.find import Match, Sought
    from tuireader.rendering.page.page import Page
    from tuireader.rendering.page.place import Place

SLICE = 0.008
"""Seconds of searching between two chances for keys to be answered."""

Found = tuple[int, int]
"""A match: its block, and its number there."""


class Finder:
    """What is sought in one page, found block by block from `start` on, round to it again.

    The current match is the one at `start`, or the next; or `current`, if it is found.
    """

    def __init__(self, page: Page, sought: Sought, start: Place, current: Found | None = None) -> None:
        self.sought = sought
        self.complete = False
        self.problem = ""
        self.current: Found | None = None
        self._page = page
        self._start = start
        self._wanted = current
        self._end = start.block
        """The first block below that has not been looked into."""
        self._went_round = False
        self._blocks: dict[int, list[Match]] = {}

    async def search(self) -> AsyncIterator[None]:
        """Search the page, or what was added to it; yields when there is more to show, and leaves room for keys."""
        self.complete = False
        since = perf_counter()
        for index in self._order():
            try:
                self._look_into(index)
            except TooSlowError:
                self.problem = "this expression takes too long"
                break
            if perf_counter() - since > SLICE:
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
        if not self.sought.may_hold(self._page, index):
            return
        found = list(matches(self._page, index, self.sought, 0))
        if found:
            self._blocks[index] = found
            if self.current is None:
                self.current = (index, self._nearest(found) if index == self._start.block else 0)
            if self._wanted and self._wanted[0] == index and self._wanted[1] <= found[-1].number:
                self.current = self._wanted

    def _nearest(self, found: Sequence[Match]) -> int:
        """Which of the matches in the first block is meant by where the search starts."""
        line = self._page.source_at(self._start)
        for match in found:
            if match.place.row >= self._start.row and self._page.source_at(match.place) == line:
                return match.number
        # Where the row above ends, the line that is meant may have begun.
        near = (match.number for match in found if match.place.row >= self._start.row - 1)
        return next(near, found[-1].number)

    @property
    def by_place(self) -> Mapping[Place, list[Match]]:
        """The matches by the row that they stand on."""
        rows: dict[Place, list[Match]] = {}
        for found in self._blocks.values():
            for match in found:
                rows.setdefault(match.place, []).append(match)
        return rows

    @property
    def place(self) -> Place | None:
        """Where the current match stands."""
        if self.current is None:
            return None
        block, number = self.current
        return next((match.place for match in self._blocks[block] if match.number == number), None)

    def step(self, steps: int) -> None:
        """Go to the next match, or the previous one where negative, and round the ends."""
        ordered = self._ordered()
        if ordered and self.current is not None:
            self.current = ordered[(ordered.index(self.current) + steps) % len(ordered)]

    @property
    def summary(self) -> str:
        """What there is to say of it: `3 of 17`."""
        if self.problem:
            return self.problem
        ordered = self._ordered()
        if not ordered:
            return "no match" if self.complete else "searching …"
        at = ordered.index(self.current) + 1 if self.current else 0
        return f"{at:,} of {len(ordered):,}" + ("" if self.complete else " …")

    def _ordered(self) -> list[Found]:
        return [
            (block, number)
            for block in sorted(self._blocks)
            for number in range(self._blocks[block][-1].number + 1)
        ]
