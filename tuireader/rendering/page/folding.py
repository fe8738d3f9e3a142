"""What folding and unfolding do to places on a page."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from tuireader.rendering.page.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.page.drawing import Line
    from tuireader.rendering.page.page import Page

    Told = tuple[int, str]


def same_row(old: Page, place: Place, new: Page) -> Place:
    """The place in `new` of the row at `place` in `old`, which has the same blocks but more or fewer rows in them.

    The row is told by its text and its line; where it is gone, what precedes it takes its place.
    """
    drawn, shown = old.drawing(place.block).lines, new.drawing(place.block).lines
    gap = old.gap(place.block)
    row = place.row - gap
    if row < 0 or not drawn or not shown:
        return Place(place.block, min(place.row, gap))
    return Place(place.block, gap + _row(drawn, min(row, len(drawn) - 1), shown))


def _row(drawn: Sequence[Line], row: int, shown: Sequence[Line]) -> int:
    """The row of `shown` that is row `row` of `drawn`."""
    wanted = _told(drawn[row])
    before = sum(_told(line) == wanted for line in drawn[:row])
    alike = [index for index, line in enumerate(shown) if _told(line) == wanted]
    if len(alike) > before:
        return alike[before]
    if alike:
        return alike[-1]
    passed = [index for index, line in enumerate(shown) if line.source <= drawn[row].source]
    first = [index for index in passed if shown[index].source == drawn[row].source]
    return first[0] if first else (passed or [0])[-1]


def _told(line: Line) -> Told:
    return line.source, line.text


def unfold_over(unfolded: Page, place: Place, folded: Page) -> frozenset[int]:
    """Unfold in `folded` what hides the row that is at `place` in `unfolded`; the lines of the body that took."""
    if place.block == 0:
        return frozenset()
    start = folded.blocks[place.block - 1].start
    row = place.row - unfolded.gap(place.block)
    drawing = unfolded.drawing(place.block)
    if not 0 <= row < len(drawing.lines):
        return frozenset()
    wanted = _told(drawing.lines[row])
    above = [fold.source for fold in drawing.folds if fold.row <= row]
    opened: list[int] = []
    if _sees(folded, place.block, wanted):
        return frozenset()
    for line in reversed(above):
        folded.toggle(start + line)
        opened.append(line)
        if _sees(folded, place.block, wanted):
            break
    needed = set(opened)
    for line in opened:
        folded.toggle(start + line)
        if _sees(folded, place.block, wanted):
            needed.discard(line)
        else:
            folded.toggle(start + line)
    return frozenset(start + line for line in needed)


def unfold_to(page: Page, line: int) -> None:
    """Unfold on `page` what hides what line `line` of the body says; nothing where it shows, or never does."""
    index = bisect_right(page.blocks, line, key=lambda block: block.start)
    if index == 0 or _shows(page, index, line):
        return
    before = page.toggled
    while fold := _closed_above(page, index, line):
        page.toggle(fold)
        if _shows(page, index, line):
            return
    for tried in page.toggled ^ before:
        page.toggle(tried)


def _shows(page: Page, index: int, line: int) -> bool:
    drawing, start = page.drawing(index), page.blocks[index - 1].start
    return not drawing.folds or any(start + one.source == line for one in drawing.lines)


def _closed_above(page: Page, index: int, line: int) -> int | None:
    """The line of the body of the last fold of a block that is closed and stands above a line of it."""
    start = page.blocks[index - 1].start
    above = [start + fold.source for fold in page.drawing(index).folds if not fold.opened]
    return max((fold for fold in above if fold < line), default=None)


def _sees(page: Page, block: int, wanted: Told) -> bool:
    return any(_told(line) == wanted for line in page.drawing(block).lines)
