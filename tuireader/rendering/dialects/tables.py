"""Tables as kramdown and Python-Markdown have them: without a delimiter row, and with bars in code.

`code_cells`: GFM parts a row at every `|` that is not escaped, in code too; Python-Markdown 3.11 does not
(`extensions/tables.py`).

`loose_tables`: the rules of kramdown 2.4.0 (`parser/kramdown/table.rb`). Cells are parted by a `|` that is neither
escaped nor in a code span; the rows above the first line of dashes are the header; other such lines, and one of `=`,
part the rows. A line of prose with a single `|` is a table of two cells on a Jekyll site, too.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import table

from tuireader.late import expression
from tuireader.rendering.dialects.placeholders import CLOSE, OPEN
from tuireader.rendering.parsing.rule_parts import begins_block, line_text, push_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_MAX_CELLS: Final = 20_000
"""Cells up to which a table is widened; the rest are in the last column."""
_OF_CELLS: Final = frozenset({"th_open", "th_close", "td_open", "td_close", "inline"})
_TEMPLATE: Final = r"\{\{[^{}]*+\}\}|\{%[^{}]*+%\}|" + f"{OPEN}[^{OPEN}{CLOSE}]*+{CLOSE}"
_ELEMENT: Final = r"<code(?:\s[^<>]*+)?>[^<]*+</code>"
_MARK: Final = expression(rf"{_TEMPLATE}|\\.|`+|\|", re.DOTALL)
_MARK_OR_ELEMENT: Final = expression(rf"{_ELEMENT}|{_MARK.pattern}", re.DOTALL)


def enable_code_cells(parser: MarkdownIt) -> None:
    """Make `parser` part the rows of GFM's tables so; cells beyond the header's columns are left out."""
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return _parted_anew(state, start, end, silent, widening=False)


def wide_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of GFM's tables as kramdown has them: with as many columns as the longest row has cells."""
    return _parted_anew(state, start, end, silent, widening=True)


def _parted_anew(state: StateBlock, start: int, end: int, silent: bool, *, widening: bool) -> bool:
    before = len(state.tokens)
    found = table(state, start, end, silent)
    if found and not silent:
        _part_anew(state, before, widening=widening)
    return found


def _part_anew(state: StateBlock, before: int, *, widening: bool) -> None:
    """Give the rows of a table, whose tokens begin at `before`, the cells that their lines have."""
    tokens = state.tokens[before:]
    lines = [token.map[0] if token.map else 0 for token in tokens if token.type == "tr_open"]
    rows = [cells_of(_line(state, line), elements=widening) for line in lines]
    styles = [str(token.attrs.get("style", "")) for token in tokens if token.type == "th_open"]
    columns = len(styles)
    if widening:
        columns = max(columns, min(max(map(len, rows)), _MAX_CELLS // len(rows)))
    rows = [_fitted(cells, columns, widening=widening) for cells in rows]
    if columns == len(styles) and rows == _contents(tokens):
        return
    del state.tokens[before:]
    row = iter(rows)
    for token in tokens:
        if token.type in _OF_CELLS:
            continue
        state.push(token.type, token.tag, token.nesting).map = token.map
        if token.type == "tr_open":
            tag = "th" if state.tokens[-2].type == "thead_open" else "td"
            push_cells(
                state,
                tag,
                zip_longest(next(row), styles[:columns], fillvalue=""),
                token.map[0] if token.map else 0,
            )


def _fitted(cells: list[str], columns: int, *, widening: bool) -> list[str]:
    """The cells of a row fitted to a number of columns: more cells join the last one, or are left out."""
    if widening and len(cells) > columns:
        cells = [*cells[: columns - 1], " | ".join(cells[columns - 1 :])]
    return [*cells, *([""] * (columns - len(cells)))][:columns]


def _contents(tokens: Iterable[Token]) -> list[list[str]]:
    """The content of the cells, row by row, among the tokens of a table."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content)
    return rows


def push_cells(state: StateBlock, tag: str, cells: Iterable[tuple[str, str]], line: int) -> None:
    """Add the tokens of a row's cells, each given with its style; `tag` is "th" or "td", `line` where they are."""
    for content, style in cells:
        opening = state.push(f"{tag}_open", tag, 1)
        if style:
            opening.attrs = {"style": style}
        push_content(state, content, line, line + 1)
        state.push(f"{tag}_close", tag, -1)


def cells_of(line: str, *, elements: bool = True) -> list[str]:
    """The cells of a line; with `elements` those of HTML code keep their bars, too."""
    pieces = pieces_of(line, elements=elements)
    if line.startswith("|") and not pieces[0].strip():
        del pieces[0]
    if len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]
    return [piece.strip() for piece in pieces]


def pieces_of(line: str, *, elements: bool = True) -> list[str]:
    """`line` split at each `|` that is not escaped, and not in code or a template; one that is escaped is a `|`."""
    pattern = _MARK_OR_ELEMENT if elements and "<code" in line else _MARK
    marks = [(found.start(), found[0]) for found in pattern.finditer(line)]
    closing: dict[str, int] = {}
    ends = [0] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        if marks[index][1][0] == "`":
            ends[index] = closing.get(marks[index][1], 0)
            closing[marks[index][1]] = index
    pieces, begun, done, index = [], "", 0, 0
    while index < len(marks):
        at, mark = marks[index]
        if mark in {"|", "\\|"}:
            begun += line[done:at] + mark[1:]
            done = at + len(mark)
        if mark == "|":
            pieces.append(begun)
            begun = ""
        index = max(index, ends[index]) + 1
    return [*pieces, begun + line[done:]]


_RULE: Final = expression(r"[+|: \t=-]*[=-][+|: \t=-]*")
_MAX_ROWS: Final = 2_000
_MAX_COLUMNS: Final = 100
"""A larger table could not be read; it is a text with bars in it."""
_COLUMN: Final = expression(r"(:?)-+(:?)")
_ALIGNMENTS: Final = {("", ":"): "text-align:right", (":", ":"): "text-align:center"}


def enable_loose_tables(parser: MarkdownIt) -> None:
    """Make `parser` find loose tables: the tokens of a table within `loose_table_open` and `loose_table_close`."""
    parser.block.ruler.at("table", wide_table, {"alt": ["reference"]})
    parser.block.ruler.before("table", "parted_table", _parted)
    parser.block.ruler.before("footnote_def", "labelled_table", _labelled)
    parser.block.ruler.before("paragraph", "loose_table", _loose)


def _labelled(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that begins like a definition, which kramdown looks for later."""
    at = state.bMarks[start] + state.tShift[start]
    return state.src.startswith(("[", "*["), at) and _loose(state, start, end, silent)


def _parted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that GFM would read, but with more than one line of dashes."""
    if silent or start + 2 >= end or not _is_row(state, start) or not _is_rule(_line(state, start + 1)):
        return False
    lines = _lines(state, start, end)
    return sum(map(_is_rule, lines)) > 1 and _push(state, start, lines)


def _loose(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or not _is_row(state, start):
        return False
    return _push(state, start, _lines(state, start, end))


def _is_row(state: StateBlock, line: int) -> bool:
    return state.src.find("|", state.bMarks[line], state.eMarks[line]) >= 0 and not state.is_code_block(line)


def _is_rule(line: str) -> bool:
    return "|" in line and bool(_RULE.fullmatch(line))


def _line(state: StateBlock, line: int) -> str:
    return line_text(state, line).rstrip()


def _lines(state: StateBlock, start: int, end: int) -> Sequence[str]:
    """The lines of a table; none where its block has other lines, too."""
    lines = [_line(state, start)]
    for line in range(start + 1, min(end, start + _MAX_ROWS + 1)):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent or begins_block(state, line, end):
            break
        if not _is_row(state, line):
            return ()
        lines.append(_line(state, line))
    return lines if len(lines) <= _MAX_ROWS else ()


def _push(state: StateBlock, start: int, lines: Sequence[str]) -> bool:
    rules = [index for index, line in enumerate(lines) if _is_rule(line)]
    rows = {index: cells_of(line) for index, line in enumerate(lines) if not _is_rule(line)}
    columns = max(map(len, rows.values()), default=0)
    if not 2 <= columns <= _MAX_COLUMNS or any(len(pieces_of(lines[index])) < 2 for index in rows):
        return False
    first = min(rows)
    dashed = next((index for index in rules if index > first and "-" in lines[index]), 0)
    styles = _alignments(lines[dashed]) if dashed else []
    state.push("loose_table_open", "table", 1).map = [start, start + len(lines)]
    section = ""
    for index, cells in rows.items():
        if section != (section := "thead" if index < dashed else "tbody"):
            _change_section(state, section)
        state.push("tr_open", "tr", 1).map = [start + index, start + index + 1]
        padded = [*cells, *([""] * columns)][:columns]
        styled = zip_longest(padded, styles[:columns], fillvalue="")
        push_cells(state, "th" if index < dashed else "td", styled, start + index)
        state.push("tr_close", "tr", -1)
    state.push(f"{section}_close", section, -1)
    state.push("loose_table_close", "table", -1)
    state.line = start + len(lines)
    return True


def head_rows(lines: Sequence[str]) -> int | None:
    """How many of the first lines of such a table are its header with the line of dashes below it.

    None where some of its rows would not be rows by themselves.
    """
    rows = [line.strip() for line in lines]
    rules = [_is_rule(row) for row in rows]
    if any(not rule and len(cells_of(row)) < 2 for row, rule in zip(rows, rules, strict=True)):
        return None
    first = rules.index(False)
    return next((at + 1 for at in range(first + 1, len(rows)) if rules[at] and "-" in rows[at]), 0)


def _change_section(state: StateBlock, section: str) -> None:
    if section == "tbody" and state.tokens[-1].type == "tr_close":
        state.push("thead_close", "thead", -1)
    state.push(f"{section}_open", section, 1)


def _alignments(line: str) -> list[str]:
    return [_ALIGNMENTS.get((left, right), "") for left, right in _COLUMN.findall(line)]
