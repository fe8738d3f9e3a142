"""Formulas: readable where Unicode has their signs, as TeX elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment

from tuireader.rendering.elements.flow import Flow, clean, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from tuireader.rendering.elements.canvas import Canvas
    from tuireader.rendering.elements.inline import InlineWriter

_INDENT: Final = "    "


def draw_math_block(canvas: Canvas, at: int) -> int:
    """Draw a formula that stands by itself, indented: in two dimensions, and as wide as it must be."""
    from tuireader.rendering.tex import expanded, readable

    token, theme = canvas.tokens[at], canvas.theme
    tex = expanded(token.content, canvas.context.macros)
    if not tex.strip():
        return at + 1
    source = canvas.line_of(at)
    entered = canvas.enter_bar(_INDENT, theme.math, source)
    lines = readable(tex, display=True, width=canvas.width)
    if lines:
        _put(canvas, lines, source)
    else:
        _as_written(canvas, token, source)
    canvas.leave(entered, source)
    return at + 1


def _put(canvas: Canvas, lines: Sequence[str], source: int) -> None:
    first = canvas.count
    for line in lines:
        canvas.row(rows_of([Segment(line, canvas.theme.math)] if line else []), source)
    canvas.slide_from(first)


def draw_math(inline: InlineWriter, token: Token) -> None:
    """Add a formula to a line of text."""
    from tuireader.rendering.tex import expanded, readable

    tex = expanded(token.content, inline.context.macros)
    lines = readable(tex)
    style, link = inline.markup.style + inline.theme.math, inline.markup.link
    if lines:
        inline.flow.verbatim(lines[0], style, link)
    else:
        inline.flow.text(token.content.strip() if tex.strip() else "", style, link)


def _as_written(canvas: Canvas, token: Token, source: int) -> None:
    first = source + (token.markup[:1] in {"`", "~"})
    for row, line in enumerate(token.content.split("\n")):
        if line.strip():
            _flow(canvas, clean(line.strip()), first + row)


def _flow(canvas: Canvas, line: str, source: int) -> None:
    flow = Flow()
    flow.verbatim(line, canvas.theme.math)
    canvas.flow(flow, source)
