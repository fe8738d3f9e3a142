"""The links among the rows of an article that are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page import Page, Row


def spans(page: Page, row: Row) -> list[LinkSpan]:
    """The links, or pieces of links, that stand on a row."""
    index = row.place.row - page.gap(row.place.block)
    return [span for span in page.drawing(row.place.block).links if span.row == index]


def in_view(page: Page, rows: Sequence[Row]) -> Iterator[tuple[int, LinkSpan]]:
    """Each link once: the index of the row that it begins on, and where it stands there."""
    seen: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        for span in spans(page, row):
            if (row.place.block, span.number) not in seen:
                seen.add((row.place.block, span.number))
                yield y, span


def href_at(page: Page, row: Row, cell: int) -> str:
    """The target of the link at a cell of a row, or nothing."""
    return next((span.href for span in spans(page, row) if span.start <= cell < span.end), "")
