"""Code as kramdown reads it (kramdown 2.5.2, `codeblock.rb`, `codespan.rb`; kramdown-parser-gfm 1.1.0, `gfm.rb`).

Lines right below indented code belong to it, indented or not, and come to the end of its last line. Code between fences
has a fence below it, else the first fence is text; one word at most stands behind that. Code in a line ends at the next
backticks of their number, even among more of them; a single one between blanks is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import fence, paragraph

from tuireader.late import expression
from tuireader.rendering.dialects.kramdown.html import AHEAD, ends_lines
from tuireader.rendering.parsing.rule_parts import leaves_block, line_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_INDENT: Final = 4
_ENDS: Final = expression(r"\^\s*\Z|\{:(?![:/])")
_FENCE: Final = expression(r"(`{3,}|~{3,})([ \t]*+[^\s`]*+\s*)\Z")
OPEN_FENCE: Final = "open_fence"
"""The key in the `meta` of a paragraph that begins with a fence which nothing closes."""
_ITEM: Final = expression(r"(?:[-+*]|\d+\.)[ \t]")
_FENCED: Final = ("paragraph", "reference", "blockquote", "list")


def enable_kramdown_code(parser: MarkdownIt) -> None:
    """Make `parser` read code so."""
    parser.block.ruler.at("code", _indented)
    parser.block.ruler.at("fence", fenced, {"alt": [*_FENCED]})
    parser.inline.ruler.at("backticks", _in_line)


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or not state.is_code_block(start):
        return False
    lines: list[str] = []
    line = last = start
    while line < end and not leaves_block(state, line):
        if state.isEmpty(line):
            lines.append("")
        elif state.is_code_block(line):
            lines.append(state.getLines(line, line + 1, _INDENT + state.blkIndent, False))  # noqa: FBT003 - positional
            last = line + 1
        elif last < line or _ends(state, line):
            break
        else:
            lines[-1] += " " + state.getLines(line, line + 1, state.blkIndent, False)  # noqa: FBT003 - positional
            last = line + 1
        line += 1
    while not lines[-1]:
        lines.pop()
    state.line = last
    token = state.push("code_block", "code", 0)
    token.content, token.map = "\n".join(lines) + "\n", [start, last]
    return True


def _ends(state: StateBlock, line: int) -> bool:
    text = line_text(state, line)
    return bool(_ENDS.match(text)) or (text.startswith("<") and ends_lines(text))


def fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of code between fences."""
    if not state.src.startswith(("```", "~~~"), state.bMarks[start] + state.tShift[start]):
        return False
    found = _FENCE.match(line_text(state, start))
    if found is None or state.is_code_block(start):
        return False
    closing = 0 if silent else _closing(state, start, end, found[1])
    if silent or closing is None:
        return fence(state, start, end, silent)
    if closing:
        token = state.push("fence", "code", 0)
        token.info, token.markup = found[2], found[1]
        token.content = state.getLines(start + 1, closing, state.sCount[start], True)  # noqa: FBT003 - positional
        token.map = [start, closing + 1]
        state.line = closing + 1
        return True
    if not paragraph(state, start, end, False):  # noqa: FBT003 - positional
        return False
    opening = next(token for token in reversed(state.tokens) if token.type == "paragraph_open")
    opening.meta["reach"], opening.meta[OPEN_FENCE] = AHEAD + 1, True
    return True


def _closing(state: StateBlock, start: int, end: int, mark: str) -> int | None:
    """The line of the fence that closes code; 0 if there is none, None where the text goes on beyond what is looked at.

    In an item it may stand further to the left, right below a line of that, but not in the next item. Below such lines
    nothing is waited for, as CommonMark's code would end above them.
    """
    far, indent, lazy = min(end, start + AHEAD), min(state.blkIndent, state.sCount[start]), False
    for line in range(start + 1, far):
        outside = state.sCount[line] < indent and not state.isEmpty(line)
        if outside and (state.isEmpty(line - 1) or _ITEM.match(line_text(state, line))):
            return 0
        lazy = lazy or outside
        if state.src.startswith(mark, state.bMarks[line] + state.tShift[line]):
            text = line_text(state, line)
            if not text.strip().strip(mark[0]) and not state.is_code_block(line):
                return line
    at_the_end = end == len(state.bMarks) - 1
    goes_on = far < end or (at_the_end and state.env.get("goes_on"))
    return None if goes_on and not lazy else 0


def _in_line(state: StateInline, silent: bool) -> bool:
    start, src = state.pos, state.src
    if src[start] != "`":
        return False
    begin = start
    while begin < state.posMax and src[begin] == "`":
        begin += 1
    mark = src[start:begin]
    single = begin == start + 1
    end = -1
    if not (single and src[start - 1 : start].isspace() and src[begin : begin + 1].isspace()):
        end = src.find(mark, begin, state.posMax)
    if end < 0:
        if not silent:
            state.pending += mark
        state.pos = begin
        return True
    if not silent:
        token = state.push("code_inline", "code", 0)
        content = src[begin:end].replace("\n", " ")
        token.markup, token.content = mark, content if single else content.strip()
    state.pos = end + len(mark)
    return True
