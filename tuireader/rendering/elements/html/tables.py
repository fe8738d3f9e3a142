"""The tables of HTML: drawn as those of Markdown are, or cell after cell where a cell holds more than text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.flow import Flow
from tuireader.rendering.elements.html.names import HIDDEN
from tuireader.rendering.elements.html.spans import closes, opens
from tuireader.rendering.elements.html.text import add_text, alignment
from tuireader.rendering.elements.html.tree import run_of
from tuireader.rendering.elements.tables import Cell, Cells, put_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element
    from markdown_it.token import Token
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas
    from tuireader.rendering.elements.html.writer import HtmlWriter
    from tuireader.rendering.elements.inline import InlineWriter


def phrase(canvas: Canvas, element: _Element, style: Style, runs: Sequence[tuple[int, int]] = ()) -> Flow:
    """The text of an element, each block in it on a line of its own; `runs` are the Markdown in the tree."""
    from lxml.etree import iterwalk

    inline = canvas.inline(style)
    walker = iterwalk(element, events=("start", "end", "comment"))
    for event, one in walker:
        name = str(one.tag)
        if event == "comment":
            if (run := run_of(one)) is not None:
                _add_run(inline, canvas.tokens[slice(*runs[run])])
        elif event == "end":
            if one is not element:
                closes(inline, name)
        elif name in HIDDEN:
            walker.skip_subtree()
            continue
        else:
            if one is not element:
                opens(inline, name, {str(key): str(value) for key, value in one.attrib.items()})
            add_text(inline, one.text or "")
            continue
        if one is not element:
            add_text(inline, one.tail or "")
    while inline.flow.runs and not inline.flow.runs[-1].text.strip(" \n"):
        inline.flow.runs.pop()
    return inline.flow


def _add_run(inline: InlineWriter, tokens: Sequence[Token]) -> None:
    """Add Markdown, its blocks as lines; code, formulas and the like as they are written."""
    for token in tokens:
        if token.type == "inline" or token.content:
            if not inline.flow.spaced:
                inline.flow.hard_break(inline.markup.style)
            if token.type == "inline":
                inline.draw(token.children or ())
            else:
                inline.flow.text(token.content, inline.markup.style, inline.markup.link)
            inline.flow.hard_break(inline.markup.style)


_LARGE: Final = frozenset(
    {"pre", "table", "details", "blockquote", "dl", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
)
"""Elements that make a cell more than a run of text."""
_FLOWING: Final = frozenset({"paragraph_open", "paragraph_close", "inline", "html_block"})
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_FRAME: Final = HIDDEN | {"caption", "colgroup", "col"}
_MAX_COLUMNS: Final = 100


def draw_grid(writer: HtmlWriter, table: _Element) -> bool:
    """Draw a table; tell whether that is done, or its cells are to be drawn as blocks, one after the other."""
    rows = list(_rows(table))
    columns = max((len(_cells(row)) for row in rows), default=0)
    if not 1 < columns <= _MAX_COLUMNS or not _is_grid(writer, table):
        return False
    for caption in table.iterchildren("caption"):
        flow = phrase(writer.canvas, caption, writer.base + writer.canvas.theme.small, writer.runs)
        if flow.plain().strip():
            writer.put_gap()
            writer.canvas.flow(flow, writer.line_of(caption))
    writer.put_gap()
    put_table(writer.canvas, list(_laid(writer, rows)))
    return True


def _rows(group: _Element) -> Iterator[_Element]:
    """The rows of a table; cells that are in none make one."""
    for child in group:
        if child.tag in _GROUPS:
            yield from _rows(child)
        elif child.tag == "tr":
            yield child
    if _cells(group):
        yield group


def _cells(row: _Element) -> Sequence[_Element]:
    return [child for child in row if child.tag in {"td", "th"}]


def _is_grid(writer: HtmlWriter, element: _Element) -> bool:
    """Tell whether a table, or a part of one, holds nothing but cells, and these nothing but text."""
    if (element.text or "").strip():
        return False
    for child in element:
        if (child.tail or "").strip():
            return False
        if child.tag in {"td", "th"}:
            if _is_large(writer, child):
                return False
        elif child.tag in _GROUPS or child.tag == "tr":
            if not _is_grid(writer, child):
                return False
        elif child.tag not in _FRAME and (isinstance(child.tag, str) or run_of(child) is not None):
            return False
    return True


def _is_large(writer: HtmlWriter, cell: _Element) -> bool:
    for one in cell.iter():
        if one.tag in _LARGE:
            return True
        if not isinstance(one.tag, str) and (run := run_of(one)) is not None:
            tokens = writer.canvas.tokens[slice(*writer.runs[run])]
            if any(token.type not in _FLOWING for token in tokens):
                return True
    return False


def _laid(writer: HtmlWriter, rows: Sequence[_Element]) -> Iterator[Cells]:
    """The rows with their cells in the columns where they are, empty ones below a cell that spans rows."""
    lasting: dict[int, int] = {}
    only_heads = [all(cell.tag == "th" for cell in _cells(row)) for row in rows]
    heading = True
    for row, only_head in zip(rows, only_heads, strict=True):
        parent = row.getparent()
        heading = heading and (only_head or (parent is not None and parent.tag == "thead"))
        laid, begun, column = Cells(writer.line_of(row), heading), dict[int, int](), 0
        for cell in _cells(row):
            column = _passed(lasting, laid, column)
            span = min(_count(cell, "colspan"), _MAX_COLUMNS - column) if column < _MAX_COLUMNS else 1
            if (rows_taken := _count(cell, "rowspan")) > 1:
                begun.update(dict.fromkeys(range(column, column + span), rows_taken - 1))
            laid.cells.append(_cell(writer, cell, span))
            column += span
        _passed(lasting, laid, column)
        lasting = {at: left - 1 for at, left in lasting.items() if left > 1} | begun
        if laid.cells:
            yield laid


def _passed(lasting: dict[int, int], laid: Cells, column: int) -> int:
    """The next column in which no cell of a row above is; empty cells are put into those before it."""
    while column in lasting:
        laid.cells.append(Cell(Flow()))
        column += 1
    return column


def _cell(writer: HtmlWriter, cell: _Element, span: int) -> Cell:
    canvas = writer.canvas
    style = writer.base + canvas.theme.table_head if cell.tag == "th" else writer.base
    row = cell.getparent()
    around = alignment("tr", row, 0.0) if row is not None and row.tag == "tr" else 0.0
    return Cell(phrase(canvas, cell, style, writer.runs), span, alignment(str(cell.tag), cell, around))


def _count(cell: _Element, attribute: str) -> int:
    said = str(cell.get(attribute, "1")).strip()
    return max(1, min(int(said), 1_000)) if said.isascii() and said.isdigit() and len(said) < 9 else 1
