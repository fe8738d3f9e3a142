"""HTML that ends where its element ends, not at the next blank line: kramdown and Python-Markdown.

CommonMark reads on as HTML to the next blank line, and there no further. For these two an element's end tag ends the
HTML, so the lines below it are Markdown; `<pre>` within an element holds blank lines; and `<img>`, `<br>` and other
elements of a line's text begin a paragraph (kramdown 2.4.0, `parser/kramdown/html.rb` and `parser/html.rb`,
`HTML_SPAN_ELEMENTS`; Python-Markdown 3.11, `htmlparser.py`). What is never closed ends at a blank line nevertheless.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import html_block

from tuireader.rendering.dialects.html_containers import push_with_text
from tuireader.rendering.dialects.html_extents import AHEAD, Scan

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_SPANS: Final = re.compile(
    r"(?:a|abbr|acronym|b|big|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|option|q|rb|rbc|rp|rt|rtc"
    r"|ruby|samp|select|small|span|strong|sub|sup|tt|u|var)\Z"
)
"""Elements of a line's text."""
_EMPTY: Final = frozenset(
    {"area", "base", "col", "command", "embed", "hr", "link", "meta", "param", "source", "track"}
)
_OPENING: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})(?=[\s/>]|$)")
_TAGS: Final = re.compile(r"(?:\s++|<(?:!--(?:[^-]++|-(?!->))*+--|[^<>]*+)>)*+")
_TAG: Final = re.compile(r"<[^<>]*+>\s*+")
_CLOSED: Final = re.compile(r"<[A-Za-z][^<>]*+(?<=/)>\s*+")
_ENDINGS: Final = {"!--": "-->"} | {name: rf"</{name}\s*>" for name in ("pre", "script", "style", "textarea")}
_ENDS: Final = re.compile(r"(?:</[^<>]*+>\s*+)++")


def enable(parser: MarkdownIt) -> None:
    """Make `parser` end HTML there."""
    parser.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]][:1] != "<":
        return False
    if silent or not html_block(state, start, end, False):  # noqa: FBT003 - positional
        return silent and html_block(state, start, end, True)  # noqa: FBT003 - positional
    at = state.bMarks[start] + state.tShift[start]
    found = _OPENING.match(state.src, at, state.eMarks[start])
    if found is None or found[2].lower() in {"pre", "script", "style", "textarea"}:
        return _text_follows(state, start, end, _ENDINGS[found[2].lower() if found else "!--"], at)
    name = found[2].lower()
    if _SPANS.match(name):
        return _TAGS.fullmatch(state.tokens[-1].content) is not None or _give_back(state, start)
    if _stands_alone(state.src[at : state.eMarks[start]], name):
        _end_at(state, start, start + 1)
    elif not found[1]:
        stop, reach, after = _stop(state, start, end, name)
        if after:
            _part(state, start, (stop - 1, after), end)
            return True
        if stop != state.line:
            _end_at(state, start, stop)
        if reach:
            state.tokens[-1].meta["reach"] = reach
    return True


def _text_follows(state: StateBlock, start: int, end: int, ending: str, at: int) -> bool:
    """Part from what ends in the middle of a line the text after it; always true."""
    last = state.line - 1
    begin = max(at, state.bMarks[last])
    found = re.compile(ending, re.IGNORECASE).search(state.src, begin, state.eMarks[last])
    if found and (rest := state.src[found.end() : state.eMarks[last]].strip()) and rest[0] != "<":
        _part(state, start, (last, found.end()), end)
    return True


def _part(state: StateBlock, start: int, at: tuple[int, int], end: int) -> None:
    stop = at[0] + 1
    while stop < end and not state.isEmpty(stop) and state.sCount[stop] >= state.blkIndent:
        stop += 1
    state.tokens.pop()
    push_with_text(state, start, at, stop)


def _give_back(state: StateBlock, start: int) -> bool:
    state.tokens.pop()
    state.line = start
    return False


def _end_at(state: StateBlock, start: int, stop: int) -> None:
    token = state.tokens[-1]
    token.map = [start, stop]
    token.content = state.getLines(start, stop, state.blkIndent, True)  # noqa: FBT003 - positional
    state.line = stop


def _stop(state: StateBlock, start: int, end: int, name: str) -> tuple[int, int, int]:
    """The line after the HTML that the element `name` begins, and by how many lines that was told, if by more.

    Then where in that line the text begins that follows it there, or 0.
    """
    blank = state.line
    scan = Scan(frozenset({name}))
    line = start
    while line < min(end, start + AHEAD):
        at = state.bMarks[line] + state.tShift[line]
        if line >= blank and scan.in_text and state.isEmpty(line):
            return line, 0, 0
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        text = state.src[at : state.eMarks[line]]
        if scan.line(text, at, after_blank=False):
            after = state.src.find(">", scan.closing, state.eMarks[line]) + 1
            rest = state.src[after : state.eMarks[line]].strip() if after else ""
            return (line + 1, 0, after if rest else 0) if rest[:1] != "<" else (max(line + 1, blank), 0, 0)
        line += 1
    if scan.in_text:
        return max(line, blank), 0, 0
    if line == end and _goes_on(state, end):
        return end, 0, 0
    return blank, AHEAD + 1 if line == end else line - start + 1, 0


def _goes_on(state: StateBlock, end: int) -> bool:
    return (
        state.level == 0 and state.blkIndent == 0 and end == state.lineMax and bool(state.env.get("goes_on"))
    )


def _stands_alone(line: str, name: str) -> bool:
    """Whether a line holds nothing but end tags, or a tag that holds nothing."""
    return bool(_ENDS.fullmatch(line) or (name in _EMPTY and _TAG.fullmatch(line)) or _CLOSED.fullmatch(line))
