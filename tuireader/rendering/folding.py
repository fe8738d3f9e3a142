"""What folding and unfolding do to places on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.drawing import Line
    from tuireader.rendering.page import Page

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


def _sees(page: Page, block: int, wanted: Told) -> bool:
    return any(_told(line) == wanted for line in page.drawing(block).lines)
