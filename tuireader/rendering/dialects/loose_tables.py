"""Tables as kramdown has them: every block whose lines all have a `|`, with a delimiter row or without one.

The rules are those of `parser/kramdown/table.rb`: cells are parted by a `|` that is neither escaped nor in a code
span; the rows above the first line of dashes are the header; other such lines, and one of `=`, part the rows.
A line of prose with a single `|` is a table of two cells on a Jekyll site, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import table
from markdown_it.rules_block.table import escapedSplit

from tuireader.rendering.dialects.beginnings import begins_block
from tuireader.rendering.dialects.placeholders import CLOSE, OPEN
from tuireader.rendering.parsing.inline_content import push_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_RULE: Final = re.compile(r"[+|: \t=-]*[=-][+|: \t=-]*")
_MOST_ROWS: Final = 2_000
_MOST_COLUMNS: Final = 100
"""What is larger is no table that could be read, but a text with bars in it."""
_COLUMN: Final = re.compile(r"(:?)-+(:?)")
_TEMPLATE: Final = r"\{\{[^{}]*+\}\}|\{%[^{}]*+%\}|" + f"{OPEN}[^{OPEN}{CLOSE}]*+{CLOSE}"
_MARK: Final = re.compile(rf"{_TEMPLATE}|\\.|`+|\|", re.DOTALL)
_ALIGNMENTS: Final = {("", ":"): "text-align:right", (":", ":"): "text-align:center"}


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find such tables: the tokens of a table within `loose_table_open` and `loose_table_close`."""
    parser.block.ruler.before("table", "parted_table", parted_table)
    parser.block.ruler.before("paragraph", "loose_table", _loose)


def parted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that GFM would read otherwise: with more than one line of dashes, or with bars in code.

    GFM parts cells at each bar that is not escaped; kramdown (2.4.0, `table.rb`) keeps code spans whole.
    """
    if silent or start + 2 >= end or not _is_row(state, start) or not _is_rule(_line(state, start + 1)):
        return False
    lines = _lines(state, start, end)
    if sum(map(_is_rule, lines)) < 2 and not any(
        len(_pieces(line)) != len(escapedSplit(line)) for line in lines
    ):
        return False
    return _push(state, start, lines)


def _loose(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or not _is_row(state, start):
        return False
    # What a table as GFM has it ends is one where it stands alone, as it does when it is drawn.
    return any(_push(state, start, _lines(state, start, end, but)) for but in (table, None))


def _is_row(state: StateBlock, line: int) -> bool:
    return state.src.find("|", state.bMarks[line], state.eMarks[line]) >= 0 and not state.is_code_block(line)


def _is_rule(line: str) -> bool:
    return "|" in line and bool(_RULE.fullmatch(line))


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _lines(state: StateBlock, start: int, end: int, but: object = table) -> Sequence[str]:
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
    rows = {index: _cells(line) for index, line in enumerate(lines) if not _is_rule(line)}
    columns = max(map(len, rows.values()), default=0)
    if not 2 <= columns <= _MOST_COLUMNS or any(len(_pieces(lines[index])) < 2 for index in rows):
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
        for column in range(columns):
            content = cells[column] if column < len(cells) else ""
            style = styles[column] if column < len(styles) else ""
            _push_cell(state, "th" if index < dashed else "td", content, style, start + index)
        state.push("tr_close", "tr", -1)
    state.push(f"{section}_close", section, -1)
    state.push("loose_table_close", "table", -1)
    state.line = start + len(lines)
    return True


def _change_section(state: StateBlock, section: str) -> None:
    if section == "tbody" and state.tokens[-1].type == "tr_close":
        state.push("thead_close", "thead", -1)
    state.push(f"{section}_open", section, 1)


def _push_cell(state: StateBlock, tag: str, content: str, style: str, line: int) -> None:
    opening = state.push(f"{tag}_open", tag, 1)
    if style:
        opening.attrs = {"style": style}
    push_content(state, content, line, line + 1)
    state.push(f"{tag}_close", tag, -1)


def _alignments(line: str) -> list[str]:
    return [_ALIGNMENTS.get((left, right), "") for left, right in _COLUMN.findall(line)]


def _cells(line: str) -> list[str]:
    pieces = _pieces(line)
    if line.startswith("|") and not pieces[0].strip():
        del pieces[0]
    if len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]
    return [piece.strip().replace("\\|", "|") for piece in pieces]


def _pieces(line: str) -> list[str]:
    """`line` split at each `|` that is not escaped, and not in a code span or a template."""
    marks = [(found.start(), found[0]) for found in _MARK.finditer(line)]
    closing: dict[str, int] = {}
    ends = [0] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        if marks[index][1][0] == "`":
            ends[index] = closing.get(marks[index][1], 0)
            closing[marks[index][1]] = index
    pieces, done, index = [], 0, 0
    while index < len(marks):
        at, mark = marks[index]
        if mark == "|":
            pieces.append(line[done:at])
            done = at + 1
        index = max(index, ends[index]) + 1
    return [*pieces, line[done:]]
