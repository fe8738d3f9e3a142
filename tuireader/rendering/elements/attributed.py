"""Blocks that an attribute list tells something about: callouts by their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.elements.callouts import draw_callout

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas


def draw_attributed(canvas: Canvas, at: int) -> int:
    """Draw a block as a callout if its class means one (`meta["kind"]`), else as it is."""
    token = canvas.tokens[at]
    start, end = at + 1, canvas.closing[at]
    if not (kind := token.meta.get("kind")):
        canvas.draw_children(start, end)
        return end + 1
    if canvas.tokens[start].type == "blockquote_open" and canvas.closing[start] == end - 1:
        start, end = start + 1, end - 1
    draw_callout(canvas, token.map[0] if token.map else 0, str(kind), None, start, end)
    return canvas.closing[at] + 1
