"""The folds among the rows of an article that are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tuireader.rendering.page.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.rendering.page.page import Page, Row

SIGNS = "▸▾"


class FoldInSight(NamedTuple):
    """A fold: the row of the window that it stands on, the cell of its sign there, its line of the body."""

    y: int
    start: int
    line: int
    opened: bool


def in_view(page: Page, rows: Sequence[Row]) -> Iterator[FoldInSight]:
    """Each fold among `rows`, from the top."""
    for y, row in enumerate(rows):
        block = row.place.block
        at = row.place.row - page.gap(block)
        for fold in page.drawing(block).folds:
            if block and fold.row == at:
                text = row.line.text
                sign = next((index for index, character in enumerate(text) if character in SIGNS), 0)
                yield FoldInSight(
                    y, cell_len(text[:sign]), page.blocks[block - 1].start + fold.source, fold.opened
                )


def codes_in_view(page: Page, rows: Sequence[Row]) -> Iterator[tuple[int, Place]]:
    """Each block of code once: the first row of the window that shows it, and which code of which block it is."""
    seen: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        block = row.place.block
        at = row.place.row - page.gap(block)
        for number, code in enumerate(page.drawing(block).codes):
            piece = page.blocks[block - 1].part if block else None
            whole = (block - (piece.index if piece else 0), number)
            if code.start <= at < code.end and whole not in seen:
                seen.add(whole)
                yield y, Place(block, number)
