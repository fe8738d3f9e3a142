"""Cells of tables in which code keeps its bars: kramdown and Python-Markdown part a row outside of code alone.

GFM parts it at every `|` that is not escaped, in code, too. Sources: kramdown 2.4.0, `parser/kramdown/table.rb`;
Python-Markdown 3.11, `extensions/tables.py`.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import table

from tuireader.rendering.dialects.placeholders import CLOSE, OPEN
from tuireader.rendering.parsing.inline_content import push_content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_MOST_CELLS: Final = 20_000
"""Cells up to which a table is widened; what is beyond stands in the last column."""
_OF_CELLS: Final = frozenset({"th_open", "th_close", "td_open", "td_close", "inline"})
_TEMPLATE: Final = r"\{\{[^{}]*+\}\}|\{%[^{}]*+%\}|" + f"{OPEN}[^{OPEN}{CLOSE}]*+{CLOSE}"
_ELEMENT: Final = r"<code(?:\s[^<>]*+)?>[^<]*+</code>"
_MARK: Final = re.compile(rf"{_TEMPLATE}|\\.|`+|\|", re.DOTALL)
_MARK_OR_ELEMENT: Final = re.compile(rf"{_ELEMENT}|{_MARK.pattern}", re.DOTALL)


def enable(parser: MarkdownIt) -> None:
    """Make `parser` part the rows of GFM's tables so; what a row has beyond the header's columns is left out."""
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    before = len(state.tokens)
    found = table(state, start, end, silent)
    if found and not silent:
        _part_anew(state, before, widening=False)
    return found


def wide_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of GFM's tables as kramdown has them: with as many columns as the longest row has cells."""
    before = len(state.tokens)
    found = table(state, start, end, silent)
    if found and not silent:
        _part_anew(state, before, widening=True)
    return found


def _part_anew(state: StateBlock, before: int, *, widening: bool) -> None:
    """Give the rows of a table, whose tokens begin at `before`, the cells that their lines have."""
    tokens = state.tokens[before:]
    rows = [cells_of(_line(state, token), elements=widening) for token in tokens if token.type == "tr_open"]
    styles = [str(token.attrs.get("style", "")) for token in tokens if token.type == "th_open"]
    columns = len(styles)
    if widening:
        columns = max(columns, min(max(map(len, rows)), _MOST_CELLS // len(rows)))
    del state.tokens[before:]
    row = iter(rows)
    for token in tokens:
        if token.type in _OF_CELLS:
            continue
        state.push(token.type, token.tag, token.nesting).map = token.map
        if token.type == "tr_open":
            cells = next(row)
            if widening and len(cells) > columns:
                cells[columns - 1 :] = [" | ".join(cells[columns - 1 :])]
            cells = [*cells, *([""] * columns)][:columns]
            tag = "th" if state.tokens[-2].type == "thead_open" else "td"
            push_cells(
                state,
                tag,
                zip_longest(cells, styles[:columns], fillvalue=""),
                token.map[0] if token.map else 0,
            )


def _line(state: StateBlock, row: Token) -> str:
    line = row.map[0] if row.map else 0
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def push_cells(state: StateBlock, tag: str, cells: Iterable[tuple[str, str]], line: int) -> None:
    """Add the tokens of a row's cells, each given with its style; `tag` is "th" or "td", `line` where they stand."""
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
