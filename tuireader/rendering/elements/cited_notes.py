"""Footnotes below the block that cites them, set off by a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas

_BAR: Final = "┊ "


def draw_cited_note(canvas: Canvas, at: int) -> int:
    """Draw a note under its number, without a way back: the citation is right above."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    label = str(token.meta["label"])
    bar = canvas.enter_bar(_BAR, canvas.theme.footnote, source)
    item = canvas.enter_item(f"[{canvas.ink.footnotes.get(label, label)}] ", canvas.theme.footnote, source)
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(item, source)
    canvas.leave(bar, source)
    return canvas.closing[at] + 1
