"""Footnotes where they are defined, under their number, with a link back to where they are cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.flow import Flow, clean
from tuireader.rendering.elements.inline import flow_of

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas

BACK: Final = "↩"


def draw_footnote(canvas: Canvas, at: int) -> int:
    """Draw a footnote's definition; at its end a link to `#fnref:LABEL`."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    label = str(token.meta.get("label", ""))
    shown = f"[{canvas.ink.footnotes.get(label, clean(label))}] "
    entered = canvas.enter_item(shown, canvas.theme.footnote, source)
    last = _last_paragraph(canvas, at)
    canvas.draw_children(at + 1, last)
    flow = Flow()
    if last < canvas.closing[at]:
        if last > at + 1:
            canvas.gap()
        inline = canvas.tokens[last + 1]
        flow = flow_of(inline.children or (), canvas.ink, canvas.theme.text)
        source = inline.map[0] if inline.map else source
        flow.text("\xa0", canvas.theme.text)
    flow.text(BACK, canvas.theme.footnote, flow.link(f"#fnref:{label}"))
    canvas.flow(flow, source)
    canvas.leave(entered, source)
    return canvas.closing[at] + 1


def _last_paragraph(canvas: Canvas, at: int) -> int:
    """The index of the paragraph that a footnote ends in, or where it closes."""
    end = canvas.closing[at]
    start = end - 3
    ends_so = (
        start > at and canvas.tokens[start].type == "paragraph_open" and canvas.closing[start] == end - 1
    )
    return start if ends_so else end
