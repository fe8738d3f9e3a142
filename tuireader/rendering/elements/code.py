"""Code: a bar at its left, its language above, its lines whole, numbered or marked where the post asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll
from rich.segment import Segment

from tuireader.archive.text import neutralise
from tuireader.rendering.dialects.placeholders import legible
from tuireader.rendering.elements.code_lines import BAR, Gutter, expanded_tabs, put_code
from tuireader.rendering.elements.code_options import CodeOptions, code_options, spoken_options
from tuireader.rendering.elements.flow import clean, rows_of
from tuireader.rendering.elements.highlighting import highlighted

if TYPE_CHECKING:
    from markdown_it.token import Token

    from tuireader.rendering.elements.canvas import Canvas


def draw_fence(canvas: Canvas, at: int) -> int:
    """Draw fenced code."""
    token = canvas.tokens[at]
    options = code_options(clean(unescapeAll(token.info)))
    _draw(canvas, token, token.content, options, marks=token.markup != "")
    return at + 1


def draw_code_block(canvas: Canvas, at: int) -> int:
    """Draw indented code."""
    token = canvas.tokens[at]
    options, taken, text = CodeOptions(), 0, token.content
    if token.info:
        options = code_options(clean(unescapeAll(token.info)))
    elif text.startswith((":", "#!")) and not canvas.ink.continues:
        options, taken = spoken_options(text)
    if taken:
        text = text.partition("\n")[2]
    _draw(canvas, token, text, options, marks=taken > 0)
    return at + 1


def _draw(canvas: Canvas, token: Token, text: str, options: CodeOptions, *, marks: bool) -> None:
    """Draw the code of a token, which may be a piece of a larger block (see `Ink`)."""
    ink = canvas.ink
    gutter = None
    if token.level == 0 and ink.ordinal is not None:
        above = ink.ordinal - 1
        gutter = Gutter(options, above, max(ink.last or 0, above + _height(text)), ink.continues, ink.midline)
    elif token.level == 0:
        gutter = Gutter(options, 0, _height(text), ink.continues)
    draw_code(canvas, text, gutter or options, token.map[0] if token.map else 0, marks=marks)


def draw_code(
    canvas: Canvas, text: str, options: CodeOptions | Gutter, source: int, *, marks: bool = False
) -> None:
    """Draw code as `options` ask, which `code_options` reads from an info string.

    `source` is the line of the code, or, with `marks`, of the mark above it. What is copied is the text as it was
    written, with its tabs.
    """
    text = neutralise(legible(text)).removesuffix("\n")
    gutter = options if isinstance(options, Gutter) else Gutter(options, 0, _height(text))
    start = canvas.count
    if gutter.options.label and not gutter.begun:
        entered = canvas.enter_bar(BAR, canvas.theme.code_bar, source, scrolls=True)
        canvas.row(rows_of([Segment(gutter.options.label, canvas.theme.code_label)]), source)
        canvas.leave(entered, source)
    pieces = highlighted(expanded_tabs(text), gutter.options.language, canvas.theme)
    put_code(canvas, pieces, source + (marks and text != ""), gutter)
    canvas.code(text, start, gutter.options.language)


def _height(text: str) -> int:
    return text.removesuffix("\n").count("\n") + 1
