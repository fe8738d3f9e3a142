"""Parts that rules of the Markdown parser share."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


def push_content(state: StateBlock, content: str, start: int, end: int) -> None:
    """Add an `inline` token of `content`, which stands on the lines `start` to `end` (exclusive)."""
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, end], []


def push_paragraph(state: StateBlock, start: int, end: int, content: str | None = None) -> None:
    """Add the tokens of a paragraph of the lines `start` to `end` (exclusive), or of `content` that stands on them."""
    state.push("paragraph_open", "p", 1).map = [start, end]
    push_content(state, content_of(state, start, end) if content is None else content, start, end)
    state.push("paragraph_close", "p", -1)


def content_of(state: StateBlock, start: int, end: int) -> str:
    """The text of the lines `start` to `end` (exclusive), without what indents the block that they are in."""
    return state.getLines(start, end, state.blkIndent, False).strip()  # noqa: FBT003 - positional


def attribute(tag: str, name: str) -> str:
    """The value of the attribute of that name in the text of a tag, its entities decoded; empty if it has none."""
    found = _pattern(name).search(tag)
    return unescape(found[1] or found[2] or found[3] or "") if found else ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"""\s{name}\s{{0,9}}=\s{{0,9}}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def begins_block(state: StateBlock, line: int, end: int, *, but: object = None) -> bool:
    """Whether a block begins at `line` that ends a paragraph above it, other than by the rule `but`."""
    if state.is_code_block(line) or state.sCount[line] < 0:
        return False
    parent, state.parentType = state.parentType, "paragraph"
    rules = state.md.block.ruler.getRules("paragraph")
    found = any(rule(state, line, end, True) for rule in rules if rule is not but)  # noqa: FBT003 - positional
    state.parentType = parent
    return found
