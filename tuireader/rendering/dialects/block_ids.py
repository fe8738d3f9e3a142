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
    for token in state.tokens:
        if token.type == "inline" and token.children and "^" in token.content[-66:]:
            _take_out(token, token.children)


def _take_out(inline: Token, children: list[Token]) -> None:
    last = children[-1]
    found = BLOCK_ID.search(last.content, max(0, len(last.content) - 70)) if last.type == "text" else None
    if found is None or not inline.content.rstrip().endswith(found[0].rstrip()):
        return
    if found.start() == 0 and len(children) > 1 and children[-2].type != "softbreak":
        return
    inline.meta["block_id"] = found[1]
    last.content = last.content[: found.start()].rstrip()
    if not last.content:
        del children[-2 if len(children) > 1 else -1 :]
