"""Tables: columns as wide as their content asks for and the page allows, cells wrapped at words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.segment import Segment

from tuireader.rendering.elements.flow import Flow, LinkPiece, Row
from tuireader.rendering.elements.inline import flow_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from tuireader.rendering.elements.canvas import Canvas

_GAP: Final = 2
_ALIGNMENTS: Final = {"text-align:center": 0.5, "text-align:right": 1.0}


@dataclass(slots=True)
class _Cells:
    """A table's row: its cells, its line of the source, and whether it is the header."""

    flows: list[Flow]
    source: int
    header: bool


def draw_table(canvas: Canvas, at: int) -> int:
    """Draw a table; where its longest words do not fit side by side it is wider than the page."""
    rows, alignments = _read(canvas, at)
    if rows:
        widths = _widths(rows, canvas.width)
        laid = [[list(flow.rows(w)) for flow, w in zip(cells.flows, widths, strict=False)] for cells in rows]
        spaced = any(len(column) > 1 for columns in laid[1:] for column in columns)
        for index, (cells, columns) in enumerate(zip(rows, laid, strict=True)):
            if spaced and index > 1:
                canvas.gap()
            _put(canvas, cells, columns, widths, alignments)
            if index == 0:
                _put_rule(canvas, widths, cells.source)
    return canvas.closing[at] + 1


def _read(canvas: Canvas, at: int) -> tuple[list[_Cells], list[float]]:
    rows: list[_Cells] = []
    alignments: list[float] = []
    theme = canvas.theme
    for index in range(at, canvas.closing[at]):
        token = canvas.tokens[index]
        if token.type == "tr_open":
            rows.append(_Cells([], token.map[0] if token.map else 0, header=not rows))
        elif token.type in {"th_open", "td_open"}:
            header = token.type == "th_open"
            if rows[-1].header:
                alignments.append(_alignment(token))
            style = theme.text + theme.table_head if header else theme.text
            rows[-1].flows.append(flow_of(canvas.tokens[index + 1].children or (), canvas.ink, style))
    return rows, alignments


def _alignment(token: Token) -> float:
    return _ALIGNMENTS.get(str(token.attrs.get("style", "")), 0.0)


def _widths(rows: Sequence[_Cells], room: int) -> list[int]:
    """Return the columns' widths: what they ask for if that fits, else the narrow ones keep theirs."""
    columns = max(len(cells.flows) for cells in rows)
    least, wished = [1] * columns, [1] * columns
    for cells in rows:
        for column, flow in enumerate(cells.flows):
            narrowest, widest = flow.measure()
            least[column] = max(least[column], narrowest)
            wished[column] = max(wished[column], widest)
    room -= _GAP * (columns - 1)
    if sum(wished) <= room:
        return wished
    if sum(least) > room:
        return [max(low, min(high, 8)) for low, high in zip(least, wished, strict=True)]
    return _shared(least, wished, room)


def _shared(least: Sequence[int], wished: Sequence[int], room: int) -> list[int]:
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


def _put(
    canvas: Canvas,
    cells: _Cells,
    columns: Sequence[Sequence[Row]],
    widths: Sequence[int],
    alignments: Sequence[float],
) -> None:
    """Put down one row of cells, whose lines are `columns`."""
    links = canvas.number(*cells.flows)
    for index in range(max(map(len, columns), default=0)):
        line = Row([], 0)
        left = numbered = 0
        for column, (rows, width) in enumerate(zip(columns, widths, strict=False)):
            if index < len(rows) and rows[index].width:
                free = max(0, width - rows[index].width)
                _place(line, rows[index], left + int(free * alignments[column]), numbered)
            left += width + _GAP
            numbered += len(cells.flows[column].links)
        canvas.row(line, cells.source, links)


def _place(line: Row, part: Row, left: int, numbered: int) -> None:
    """Put a cell's line into the table's, `left` cells from its start; its links count from `numbered`."""
    if left > line.width:
        line.segments.append(Segment(" " * (left - line.width)))
    line.segments.extend(part.segments)
    line.links.extend(LinkPiece(link + numbered, left + start, left + end) for link, start, end in part.links)
    line.width = left + part.width


def _put_rule(canvas: Canvas, widths: Sequence[int], source: int) -> None:
    rule = (" " * _GAP).join("─" * width for width in widths)
    canvas.row(Row([Segment(rule, canvas.theme.table_rule)], len(rule)), source)
