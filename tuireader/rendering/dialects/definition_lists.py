"""Definition lists: terms on lines of their own, and `: definition` below them.

kramdown (`parser/kramdown/list.rb`), PHP Markdown Extra, pandoc and goldmark agree on it: one or more terms, at most
one blank line, one or more definitions whose blocks are indented. A list ends where its last definition ends, so the
terms that follow a blank line begin another; a block never depends on lines far below it. Lists are looked for
before underlined headings, whose line may be far below, as kramdown does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.parsing.rule_parts import begins_block, content_of, push_content

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_SPACE: Final = " \t"
_ENDED: Final = frozenset({"paragraph", "blockquote"})
"""What the next definition ends."""
_MAX_TERMS: Final = 16
"""Lines above a definition that are looked at."""


def enable_definition_lists(parser: MarkdownIt) -> None:
    """Make `parser` find definition lists: `dl_open`, `dt_open`, `dd_open` and their closing tokens.

    A `dd_open` with `meta["loose"]` is below a blank line.
    """
    parser.block.ruler.before(
        "lheading", "definition_list", _list, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent:
        return state.ddIndent >= 0 and state.parentType in _ENDED and _marked(state, start)
    first = _first_definition(state, start, end)
    if first is None:
        return False
    opening = state.push("dl_open", "dl", 1)
    line = start
    while line < first and not state.isEmpty(line):
        _push_term(state, line)
        line += 1
    blank = line < first
    line = first
    while line < end and state.sCount[line] >= state.blkIndent and _marked(state, line):
        _push_definition(state, line, end, loose=blank)
        line = state.skipEmptyLines(state.line)
        blank = line > state.line or state.isEmpty(line - 1)
    opening.map = [start, state.line]
    state.push("dl_close", "dl", -1)
    return True


def _first_definition(state: StateBlock, start: int, end: int) -> int | None:
    """The line of the first definition, if the lines from `start` on are the terms of one."""
    line = start + 1
    stop = min(end, line + _MAX_TERMS)
    while line < stop and state.bMarks[line] + state.tShift[line] < state.eMarks[line]:
        if state.src[state.bMarks[line] + state.tShift[line]] == ":" and _marked(state, line):
            break
        line += 1
    terms = line
    if line < stop and state.isEmpty(line):
        line += 1
    if line >= stop or not _marked(state, line):
        return None
    inside = all(state.sCount[row] >= state.blkIndent for row in (*range(start, terms), line))
    others = (_underlines(state, row) or begins_block(state, row, end) for row in range(start + 1, terms))
    return line if inside and not any(others) else None


def _underlines(state: StateBlock, line: int) -> bool:
    """Tell whether a line makes a heading of those above it."""
    text = state.src[state.bMarks[line] : state.eMarks[line]]
    return not text.strip(" \t=") or not text.strip(" \t-")


def _marked(state: StateBlock, line: int) -> bool:
    at, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    return (
        at + 1 < end
        and state.src[at] == ":"
        and state.src[at + 1] in _SPACE
        and not state.is_code_block(line)
    )


def _push_term(state: StateBlock, line: int) -> None:
    state.push("dt_open", "dt", 1).map = [line, line + 1]
    push_content(state, content_of(state, line, line + 1), line, line + 1)
    state.push("dt_close", "dt", -1)


def _push_definition(state: StateBlock, line: int, end: int, *, loose: bool) -> None:
    """Parse a definition's blocks, which begin after its mark and go on where they are indented by two or more."""
    opening = state.push("dd_open", "dd", 1)
    opening.meta = {"loose": loose}
    kept = (
        state.tShift[line],
        state.sCount[line],
        state.tight,
        state.parentType,
        state.blkIndent,
        state.ddIndent,
    )
    at, offset = state.bMarks[line] + state.tShift[line] + 1, state.sCount[line] + 1
    while at < state.eMarks[line] and state.src[at] in _SPACE:
        offset += 4 - (offset + state.bsCount[line]) % 4 if state.src[at] == "\t" else 1
        at += 1
    state.blkIndent = state.ddIndent = state.sCount[line] + 2
    state.tShift[line], state.sCount[line] = at - state.bMarks[line], offset
    state.tight, state.parentType = True, "deflist"
    if offset - state.blkIndent >= 4:
        state.sCount[line] = state.blkIndent
    state.md.block.tokenize(state, line, end)
    state.tShift[line], state.sCount[line], state.tight, state.parentType = kept[:4]
    state.blkIndent, state.ddIndent = kept[4:]
    opening.map = [line, state.line]
    state.push("dd_close", "dd", -1)
