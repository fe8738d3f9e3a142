"""Obsidian's comments, which no reader is to see: `%% within a line %%`, or over several lines.

One that begins a line and does not end on it runs to the next `%%`, whatever lies between. One that is never ended
is no comment but text; a long one is shown as it is written, which can be drawn piece by piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import paragraph

from tuireader.rendering.dialects.callouts import INTERRUPTS
from tuireader.rendering.parsing.inline_content import push_paragraph

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_MARK: Final = "%%"
_LONG: Final = 10_000


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find comments: those within a paragraph leave no token, others are `comment_open` ones."""
    parser.inline.ruler.push("comment", _within)
    parser.block.ruler.before("table", "comment", _lines, INTERRUPTS)


def _within(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - a rule's
    if not state.src.startswith(_MARK, state.pos):
        return False
    end = state.src.find(_MARK, state.pos + 2, state.posMax)
    if end < 0:
        return False
    state.pos = end + 2
    return True


def _lines(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - markdown-it's names
    at, stop = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    if not state.src.startswith(_MARK, at, stop) or state.is_code_block(startLine):
        return False
    end = state.src.find(_MARK, at + 2, stop)
    if end >= 0 and state.src[end + 2 : stop].strip():
        return False
    if not silent:
        closing = startLine if end >= 0 else _closing(state, startLine + 1, endLine)
        _push(state, startLine, closing, closing < endLine and _MARK in _line(state, closing))
    return True


def _closing(state: StateBlock, line: int, end: int) -> int:
    while line < end and not (_MARK in _line(state, line) or _leaves(state, line)):
        line += 1
    return line


def _leaves(state: StateBlock, line: int) -> bool:
    """Whether a line ends the list's item or the like that the comment stands in."""
    return not state.isEmpty(line) and state.sCount[line] < state.blkIndent


def _line(state: StateBlock, line: int) -> str:
    return (
        ""
        if _leaves(state, line)
        else state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    )


def _push(state: StateBlock, start: int, closing: int, closed: bool) -> None:
    state.line = closing + 1 if closed else closing
    if not closed:
        _push_text(state, start, closing)
        return
    state.push("comment_open", "", 1).map = [start, closing + 1]
    rest = _line(state, closing).rpartition(_MARK)[2].strip()
    if rest and closing > start:
        push_paragraph(state, closing, closing + 1, rest)
    state.push("comment_close", "", -1)


def _push_text(state: StateBlock, start: int, end: int) -> None:
    """Add what begins like a comment and never ends."""
    if state.eMarks[end - 1] - state.bMarks[start] > _LONG:
        token = state.push("code_block", "code", 0)
        token.content = state.getLines(start, end, state.blkIndent, True)  # noqa: FBT003 - positional
        token.map = [start, end]
        return
    state.push("comment_open", "", 1).map = [start, end]
    line_max, state.lineMax = state.lineMax, end
    paragraph(state, start, end, False)  # noqa: FBT003 - positional
    state.md.block.tokenize(state, state.line, end)
    state.lineMax = line_max
    state.line = end
    state.push("comment_close", "", -1)
