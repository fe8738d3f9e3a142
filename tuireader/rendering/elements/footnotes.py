"""Footnotes where they are defined, under their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.elements.flow import clean

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas


def draw_footnote(canvas: Canvas, at: int) -> int:
    """Draw a footnote's definition."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    label = str(token.meta.get("label", ""))
    shown = f"[{canvas.ink.footnotes.get(label, clean(label))}] "
    entered = canvas.enter_item(shown, canvas.theme.footnote, source)
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(entered, source)
    return canvas.closing[at] + 1
