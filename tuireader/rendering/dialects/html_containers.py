"""HTML elements around Markdown: `<details>` and the like from where they open to where they close.

CommonMark ends a block of HTML at a blank line; what follows is Markdown until the next tag at the start of a line.
Here an element that gives what it holds a shape is one block, `html_container_open` to `html_container_close`. In it
stand `html_block` tokens and Markdown where CommonMark has them, or, with `markdown="1"`, where kramdown does: the
lines between the two tags are Markdown at once.

Where an element ends is told by the lines after it, at most `AHEAD`. One that does not end among them is a plain
`html_block`, whose `meta["reach"]` is the number of lines, from its first, that this was told by. `env["goes_on"]`
says that the text is a window of one that goes on: an element that does not end in it fills it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block import html_block

from tuireader.rendering.dialects.html_extents import AHEAD, Extent, container_extent, element_extent

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_INSIDE: Final = "html_container"
_OPENING: Final = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,15})(?=[\s>])")
_MARKDOWN: Final = re.compile(r"""\smarkdown\s{0,9}=\s{0,9}["']?(?:1|block|span)\b""", re.IGNORECASE)
_ONE_LINE: Final = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,15})(?=[\s>]).*</\1>\s*", re.IGNORECASE)
_NAMES: Final = frozenset(block_names)
_LONGEST_TAG: Final = 2_000
_DEEPEST: Final = 40
"""Levels of nesting below which elements are not told apart from plain HTML."""


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find them."""
    parser.block.ruler.before("html_block", "html_container", _container)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = None if silent or state.level > _DEEPEST else _opening(state, start)
    if opening is None:
        return False
    level, markdown = state.env.get(_INSIDE) or (-1, False)
    if tag := _markdown_tag(state, opening):
        return _markdown_element(state, start, end, opening[1], tag)
    if level == state.level:
        one_line = markdown and _ONE_LINE.fullmatch(state.src, opening.start(), state.eMarks[start])
        return bool(one_line) and html_block(state, start, start + 1, False)  # noqa: FBT003 - positional
    return _element(state, start, end)


def _opening(state: StateBlock, line: int) -> re.Match[str] | None:
    at = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("<", at) or state.is_code_block(line):
        return None
    found = _OPENING.match(state.src, at, state.eMarks[line])
    return found if found and found[1].lower() in _NAMES else None


def _element(state: StateBlock, start: int, end: int) -> bool:
    extent = container_extent(state, start, end)
    if extent is None:
        return False
    if not _settled(state, extent, end):
        return _plain(state, start, end, extent)
    _open(state, start, extent.end)
    _tokenize(state, start, extent.end, markdown=False)
    _close(state, extent.end)
    return True


def _settled(state: StateBlock, extent: Extent, end: int) -> bool:
    """Whether an element is a container: it ends, or a window ends before it."""
    top = state.level == 0 and state.blkIndent == 0 and end == state.lineMax
    return extent.closed or (extent.end == end and top and bool(state.env.get("goes_on")))


def _plain(state: StateBlock, start: int, end: int, extent: Extent) -> bool:
    if not html_block(state, start, end, False):  # noqa: FBT003 - positional
        return False
    state.tokens[-1].meta["reach"] = AHEAD + 1 if extent.end == end else extent.end - start + 1
    return True


def _markdown_tag(state: StateBlock, opening: re.Match[str]) -> int:
    """Where a tag ends that lets what it opens hold Markdown; 0 for any other."""
    close = state.src.find(">", opening.end(), opening.end() + _LONGEST_TAG)
    if close < 0 or "markdown" not in state.src[opening.end() : close]:
        return 0
    tag = state.src[opening.end() : close]
    return close + 1 if "\n\n" not in tag and _MARKDOWN.search(tag) else 0


def _markdown_element(state: StateBlock, start: int, end: int, name: str, after: int) -> bool:
    extent = element_extent(state, start, end, name.lower())
    if not _settled(state, extent, end):
        return _plain(state, start, end, extent)
    level, _ = state.env.get(_INSIDE) or (-1, False)
    flat = level == state.level
    first = start + state.src.count("\n", state.bMarks[start], after)
    if not flat:
        _open(state, start, extent.end)
    begin = state.bMarks[start] + state.tShift[start]
    _push(state, state.src[begin:after], start, first + 1)
    last = extent.end - 1 if extent.closed else extent.end
    _between(state, (first, after), (last, extent.closing))
    if extent.closed:
        _push(state, state.src[extent.closing : state.eMarks[last]], last, last + 1)
    if not flat:
        _close(state, extent.end)
    state.line = extent.end
    return True


def _between(state: StateBlock, opened: tuple[int, int], closed: tuple[int, int]) -> None:
    """Parse the lines from the position that `opened` ends at to the one that `closed` begins at."""
    (first, after), (last, until) = opened, closed
    kept = [list(marks) for marks in (state.bMarks, state.tShift, state.sCount, state.eMarks)]
    start, end = first + 1, last
    if until and state.src[max(state.bMarks[last], after) : until].strip():
        state.eMarks[last] = until
        end = last + 1
    rest = state.src[after : state.eMarks[first]] if first < end or until else ""
    if first == last and until:
        rest = state.src[after:until]
    if rest.strip():
        start = first
        state.bMarks[first] = after
        state.tShift[first] = len(rest) - len(rest.lstrip())
        state.sCount[first] = state.blkIndent
    if start < end:
        before = len(state.tokens)
        _tokenize(state, start, end, markdown=True)
        _cut(state, before, last, until)
    state.bMarks, state.tShift, state.sCount, state.eMarks = kept


def push_with_text(state: StateBlock, start: int, at: tuple[int, int], end: int) -> None:
    """Add the HTML from line `start` to the line and position `at`, and what is left to line `end` as Markdown."""
    level, _ = state.env.get(_INSIDE) or (-1, False)
    line, after = at
    flat = level == state.level
    if not flat:
        _open(state, start, end)
    _push(state, state.src[state.bMarks[start] + state.tShift[start] : after], start, line + 1)
    _between(state, (line, after), (max(end, line + 1), 0))
    if not flat:
        _close(state, end)
    state.line = end


def _cut(state: StateBlock, before: int, last: int, until: int) -> None:
    """Take from what ends where a line was cut short the character after it, which stands where the break would."""
    for token in state.tokens[before:] if until else []:
        ends = token.type in {"html_block", "fence"} and token.map and token.map[1] > last
        if ends and token.content.endswith(state.src[until]):
            token.content = token.content[:-1] + "\n"


def _tokenize(state: StateBlock, start: int, end: int, *, markdown: bool) -> None:
    inside, line_max = state.env.get(_INSIDE), state.lineMax
    state.env[_INSIDE] = (state.level, markdown)
    state.lineMax = end
    state.md.block.tokenize(state, start, end)
    state.lineMax = line_max
    state.env[_INSIDE] = inside
    state.line = end


def _push(state: StateBlock, content: str, start: int, end: int) -> None:
    token = state.push("html_block", "", 0)
    token.content = content + "\n"
    token.map = [start, end]


def _open(state: StateBlock, start: int, end: int) -> None:
    state.push("html_container_open", "", 1).map = [start, end]


def _close(state: StateBlock, end: int) -> None:
    state.push("html_container_close", "", -1)
    state.line = end
