"""Tables as kramdown has them: every block whose lines all have a `|`, with a delimiter row or without one.

The rules are those of `parser/kramdown/table.rb`: cells are parted by a `|` that is neither escaped nor in a code
span; the rows above the first line of dashes are the header; other such lines, and one of `=`, part the rows.
A line of prose with a single `|` is a table of two cells on a Jekyll site, too.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects.beginnings import begins_block
from tuireader.rendering.dialects.code_cells import cells_of, pieces_of, push_cells, wide_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_RULE: Final = re.compile(r"[+|: \t=-]*[=-][+|: \t=-]*")
_MOST_ROWS: Final = 2_000
_MOST_COLUMNS: Final = 100
"""What is larger is no table that could be read, but a text with bars in it."""
_COLUMN: Final = re.compile(r"(:?)-+(:?)")
_ALIGNMENTS: Final = {("", ":"): "text-align:right", (":", ":"): "text-align:center"}


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find such tables: the tokens of a table within `loose_table_open` and `loose_table_close`."""
    parser.block.ruler.at("table", wide_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "parted_table", _parted)
    parser.block.ruler.before("paragraph", "loose_table", _loose)


def _parted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that GFM would read, but with more than one line of dashes."""
    if silent or start + 2 >= end or not _is_row(state, start) or not _is_rule(_line(state, start + 1)):
        return False
    lines = _lines(state, start, end)
    return sum(map(_is_rule, lines)) > 1 and _push(state, start, lines)


def _loose(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or not _is_row(state, start):
        return False
    # What a table as GFM has it ends is one where it stands alone, as it does when it is drawn.
    return any(_push(state, start, _lines(state, start, end, but)) for but in (wide_table, None))


def _is_row(state: StateBlock, line: int) -> bool:
    return state.src.find("|", state.bMarks[line], state.eMarks[line]) >= 0 and not state.is_code_block(line)


def _is_rule(line: str) -> bool:
    return "|" in line and bool(_RULE.fullmatch(line))


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _lines(state: StateBlock, start: int, end: int, but: object = wide_table) -> Sequence[str]:
    """The lines of a table; none where its block, which all rules end `but` that one, has other lines, too."""
    lines = [_line(state, start)]
    for line in range(start + 1, min(end, start + _MOST_ROWS + 1)):
        if (
            state.isEmpty(line)
            or state.sCount[line] < state.blkIndent
            or begins_block(state, line, end, but=but)
        ):
            break
        if not _is_row(state, line):
            return ()
        lines.append(_line(state, line))
    return lines if len(lines) <= _MOST_ROWS else ()


def _push(state: StateBlock, start: int, lines: Sequence[str]) -> bool:
    rules = [index for index, line in enumerate(lines) if _is_rule(line)]
    rows = {index: cells_of(line) for index, line in enumerate(lines) if not _is_rule(line)}
    columns = max(map(len, rows.values()), default=0)
    if not 2 <= columns <= _MOST_COLUMNS or any(len(pieces_of(lines[index])) < 2 for index in rows):
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


def _change_section(state: StateBlock, section: str) -> None:
    if section == "tbody" and state.tokens[-1].type == "tr_close":
        state.push("thead_close", "thead", -1)
    state.push(f"{section}_open", section, 1)


def _alignments(line: str) -> list[str]:
    return [_ALIGNMENTS.get((left, right), "") for left, right in _COLUMN.findall(line)]
