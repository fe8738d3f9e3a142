"""What is laid over an article or stands beside it: matches, labels, links, folds, changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from tuireader.rendering.page.page import Place
from tuireader.ui.article.article_text import character_at, overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.style import Style

    from tuireader.rendering.body.revision import BlockChange, ChangeKind
    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page.find import TextMatch
    from tuireader.rendering.page.page import Page, PageRow


@dataclass(frozen=True, slots=True)
class Label:
    """A label to type: over row `y` of the window from cell `start` on."""

    y: int
    start: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """`matches` by the place of their row, the `current` one (its block, its number), and the `labels` to type.

    None equals another, so that it is painted: `matches` may have grown since.
    """

    matches: Mapping[Place, Sequence[TextMatch]] = field(default_factory=dict)
    current: tuple[int, int] | None = None
    labels: tuple[Label, ...] = ()

    def apply(
        self, segments: Sequence[Segment], row: PageRow, y: int, styles: Mapping[str, Style]
    ) -> Sequence[Segment]:
        """The `segments` of `row`, in row `y` of the window, with its marks over them."""
        if matches := self.matches.get(row.place):
            spans = [(match.start, match.end, styles[self._style_name(match)]) for match in matches]
            segments = overlay(segments, spans)
        for label in self.labels:
            if label.y == y:
                segments = _labelled(segments, label, styles["label"])
        return segments

    def _style_name(self, match: TextMatch) -> str:
        return "found" if (match.place.block, match.number) == self.current else "find"


def _labelled(segments: Sequence[Segment], label: Label, style: Style) -> list[Segment]:
    """`segments` with the label's characters in the cells of those that it covers."""
    width = sum(segment.cell_length for segment in segments)
    before, _, after = Segment.divide(
        segments, [label.start, min(label.start + len(label.text), width), width]
    )
    return [*before, Segment(label.text, style), *after]


Which = tuple[int, int]
"""A link: its block, and its number in that."""


@dataclass(frozen=True, slots=True)
class LinkMarks:
    """The addresses in the article that are known to be `broken`, and the `current` link."""

    broken: frozenset[str] = frozenset()
    current: Which | None = None

    def apply(
        self, row: PageRow, links: Sequence[LinkSpan], styles: Mapping[str, Style]
    ) -> Sequence[Segment]:
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

    def __init__(self, page: Page, rows: Sequence[PageRow]) -> None:
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


def spans(page: Page, row: PageRow) -> list[LinkSpan]:
    """The links, or pieces of links, that stand on a row."""
    index = row.place.row - page.gap(row.place.block)
    return [span for span in page.drawing(row.place.block).links if span.row == index]


def links_in_view(page: Page, rows: Sequence[PageRow]) -> Iterator[tuple[int, LinkSpan]]:
    """Each link once: the index of the row that it begins on, and where it stands there."""
    seen: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        for span in spans(page, row):
            if (row.place.block, span.number) not in seen:
                seen.add((row.place.block, span.number))
                yield y, span


def href_at(page: Page, row: PageRow, cell: int) -> str:
    """The target of the link at a cell of a row, or nothing."""
    return next((span.href for span in spans(page, row) if span.start <= cell < span.end), "")


FOLD_SIGNS = "▸▾"


class FoldInSight(NamedTuple):
    """A fold: the row of the window that it stands on, the cell of its sign there, its line of the body."""

    y: int
    start: int
    line: int
    opened: bool


def folds_in_view(page: Page, rows: Sequence[PageRow]) -> Iterator[FoldInSight]:
    """Each fold among `rows`, from the top."""
    for y, row in enumerate(rows):
        block = row.place.block
        at = row.place.row - page.gap(block)
        for fold in page.drawing(block).folds:
            if block and fold.row == at:
                text = row.line.text
                sign = next((index for index, character in enumerate(text) if character in FOLD_SIGNS), 0)
                yield FoldInSight(
                    y, cell_len(text[:sign]), page.blocks[block - 1].start + fold.source, fold.opened
                )


def codes_in_view(page: Page, rows: Sequence[PageRow]) -> Iterator[tuple[int, Place]]:
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


CHANGE_SIGNS = {"added": "+", "changed": "~", "removed": "-"}
BAR = "▏"


@dataclass(frozen=True, slots=True)
class ChangeGutter:
    """The `changes` by block of the page: what became of it, and the blocks `removed` stands before.

    `current` is the block of the change that was gone to.
    """

    changes: Mapping[int, ChangeKind] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()
    current: int | None = None

    @classmethod
    def of(cls, changes: Iterable[BlockChange], blocks: int) -> ChangeGutter:
        """The gutter for the changes of a body of so many blocks; block 0 of a page is its head."""
        kinds: dict[int, ChangeKind] = {}
        removed: set[int] = set()
        for change in changes:
            if change.kind == "removed":
                removed.add(min(change.block + 1, blocks))
            else:
                kinds[change.block + 1] = change.kind
        return cls(kinds, frozenset(removed))

    def sign(self, row: PageRow, gap: int) -> tuple[str, ChangeKind] | None:
        """The sign beside a row of a block with `gap` blank rows above it, and what it says."""
        block, offset = row.place.block, row.place.row
        if block in self.removed and offset == 0:
            return CHANGE_SIGNS["removed"], "removed"
        if block not in self.changes or offset < gap:
            return None
        kind = self.changes[block]
        return (CHANGE_SIGNS[kind] if offset == gap else BAR), kind

    @property
    def blocks(self) -> list[int]:
        """The blocks of the page that changed, or that something was removed before, in order."""
        return sorted({*self.changes, *self.removed})

    def places(self, page: Page) -> list[Place]:
        """Where each change begins on the page, in order."""
        return [Place(block, 0 if block in self.removed else page.gap(block)) for block in self.blocks]
