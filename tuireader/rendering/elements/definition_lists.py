"""Definition lists: terms that stand out, and their definitions indented below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.inline import flow_of

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas

_INDENT: Final = "    "


def draw_definition_list(canvas: Canvas, at: int) -> int:
    """Draw a definition list."""
    index, end = at + 1, canvas.closing[at]
    while index < end:
        token = canvas.tokens[index]
        source = token.map[0] if token.map else 0
        if token.type == "dt_open":
            style = canvas.theme.text + canvas.theme.strong
            canvas.flow(flow_of(canvas.tokens[index + 1].children or (), canvas.ink, style), source)
        else:
            _draw_definition(canvas, index, source)
        index = canvas.closing[index] + 1
    return end + 1


def _draw_definition(canvas: Canvas, at: int, source: int) -> None:
    if canvas.tokens[at].meta.get("loose"):
        canvas.gap()
    entered = canvas.enter_item(_INDENT, canvas.theme.text, source)
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(entered, source)
