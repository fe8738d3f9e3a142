"""Text of a page as its author wrote it, for copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.body.blocks import block_text
from tuireader.rendering.body.tokens import without_indent

if TYPE_CHECKING:
    from tuireader.rendering.body.blocks import Block
    from tuireader.rendering.page.drawing import Code
    from tuireader.rendering.page.page import Page


def whole_code(page: Page, index: int, code: Code) -> str:
    """The text of the code in block `index` of the page, all of it where that is but a piece."""
    block = page.blocks[index - 1] if index else None
    if block is None or block.part is None or block.kind not in {"fence", "code_block"}:
        return code.text
    first = index - block.part.index
    texts = [_text(page, page.blocks[first - 1])]
    for piece in page.blocks[first:]:
        if not piece.part or not piece.part.index or piece.kind != block.kind:
            break
        texts.append(("" if piece.part.clip and piece.part.clip[0] else "\n") + _text(page, piece))
    return "".join(texts)


def _text(page: Page, block: Block) -> str:
    text = block_text(page.lines, block)
    if block.kind == "fence" or (block.part and block.part.clip and block.part.clip[0]):
        return text
    return without_indent(text)
