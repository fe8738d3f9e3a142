"""Marks over and beside an article: matches, labels, links, folds, changes."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from tuireader.late import dataclass
from tuireader.rendering.page.page import Place, first_of_code
from tuireader.ui.article.article_text import character_at, overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rich.style import Style

    from tuireader.rendering.body.revision import BlockChange, ChangeKind
    from tuireader.rendering.drawing import Drawing, LinkSpan, PictureSpan
    from tuireader.rendering.page.find import TextMatch
    from tuireader.rendering.page.page import Page, PageRow


@dataclass(frozen=True, slots=True)
class Label:
    """A label over row `y` of the window, from cell `start` on."""

    y: int
    start: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """`matches` by the place of their row, the `current` one (its block and its number), and the `labels`.

    Two are never equal, so that each is painted: `matches` may have grown.
    """

    matches: Mapping[Place, Sequence[TextMatch]] = field(default_factory=dict)
    current: tuple[int, int] | None = None
    labels: tuple[Label, ...] = ()

    def apply(
        self, segments: Sequence[Segment], row: PageRow, y: int, style: Callable[[str], Style]
    ) -> Sequence[Segment]:
        """The `segments` of `row`, which is row `y` of the window, with its marks, each in the `style` of its kind."""
        if matches := self.matches.get(row.place):
            spans = [(match.start, match.end, style(self._style_name(match))) for match in matches]
            segments = overlay(segments, spans)
        for label in self.labels:
            if label.y == y:
                segments = _labelled(segments, label, style("label"))
        return segments

    def _style_name(self, match: TextMatch) -> str:
        return "found" if (match.place.block, match.number) == self.current else "find"


def _labelled(segments: Sequence[Segment], label: Label, style: Style) -> list[Segment]:
    """`segments` with the label over the cells it covers."""
    width = sum(segment.cell_length for segment in segments)
    before, _, after = Segment.divide(
        segments, [label.start, min(label.start + len(label.text), width), width]
    )
    return [*before, Segment(label.text, style), *after]


Which = tuple[int, int]
"""A link: its block, and its number there."""


@dataclass(frozen=True, slots=True)
class LinkMarks:
    """The `broken` addresses in the article, and the `current` link."""

    broken: frozenset[str] = frozenset()
    current: Which | None = None

    def apply(
        self, row: PageRow, links: Sequence[LinkSpan], styles: Mapping[str, Style]
    ) -> Sequence[Segment]:
        """The segments of `row` with its broken and current `links` marked."""
        text = row.line.text
        laid = []
        for link in links:
            start, end = character_at(text, link.start), character_at(text, link.end)
            if link.href in self.broken:
                laid.append((start, end, styles["broken"]))
            if (row.place.block, link.number) == self.current:
                laid.append((start, end, styles["current"]))
        return overlay(row.line.segments, laid) if laid else row.line.segments


FOLD_SIGNS = "▸▾"


class FoldInSight(NamedTuple):
    """A fold: its row in the window, the cell of its sign, its line in the body, and whether it is open."""

    y: int
    start: int
    line: int
    opened: bool


class LinkInSight(NamedTuple):
    """A link, and the row of the window where it begins."""

    y: int
    which: Which
    span: LinkSpan


class PictureInSight(NamedTuple):
    """A row of a picture: the picture, and the number of the row in it."""

    span: PictureSpan
    row: int


class Sight:
    """The links, folds, code blocks and pictures in the rows of a window; without a page there are no rows."""

    def __init__(self, page: Page | None, rows: Sequence[PageRow]) -> None:
        self.rows = rows
        self._page = page
        self._spans: dict[int, list[LinkSpan]] = {}
        self._pictures: dict[int, PictureInSight] = {}
        self.elsewhere: list[str] = []
        """The addresses of the pictures on the web, from the top."""
        found: dict[int, dict[int, list[LinkSpan]]] = {}
        for y, block, at, drawing in self._drawn():
            if block not in found:
                found[block] = _by_row(drawing.links)
            if spans := found[block].get(at):
                self._spans[y] = spans
            for picture in drawing.pictures:
                if picture.start <= at < picture.end:
                    self._pictures[y] = PictureInSight(picture, at - picture.start)
            self.elsewhere += [one.address for one in drawing.elsewhere if one.row == at]

    def _drawn(self) -> Iterator[tuple[int, int, int, Drawing]]:
        """Each row of the window: its index, its block, its row in the drawing of the block, and that drawing."""
        for y, row in enumerate(self.rows):
            if self._page:
                block = row.place.block
                yield y, block, row.place.row - self._page.gap(block), self._page.drawing(block)

    def on(self, y: int) -> Sequence[LinkSpan]:
        """The links, or pieces of links, in a row of the window."""
        return self._spans.get(y, ())

    def picture_on(self, y: int) -> PictureInSight | None:
        """The picture in a row of the window."""
        return self._pictures.get(y)

    @property
    def pictures(self) -> list[PictureSpan]:
        """Each picture once, from the top."""
        return list(dict.fromkeys(picture.span for picture in self._pictures.values()))

    def link_at(self, y: int, cell: int) -> str:
        """The address of the link at a cell of a row; empty without one."""
        return next((span.href for span in self.on(y) if span.start <= cell < span.end), "")

    @property
    def links(self) -> list[LinkInSight]:
        """Each link once, ordered by its beginning in the window."""
        seen: dict[Which, LinkInSight] = {}
        for y, spans in self._spans.items():
            for span in spans:
                which = self.rows[y].place.block, span.number
                seen.setdefault(which, LinkInSight(y, which, span))
        return list(seen.values())

    @property
    def folds(self) -> list[FoldInSight]:
        """The folds, from the top."""
        found: list[FoldInSight] = []
        for y, block, at, drawing in self._drawn():
            for fold in drawing.folds:
                if block and fold.row == at and self._page:
                    text = self.rows[y].line.text
                    sign = next((index for index, character in enumerate(text) if character in FOLD_SIGNS), 0)
                    line = self._page.blocks[block - 1].start + fold.source
                    found.append(FoldInSight(y, cell_len(text[:sign]), line, fold.opened))
        return found

    @property
    def codes(self) -> list[tuple[int, Place]]:
        """Each code block once: its first row in the window, then its block and its number there."""
        seen: dict[tuple[int, int], tuple[int, Place]] = {}
        for y, block, at, drawing in self._drawn():
            for number, code in enumerate(drawing.codes):
                if self._page and code.start <= at < code.end:
                    first = block if number else first_of_code(self._page, block)
                    seen.setdefault((first, number), (y, Place(block, number)))
        return list(seen.values())


def _by_row(links: Sequence[LinkSpan]) -> dict[int, list[LinkSpan]]:
    found: dict[int, list[LinkSpan]] = {}
    for link in links:
        found.setdefault(link.row, []).append(link)
    return found


CHANGE_SIGNS = {"added": "+", "changed": "~", "removed": "-"}
BAR = "▏"


@dataclass(frozen=True, slots=True)
class ChangeGutter:
    """The kinds of changes by block of the page, and the blocks before which text was `removed`.

    `current` is the block of the selected change.
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
        """The sign beside a row and its kind; `gap` is the number of blank rows above the block."""
        block, offset = row.place.block, row.place.row
        if block in self.removed and offset == 0:
            return CHANGE_SIGNS["removed"], "removed"
        if block not in self.changes or offset < gap:
            return None
        kind = self.changes[block]
        return (CHANGE_SIGNS[kind] if offset == gap else BAR), kind

    @property
    def blocks(self) -> list[int]:
        """The blocks with a change, in order."""
        return sorted({*self.changes, *self.removed})

    def places(self, page: Page) -> list[Place]:
        """The beginning of each change on the page, in order."""
        return [Place(block, 0 if block in self.removed else page.gap(block)) for block in self.blocks]
