"""A block's tokens, inline ones included: what is needed to draw it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from tuireader.rendering.body.blocks import Block

_INDENT: Final = re.compile(r"^(?: {4}| {0,3}\t)", re.MULTILINE)


def block_tokens(parser: MarkdownIt, block: Block, text: str, env: dict[str, object]) -> list[Token]:
    """The tokens of `text`, which is the block's own (`block_text`)."""
    if block.part is None or block.kind not in {"paragraph", "fence", "code_block", "html_block"}:
        return parser.parse(text, env)
    rows = [0, block.end - block.start]
    if block.kind == "paragraph":
        inline = parser.parseInline(text.strip(), env)
        inline[0].map = rows
        opening, closing = Token("paragraph_open", "p", 1, map=rows), Token("paragraph_close", "p", -1)
        return [opening, *inline, closing]
    if block.kind == "code_block" and not (block.part.clip and block.part.clip[0]):
        text = without_indent(text)
    return [Token(block.kind, "", 0, content=text + "\n", info=block.part.info, map=rows, block=True)]


def without_indent(text: str) -> str:
    """The text of indented code, without what indents it."""
    return _INDENT.sub("", text)
