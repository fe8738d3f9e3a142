"""Obsidian's names of blocks, which links lead to and readers don't see: `The last words of a block. ^its-name`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

BLOCK_ID: Final = re.compile(r"(?:(?<=[ \t])|^)\^([A-Za-z0-9-]{1,64})[ \t]*$")


def enable(parser: MarkdownIt) -> None:
    """Make `parser` take the names of blocks out of their text; an `inline` token has its as `meta["block_id"]`."""
    parser.core.ruler.after("text_join", "block_ids", _block_ids)


def _block_ids(state: StateCore) -> None:
    emptied = [
        at
        for at, token in enumerate(state.tokens)
        if token.type == "inline" and token.children and "^" in token.content[-66:] and _empties(token)
    ]
    for at in reversed(emptied):
        if state.tokens[at - 1].type == "paragraph_open":
            del state.tokens[at - 1 : at + 2]


def _empties(inline: Token) -> bool:
    """Take a name out of a text; tell whether that was all there was."""
    children = inline.children or []
    last = children[-1]
    found = BLOCK_ID.search(last.content, max(0, len(last.content) - 70)) if last.type == "text" else None
    if found is None or not inline.content.rstrip().endswith(found[0].rstrip()):
        return False
    if found.start() == 0 and len(children) > 1 and children[-2].type != "softbreak":
        return False
    inline.meta["block_id"] = found[1]
    last.content = last.content[: found.start()].rstrip()
    if not last.content:
        del children[-2 if len(children) > 1 else -1 :]
    return not children
