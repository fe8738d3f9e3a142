"""The links among the rows of an article that are in sight, and how those stand out that need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.ui.widgets.article_text import character_at, overlay

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.segment import Segment
    from rich.style import Style

    from tuireader.rendering.page.drawing import LinkSpan
    from tuireader.rendering.page.page import Page, Row

Which = tuple[int, int]
"""A link: its block, and its number in that."""


@dataclass(frozen=True, slots=True)
class LinkMarks:
    """The addresses in the article that are known to be `broken`, and the `current` link."""

    broken: frozenset[str] = frozenset()
    current: Which | None = None

    def apply(self, row: Row, links: Sequence[LinkSpan], styles: Mapping[str, Style]) -> Sequence[Segment]:
        """The segments of `row` with what is to be told of its `links` laid over them."""
        text = row.line.text
        laid = []
        for link in links:
            start, end = character_at(text, link.start), character_at(text, link.end)
            if link.href in self.broken:
                laid.append((start, end, styles["broken"]))
            if (row.place.block, link.number) == self.current:
                laid.append((start, end, styles["current"]))
        return overlay(row.line.segments, laid) if laid else row.line.segments


class Sight:
    """The links that stand on the rows of a window, found once for all of them."""

    def __init__(self, page: Page, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._spans: dict[int, list[LinkSpan]] = {}
        found: dict[int, dict[int, list[LinkSpan]]] = {}
        for y, row in enumerate(rows):
            block = row.place.block
            if block not in found:
                found[block] = _by_row(page.drawing(block).links)
            if spans := found[block].get(row.place.row - page.gap(block)):
                self._spans[y] = spans

    def on(self, y: int) -> Sequence[LinkSpan]:
        """The links, or pieces of links, on a row of the window."""
        return self._spans.get(y, ())

    @property
    def links(self) -> list[tuple[Which, LinkSpan]]:
        """Each link once, by where it begins in the window."""
        seen: dict[Which, LinkSpan] = {}
        for y, spans in self._spans.items():
            for span in spans:
                seen.setdefault((self.rows[y].place.block, span.number), span)
        return list(seen.items())

    @property
    def hrefs(self) -> dict[str, None]:
        """The addresses of the links, each once, from the top."""
        return dict.fromkeys(span.href for _, span in self.links)


def _by_row(links: Sequence[LinkSpan]) -> dict[int, list[LinkSpan]]:
    found: dict[int, list[LinkSpan]] = {}
    for link in links:
        found.setdefault(link.row, []).append(link)
    return found


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
