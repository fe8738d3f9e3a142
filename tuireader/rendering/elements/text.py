"""Paragraphs, headings, rules, and whatever has no element of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment

from tuireader.rendering.elements.flow import rows_of
from tuireader.rendering.elements.inline import flow_of

if TYPE_CHECKING:
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas

_MAY_BE_IMAGES: Final = frozenset({"html_inline", "image", "link_open"})


def draw_paragraph(canvas: Canvas, at: int) -> int:
    """Draw a paragraph; one that shows nothing, such as a lone `<br>`, takes no line."""
    inline = canvas.tokens[at + 1]
    children = inline.children or ()
    source = (inline.map or canvas.tokens[at].map or [0])[0]
    if children and children[0].type in _MAY_BE_IMAGES:
        from tuireader.rendering.elements.images import draw_images  # noqa: PLC0415 - few paragraphs need it

        if draw_images(canvas, children, source):
            return canvas.closing[at] + 1
    if (flow := flow_of(children, canvas.ink, canvas.theme.text).trimmed()).runs:
        canvas.flow(flow, source)
    return canvas.closing[at] + 1


def draw_heading(canvas: Canvas, at: int) -> int:
    """Draw a heading: its rank is told by weight and colour, that of the first also by a rule below it."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    rank = int(token.tag[1:])
    content = canvas.tokens[at + 1]
    flow = flow_of(content.children or (), canvas.ink, canvas.theme.headings[rank - 1]).trimmed()
    if rank == 1 and token.level == 0 and canvas.ink.manner.title in {content.content, flow.plain()} - {""}:
        return canvas.closing[at] + 1
    canvas.heading(source)
    width = canvas.flow(flow, source)
    if rank == 1 and width:
        _rule(canvas, min(width, canvas.width), canvas.theme.rule, source)
    return canvas.closing[at] + 1


def draw_break(canvas: Canvas, at: int) -> int:
    """Draw a thematic break: a short rule, in the middle of the page but not of a quote or a list."""
    token = canvas.tokens[at]
    put_break(canvas, token.map[0] if token.map else 0)
    return at + 1


def put_break(canvas: Canvas, source: int) -> None:
    """Put down a thematic break."""
    width = min(canvas.first_width, max(3, canvas.width // 4))
    indent = max(0, (canvas.first_width - width) // 2) if canvas.first_width == canvas.ink.width else 0
    segments = [Segment(" " * indent), Segment("─" * width, canvas.theme.rule)]
    canvas.row(rows_of(segments if indent else segments[1:]), source)


def draw_other(canvas: Canvas, at: int) -> int:
    """Draw the text of a token that nothing else draws; go into one that holds others."""
    token = canvas.tokens[at]
    if token.content:
        flow = flow_of(token.children or (token,), canvas.ink, canvas.theme.text)
        canvas.flow(flow, token.map[0] if token.map else 0)
    return at + 1


def _rule(canvas: Canvas, width: int, style: Style, source: int) -> None:
    canvas.row(canvas.placed(rows_of([Segment("─" * width, style)])), source)
