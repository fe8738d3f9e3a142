"""The canvas that blocks are drawn on: margins, blank lines, and the places of links and headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from tuireader.rendering.drawing import (
    CodeSpan,
    Drawing,
    Fold,
    HeadingSpot,
    Line,
    LinkSpan,
    PictureElsewhere,
    PictureSpan,
    Slide,
)
from tuireader.rendering.elements.flow import Flow, FlowRow
from tuireader.rendering.elements.inline import InlineWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token
    from rich.style import Style

    from tuireader.archive.disk.images import ImageFile
    from tuireader.rendering.drawing import BlockContext
    from tuireader.rendering.elements.inline import InlineElement


def closing_of(tokens: Sequence[Token]) -> list[int]:
    """For each opening token the index of its closing one; for any other its own index."""
    closing = list(range(len(tokens)))
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            opened.append(index)
        elif token.nesting < 0 and opened:
            closing[opened.pop()] = index
    for index in opened:
        closing[index] = len(tokens)
    return closing


Element = Callable[["Canvas", int], int]
"""Draws the block whose first token is at an index; returns the index after its last token."""


class Margin(NamedTuple):
    """The margin to the left of the text."""

    segments: tuple[Segment, ...] = ()
    cells: int = 0

    def plus(self, text: str, style: Style) -> Margin:
        if self.segments and self.segments[-1].style == style:
            joined = (*self.segments[:-1], Segment(self.segments[-1].text + text, style))
        else:
            joined = (*self.segments, Segment(text, style))
        return Margin(joined, self.cells + cell_len(text))


class FlowLinks(NamedTuple):
    """The links of a flow: the number of the first in the drawing, and the address and text of each."""

    first: int
    hrefs: Sequence[str]
    texts: Sequence[str]


class Entered(NamedTuple):
    """The margin to go back to, and how many lines there were."""

    rest: Margin
    lines: int


class Canvas:
    """The lines drawn so far, and the margins for those to come.

    `head` is the margin of the next line (it may hold a list's marker), `rest` that of the lines after it.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        context: BlockContext,
        element_of: Callable[[str], Element],
        inline_element_of: Callable[[str], InlineElement | None],
    ) -> None:
        self.tokens = tokens
        self.context = context
        self.theme = context.theme
        self.closing = closing_of(tokens)
        self.bullets = 0
        self.lists = 0
        self.aligned = (0.0, 0)
        self._element_of = element_of
        self._inline_element_of = inline_element_of
        self._floor = min(16, context.width * 2 // 3)
        self._head = self._rest = Margin()
        self._pending = False
        self._bare = 0
        self._gap: Margin | None = None
        self._lines: list[Line] = []
        self._links: list[LinkSpan] = []
        self._numbered = 0
        self._headings: list[HeadingSpot] = []
        self._folds: list[Fold] = []
        self._codes: list[CodeSpan] = []
        self._pictures: list[PictureSpan] = []
        self._elsewhere: list[PictureElsewhere] = []

    @property
    def width(self) -> int:
        """Cells available for text."""
        return self.context.width - self._rest.cells

    @property
    def first_width(self) -> int:
        """Cells available for text on the next line."""
        return self.context.width - self._head.cells

    @property
    def room(self) -> int:
        """Cells available for a picture, which begins on the next line."""
        return min(self.width, self.first_width)

    def line_of(self, at: int) -> int:
        """The line of the source on which the token at `at` begins."""
        lines = self.tokens[at].map
        return lines[0] if lines else 0

    def inline(self, style: Style) -> InlineWriter:
        """A writer of inline tokens with a new flow; `style` is that of plain text."""
        return InlineWriter(Flow(), self.context, style, self._inline_element_of)

    def flow_of(self, children: Sequence[Token], style: Style) -> Flow:
        """The text of inline tokens; `style` is that of plain text."""
        inline = self.inline(style)
        inline.draw(children)
        return inline.flow

    def draw_children(self, start: int, end: int, *, tight: bool = False) -> None:
        """Draw the blocks among tokens `start` to `end`, a blank line between two of them unless `tight`."""
        at = start
        while at < end:
            count = len(self._lines)
            element = self._element_of(self.tokens[at].type)
            at = element(self, at)
            if at < end and len(self._lines) > count and not tight:
                self.gap()

    def drawing(self) -> Drawing:
        """All that has been drawn."""
        return Drawing(
            tuple(self._lines),
            tuple(self._links),
            tuple(self._headings),
            tuple(self._folds),
            tuple(self._codes),
            tuple(self._pictures),
            tuple(self._elsewhere),
        )

    def gap(self) -> None:
        """Leave a blank line before the next one, if lines are above it."""
        if self._lines:
            self._gap = self._rest

    def heading_style(self, rank: int) -> Style:
        """The style of a heading: strongest for the first rank below the title's that the post uses."""
        return self.theme.headings[max(rank - self.context.options.raised, 2) - 1 if rank > 1 else 0]

    def heading(self, source: int) -> None:
        """Note that the next line is a heading's first."""
        blank = self._gap is not None
        self._headings.append(HeadingSpot(len(self._lines) + blank, self.context.source + source))

    def fold(self, title: Flow, source: int, *, opened: bool) -> bool:
        """Put down the line that folds what follows it, with a sign; tell whether the content is to be drawn.

        `opened` says how the author left it; the reader may have turned it.
        """
        line = self.context.source + source
        shown = (self.context.options.unfolded or opened) != (line in self.context.toggled)
        blank = self._gap is not None
        self._folds.append(Fold(len(self._lines) + blank, line, shown))
        entered = self.enter_item("▾ " if shown else "▸ ", self.theme.marker, source)
        self.flow(title, source)
        self.leave(entered, source)
        return shown

    def code(self, text: str, start: int, language: str = "") -> None:
        """Note that the lines from `start` (see `count`) on are the code `text`."""
        self._codes.append(CodeSpan(start, len(self._lines), text, language))

    def picture(
        self, file: ImageFile, size: tuple[int, int], source: int, caption: Flow | None = None
    ) -> None:
        """Leave `size` (columns, rows) of cells to a picture; it is the first link of a caption that comes next."""
        columns, rows = size
        start, left = self.count, max(self._head.cells, self._rest.cells)
        share, margin = self.aligned
        if share and self._rest.cells == margin and not self._pending:
            left += int((self.first_width - columns) * share)
        for row in range(start, start + rows):
            self.row(FlowRow([], 0), source)
            # What is copied has a line for it, however high it is.
            self._lines[-1] = replace(self._lines[-1], joins=row > start, glued=True)
            if caption is None:
                continue
            href, text = caption.links[0], caption.link_texts()[0]
            self._links.append(LinkSpan(row, left, left + columns, href, text, self._numbered))
        self._pictures.append(PictureSpan(start, start + rows, left, columns, file))

    def elsewhere(self, address: str) -> None:
        """Note that the next line is about a picture on the web."""
        self._elsewhere.append(PictureElsewhere(self.count, address))

    @property
    def count(self) -> int:
        """Lines put down so far, with the blank one that is due."""
        return len(self._lines) + (self._gap is not None)

    def flow(self, flow: Flow, source: int) -> int:
        """Put down wrapped text that begins on line `source`; return the cells of its longest line."""
        links = self.number(flow)
        longest = 0
        for row in flow.rows(self.width, self.first_width):
            self.row(self.placed(row), source + flow.line_of(row.at), links)
            longest = max(longest, row.width)
        return longest

    def placed(self, row: FlowRow) -> FlowRow:
        """`row` moved to the right as the alignment asks."""
        share, margin = self.aligned
        if not share or self._rest.cells != margin or self._pending:
            return row
        return row.moved(int((self.first_width - row.width) * share))

    def number(self, *flows: Flow) -> FlowLinks:
        """Give numbers to the links of flows, one after the other."""
        hrefs = [href for flow in flows for href in flow.links]
        texts = [text for flow in flows if flow.links for text in flow.link_texts()]
        links = FlowLinks(self._numbered, hrefs, texts)
        self._numbered += len(hrefs)
        return links

    def row(self, row: FlowRow, source: int, links: FlowLinks | None = None) -> None:
        """Put down one line, `links` being those that its pieces count by."""
        source += self.context.source
        if self._gap is not None:
            self._blank(self._gap, source)
            self._gap = None
        left = self._head.cells
        for piece in row.links:
            href, text = (links.hrefs[piece.link], links.texts[piece.link]) if links else ("", "")
            number = (links.first if links else 0) + piece.link
            span = LinkSpan(len(self._lines), left + piece.start, left + piece.end, href, text, number)
            self._links.append(span)
        if row.segments:
            segments = (*self._head.segments, *row.segments)
            margin = self._bare if self._pending else left + row.indent
            self._lines.append(Line(segments, left + row.width, source, row.joins, row.glued, margin))
        else:
            self._blank(self._head, source)
        self._head = self._rest
        self._pending = False

    def slide_from(self, first: int) -> None:
        """Let the lines from number `first` on slide together if one of them is wider than there is room."""
        lines = self._lines[first:]
        reach = max((line.width for line in lines), default=0)
        if reach > self.context.width:
            slide = Slide(max(line.margin for line in lines), reach)
            self._lines[first:] = [replace(line, slide=slide) for line in lines]

    def enter_item(self, marker: str, style: Style, source: int) -> Entered:
        """Put `marker` before the next line and indent those after it as far; the result is for `leave`.

        The text column is never squeezed below some 16 cells: there the indent stops growing.
        """
        cells = cell_len(marker)
        if self._pending and self.first_width - cells < self._floor:
            self.row(FlowRow([], 0), source)
        entered = Entered(self._rest, len(self._lines))
        if self.first_width - cells < min(4, self._floor):
            flow = Flow()
            flow.verbatim(marker.strip(), style)
            self.flow(flow, source)
        else:
            self._bare = self._bare if self._pending else self._rest.cells
            self._head = self._head.plus(marker, style)
            self._pending = True
        if self.width - cells >= self._floor:
            self._rest = self._rest.plus(" " * cells, style)
        if not self._pending:
            self._head = self._rest
        return entered

    def enter_continued(self, marker: str, style: Style) -> Entered:
        """Indent the next lines as those of an item are whose `marker` is above; see `enter_item`."""
        entered = Entered(self._rest, -1)
        if self.width - cell_len(marker) >= self._floor:
            self._rest = self._rest.plus(" " * cell_len(marker), style)
        self._head = self._rest
        return entered

    def enter_bar(self, bar: str, style: Style, source: int, *, scrolls: bool = False) -> Entered:
        """Put `bar` before every line, if there is room for it or the content scrolls; see `enter_item`."""
        if self._pending and self.first_width - len(bar) < self._floor:
            self.row(FlowRow([], 0), source)
        entered = Entered(self._rest, len(self._lines))
        if scrolls or self.width - len(bar) >= self._floor:
            self._rest = self._rest.plus(bar, style)
            self._head = self._head.plus(bar, style) if self._pending else self._rest
        return entered

    def leave(self, entered: Entered, source: int) -> None:
        """Widen the margins again; a marker that found no text stands alone."""
        if self._pending and len(self._lines) == entered.lines:
            self.row(FlowRow([], 0), source)
        self._head = self._rest = entered.rest
        self._pending = False

    def _blank(self, margin: Margin, source: int) -> None:
        """Put down a line of a margin alone, without the space at its end."""
        segments = list(margin.segments)
        while segments and not segments[-1].text.strip():
            segments.pop()
        if segments:
            segments[-1] = Segment(segments[-1].text.rstrip(), segments[-1].style)
        width = sum(cell_len(segment.text) for segment in segments)
        self._lines.append(Line(tuple(segments), width, source, margin=width))
