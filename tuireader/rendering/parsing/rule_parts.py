"""Parts that rules of the Markdown parser share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


def push_content(state: StateBlock, content: str, start: int, end: int) -> None:
    """Add an `inline` token of `content`, which is on the lines `start` to `end` (exclusive)."""
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, end], []


def push_paragraph(state: StateBlock, start: int, end: int, content: str | None = None) -> None:
    """Add the tokens of a paragraph of the lines `start` to `end` (exclusive), or of `content` that is on them."""
    state.push("paragraph_open", "p", 1).map = [start, end]
    push_content(state, content_of(state, start, end) if content is None else content, start, end)
    state.push("paragraph_close", "p", -1)


def content_of(state: StateBlock, start: int, end: int) -> str:
    """The text of the lines `start` to `end` (exclusive), without the indentation of their block."""
    return state.getLines(start, end, state.blkIndent, False).strip()  # noqa: FBT003 - positional


def line_text(state: StateBlock, line: int) -> str:
    """The text of a line, without its indentation and its end."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def leaves_block(state: StateBlock, line: int) -> bool:
    """Tell whether a line ends the list item or other container of the block above it."""
    return state.sCount[line] < state.blkIndent and not state.isEmpty(line)


def begins_block(state: StateBlock, line: int, end: int, *, but: object = None) -> bool:
    """Tell whether a block begins at `line` that ends a paragraph above it, by any rule except `but`."""
    if state.is_code_block(line) or state.sCount[line] < 0:
        return False
    parent, state.parentType = state.parentType, "paragraph"
    rules = state.md.block.ruler.getRules("paragraph")
    found = any(rule(state, line, end, True) for rule in rules if rule is not but)  # noqa: FBT003 - positional
    state.parentType = parent
    return found
