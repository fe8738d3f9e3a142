"""Attribute lists: `{: .class #id key="value"}` below, above or right behind what it tells about.

As kramdown has it (`parser/kramdown/extensions.rb`): a list on the line below a block belongs to that block, one that
stands free to the block on the next line, one within a line to the span right before it (`span_attributes`). Headings
also end in one, `{#id .class}` (Python-Markdown's attr_list, goldmark). An attribute list is never shown.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects.attribute_lists import BARE, COLON, NAMED, Attributes, read
from tuireader.rendering.dialects.span_attributes import enable_behind

if TYPE_CHECKING:
    import re

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_SPACE: Final = " \t"
_ENDED: Final = ("paragraph", "reference", "blockquote", "list")
"""The blocks that a list ends without a blank line."""


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find attribute lists with a colon, and those that end a heading.

    A block's opening token gets `meta["id"]` and, for a heading, `meta["listed"]`; `map` covers the lists below it,
    and `meta["attribute_lines"]` counts them. What is to be drawn as a callout, and what follows a list that stands
    above it, lies in an `attributed_open` token with `meta["kind"]`. A list that belongs to nothing is an `attributes`
    token.
    """
    parser.block.ruler.before("code", "attributes", _block, {"alt": [*_ENDED]})
    enable_behind(parser)
    parser.core.ruler.after("block", "heading_attributes", _headings)


def enable_bare_below(parser: MarkdownIt) -> None:
    """Make `parser`, which has been enabled, also find lists without a colon below blocks."""
    parser.block.ruler.before("attributes", "bare_attributes", _bare_block, {"alt": [*_ENDED]})


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not state.src.startswith("{:", state.bMarks[start] + state.tShift[start]):
        return False
    if not _list_at(state, start, COLON) and not _list_at(state, start, NAMED):
        return False
    if not silent:
        _take(state, start, end, COLON)
    return True


def _bare_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _list_at(state, start, BARE) or start == 0 or state.isEmpty(start - 1):
        return False
    if not silent:
        if not _follows_block(state, start):
            return False
        _take(state, start, end, BARE)
    return True


def _list_at(state: StateBlock, line: int, pattern: re.Pattern[str]) -> str:
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if start >= end or state.src[start] != "{" or state.is_code_block(line):
        return ""
    text = state.src[start:end].rstrip()
    return text if pattern.fullmatch(text) else ""


def _take(state: StateBlock, start: int, end: int, pattern: re.Pattern[str]) -> None:
    lists, line = [], start
    while line < end and state.sCount[line] >= state.blkIndent:
        if text := _list_at(state, line, pattern):
            lists.append(text)
        elif not _list_at(state, line, NAMED):
            break
        line += 1
    line = max(line, start + 1)
    found = read(lists)
    state.line = line
    if _follows_block(state, start):
        _give(state, _opening(state), found, line - start)
    elif line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        _begin(state, found, start, end)
    else:
        state.push("attributes", "", 0).map = [start, line]


def _follows_block(state: StateBlock, line: int) -> bool:
    if not state.tokens or line == 0 or state.isEmpty(line - 1):
        return False
    before = state.tokens[-1]
    return before.level == state.level and before.nesting <= 0 and before.type != "attributes"


def _opening(state: StateBlock) -> int:
    """The index of the first token of the block that has just ended."""
    index = len(state.tokens) - 1
    if state.tokens[index].nesting < 0:
        while state.tokens[index].level != state.level or state.tokens[index].nesting <= 0:
            index -= 1
    return index


def _begin(state: StateBlock, found: Attributes, start: int, end: int) -> None:
    """Parse the block below a list, in a token that holds both."""
    opening = state.push("attributed_open", "div", 1)
    first = len(state.tokens)
    line = state.line
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end, False):  # noqa: FBT003 - positional
            break
    if first < len(state.tokens):
        _mark(state.tokens, first, found)
        opening.meta = {"kind": found.kind}
    opening.map = [start, state.line]
    state.push("attributed_close", "div", -1)


def _give(state: StateBlock, index: int, found: Attributes, rows: int) -> None:
    """Give attributes to the block whose first token is at `index` and that `rows` of lists follow."""
    tokens = state.tokens
    opening = tokens[index]
    if opening.map is None:
        return
    opening.map = [opening.map[0], state.line]
    opening.meta = {**opening.meta, "attribute_lines": opening.meta.get("attribute_lines", 0) + rows}
    opening = _mark(tokens, index, found)
    if found.kind and opening.type not in {"attributed_open", "heading_open", "contents"}:
        _wrap(state, index, found.kind)


def _mark(tokens: list[Token], index: int, found: Attributes) -> Token:
    """Note what a block's first token needs to know; a list that stands for the contents becomes them."""
    opening = tokens[index]
    if "toc" in found.names and opening.type in {"bullet_list_open", "ordered_list_open"}:
        contents = opening.copy(type="contents", tag="", nesting=0)
        contents.meta = {"ordered": opening.type.startswith("ordered")}
        tokens[index:] = [contents]
        return contents
    if found.id:
        opening.meta = {**opening.meta, "id": found.id}
    if not found.listed:
        opening.meta = {**opening.meta, "listed": False}
    if opening.type in {"fence", "code_block"} and not opening.info:
        opening.info = found.language
    return opening


def _wrap(state: StateBlock, index: int, kind: str) -> None:
    tokens = state.tokens
    for token in tokens[index:]:
        token.level += 1
    closing = state.push("attributed_close", "div", -1)
    state.level = closing.level = tokens[index].level - 1
    opening = closing.copy(type="attributed_open", nesting=1, map=tokens[index].map, meta={"kind": kind})
    tokens.insert(index, opening)


def _headings(state: StateCore) -> None:
    """Take the list from the end of headings, and from the start of list items."""
    if "{" not in state.src:
        return
    for opening, inline in pairwise(state.tokens):
        if inline.type != "inline" or "{" not in inline.content:
            continue
        if opening.type == "heading_open":
            _strip_end(opening, inline)
        elif inline.content.startswith("{:") and opening.type == "paragraph_open" and inline.level > 1:
            _strip_start(inline)


def _strip_end(opening: Token, inline: Token) -> None:
    text = inline.content.rstrip()
    start = text.rfind("{")
    if not text.endswith("}") or (start and text[start - 1] not in _SPACE):
        return
    if not BARE.fullmatch(text, start) and not COLON.fullmatch(text, start):
        return
    found = read([text[start:]])
    inline.content = text[:start].rstrip()
    opening.meta = {**opening.meta, **({"id": found.id} if found.id else {})}
    if not found.listed:
        opening.meta["listed"] = False


def _strip_start(inline: Token) -> None:
    if found := COLON.match(inline.content):
        inline.content = inline.content[found.end() :].lstrip(_SPACE)
