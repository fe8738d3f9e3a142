"""Block quotes: a bar at the left, one for each level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas

BAR: Final = "▎ "


def draw_quote(canvas: Canvas, at: int) -> int:
    """Draw a block quote."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    entered = canvas.enter_bar(BAR, canvas.theme.quote_bar, source)
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(entered, source)
    return canvas.closing[at] + 1
