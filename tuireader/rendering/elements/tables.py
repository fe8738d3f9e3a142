"""Tables: columns as wide as their content asks for and the page allows, cells wrapped at words."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.segment import Segment

from tuireader.late import dataclass
from tuireader.rendering.elements.flow import Flow, FlowRow, LinkPiece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.elements.canvas import Canvas

GAP: Final = 2
"""Cells between two columns."""
READABLE: Final = 24
"""Cells at which running text is read with ease; a longer word is a path, an address or a hash."""
_LEAST: Final = 16
"""Cells that a column of text keeps beside such a word."""


class Measure(NamedTuple):
    """The cells of a cell's longest word and of its longest line, and the number of columns that it spans."""

    least: int
    wished: int
    span: int = 1


def column_widths(rows: Sequence[Sequence[Measure]], room: int) -> list[int]:
    """The widths of the columns; they are wider than `room` together only where words ask for it.

    Narrow columns get what they wish, the others share the rest. A word is broken only if it alone is wider than the
    page, and then where it suits its column; a long one that is not makes the table wider than the page before it
    leaves too little to the columns beside it.
    """
    columns = max((sum(cell.span for cell in cells) for cells in rows), default=0)
    room = max(room - GAP * (columns - 1), 1)
    least, wished = _asked(rows, columns, room)
    if sum(wished) <= room:
        return wished
    if sum(least) <= room:
        widths = _shared(least, wished, room)
        squeezed = any(width < min(asked, _LEAST) for width, asked in zip(widths, wished, strict=True))
        if not squeezed or max(least) <= READABLE:
            return widths
    comfortable = [max(low, min(high, READABLE)) for low, high in zip(least, wished, strict=True)]
    return _shared(least, comfortable, max(sum(least) + room // 4, room * 3 // 2))


def _asked(rows: Sequence[Sequence[Measure]], columns: int, room: int) -> tuple[list[int], list[int]]:
    """The least widths that break no word that fits the page, and the widths that wrap nothing."""
    longest = max(room, READABLE)
    least, wished = [1] * columns, [1] * columns
    wide: list[tuple[int, Measure]] = []
    for cells in rows:
        column = 0
        for cell in cells:
            if cell.span == 1:
                least[column] = max(least[column], cell.least if cell.least <= longest else READABLE)
                wished[column] = max(wished[column], cell.wished)
            else:
                wide.append((column, cell))
            column += cell.span
    for column, cell in wide:
        gaps = GAP * (cell.span - 1)
        _widen(least, column, cell.span, min(cell.least, READABLE) - gaps)
        _widen(wished, column, cell.span, cell.wished - gaps)
    return least, [max(low, high) for low, high in zip(least, wished, strict=True)]


def _widen(widths: list[int], column: int, span: int, asked: int) -> None:
    """Widen the columns that a cell spans evenly, up to the width that it asks for."""
    missing = asked - sum(widths[column : column + span])
    for index in range(span):
        if missing > 0:
            widths[column + index] += (missing + span - 1 - index) // span


def _shared(least: Sequence[int], wished: Sequence[int], room: int) -> list[int]:
    """Share what is left of `room` among the narrowest columns that wish for more, cell by cell."""
    widths = list(least)
    spare = room - sum(least)
    open_columns = [column for column in range(len(widths)) if wished[column] > widths[column]]
    while spare > 0 and open_columns:
        narrowest = min(widths[column] for column in open_columns)
        lowest = [column for column in open_columns if widths[column] == narrowest]
        for column in lowest[:spare]:
            widths[column] += 1
        spare -= min(spare, len(lowest))
        open_columns = [column for column in open_columns if wished[column] > widths[column]]
    return widths


_ALIGNMENTS: Final = {"text-align:center": 0.5, "text-align:right": 1.0}


@dataclass(slots=True)
class Cell:
    """A cell: its text, the columns that it spans, and where the text is in them: 0 left, 1 right."""

    flow: Flow
    span: int = 1
    alignment: float = 0.0


@dataclass(slots=True)
class Cells:
    """A table's row: its cells, its line of the source, and whether it is of the header."""

    source: int
    header: bool = False
    cells: list[Cell] = field(default_factory=list)


def draw_table(canvas: Canvas, at: int) -> int:
    """Draw a table; where its longest words do not fit side by side it is wider than the page."""
    put_table(canvas, _read(canvas, at))
    return canvas.closing[at] + 1


def put_table(canvas: Canvas, rows: Sequence[Cells]) -> None:
    """Put down a table, a rule under its header; rows whose cells wrap are set apart. An empty header is left out."""
    rows = [row for row in rows if not row.header or any(cell.flow.runs for cell in row.cells)]
    if not any(row.cells for row in rows):
        return
    widths = column_widths(
        [[Measure(*cell.flow.measure(), cell.span) for cell in row.cells] for row in rows], canvas.width
    )
    laid = [_lay(row, widths) for row in rows]
    tall = [max((len(cell.lines) for cell in cells), default=0) > 1 for cells in laid]
    first = canvas.count
    spaced = any(is_tall for row, is_tall in zip(rows, tall, strict=True) if not row.header)
    for index, (row, cells) in enumerate(zip(rows, laid, strict=True)):
        if spaced and index and not row.header and not rows[index - 1].header:
            canvas.gap()
        _put(canvas, row, cells)
        if row.header and not (index + 1 < len(rows) and rows[index + 1].header):
            rule = (" " * GAP).join("─" * width for width in widths)
            canvas.row(FlowRow([Segment(rule, canvas.theme.table_rule)], len(rule)), row.source)
    canvas.slide_from(first)


def _read(canvas: Canvas, at: int) -> list[Cells]:
    """The rows of a table; their cells are aligned as those of the header where they do not say."""
    rows: list[Cells] = []
    theme = canvas.theme
    header = False
    for index in range(at, canvas.closing[at]):
        token = canvas.tokens[index]
        if token.type == "thead_open":
            header = True
        elif token.type == "thead_close":
            header = False
        elif token.type == "tr_open":
            rows.append(Cells(canvas.line_of(index), header))
        elif token.type in {"th_open", "td_open"}:
            style = theme.text + theme.table_head if token.type == "th_open" else theme.text
            flow = canvas.flow_of(canvas.tokens[index + 1].children or (), style).trimmed()
            rows[-1].cells.append(
                Cell(flow, alignment=_ALIGNMENTS.get(str(token.attrs.get("style", "")), 0.0))
            )
    return rows


@dataclass(slots=True)
class _Laid:
    """A cell in its place: its lines, the cells to the left of it, and its width."""

    lines: list[FlowRow]
    left: int
    width: int


def _lay(row: Cells, widths: Sequence[int]) -> list[_Laid]:
    laid = []
    column = left = 0
    for cell in row.cells:
        own = widths[column : column + cell.span]
        width = sum(own) + GAP * (len(own) - 1)
        laid.append(_Laid(list(cell.flow.rows(width)), left, width))
        column += cell.span
        left += width + GAP
    return laid


def _put(canvas: Canvas, row: Cells, laid: Sequence[_Laid]) -> None:
    links = canvas.number(*(cell.flow for cell in row.cells))
    for index in range(max((len(cell.lines) for cell in laid), default=0)):
        line = FlowRow([], 0)
        numbered = 0
        for cell, place in zip(row.cells, laid, strict=True):
            if index < len(place.lines) and place.lines[index].width:
                free = max(0, place.width - place.lines[index].width)
                _place(line, place.lines[index], place.left + int(free * cell.alignment), numbered)
            numbered += len(cell.flow.links)
        canvas.row(line, row.source, links)


def _place(line: FlowRow, part: FlowRow, left: int, numbered: int) -> None:
    """Put a cell's line into the table's, `left` cells from its start; its links count from `numbered`."""
    if left > line.width:
        line.segments.append(Segment(" " * (left - line.width)))
    line.segments.extend(part.segments)
    line.links.extend(LinkPiece(link + numbered, left + start, left + end) for link, start, end in part.links)
    line.width = left + part.width
