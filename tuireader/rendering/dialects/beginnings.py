"""Where a paragraph ends without a blank line: what the rules of blocks that look ahead ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


def begins_block(state: StateBlock, line: int, end: int, *, but: object = None) -> bool:
    """Whether a block begins at `line` that ends a paragraph above it, other than by the rule `but`."""
    if state.is_code_block(line) or state.sCount[line] < 0:
        return False
    parent, state.parentType = state.parentType, "paragraph"
    rules = state.md.block.ruler.getRules("paragraph")
    found = any(rule(state, line, end, True) for rule in rules if rule is not but)  # noqa: FBT003 - positional
    state.parentType = parent
    return found
