"""HTML blocks, and HTML around Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas

_NOTHING: Final = expression(
    r"(?:\s++|</[A-Za-z][^<>]*+>|<!--(?:[^-]++|-(?!->))*+-->|<(?:div|section|article|main|span|a|p)(?:\s[^<>]*+)?>)*+\Z",
    re.IGNORECASE,
)
"""Wrappers, ends and comments, which show nothing."""


def draw_html_block(canvas: Canvas, at: int) -> int:
    """Draw an HTML block, or a piece of one: its `info` is the tag that the piece is in (see `body.large`)."""
    token = canvas.tokens[at]
    content, source = token.content, canvas.line_of(at)
    if token.info and token.level == 0 and canvas.context.continues:
        content, source = f"{token.info}\n{content}", source - 1
    _draw(canvas, content, source, [])
    return at + 1


def draw_html_container(canvas: Canvas, at: int) -> int:
    """Draw an element that holds Markdown: the pieces of HTML as one tree, the Markdown at its place in it."""
    from tuireader.rendering.elements.html.tree import RUN

    end = canvas.closing[at]
    source = canvas.line_of(at)
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    line = source
    index = at + 1
    while index < end:
        token = canvas.tokens[index]
        first = token.map[0] if token.map else line
        pieces.append("\n" * (first - line))
        line = max(line, first)
        if token.type == "html_block":
            pieces.append(token.content)
            line += token.content.count("\n")
            index += 1
            continue
        start = index
        while index < end and canvas.tokens[index].type != "html_block":
            index = canvas.closing[index] + 1
        runs.append((start, index))
        pieces.append(f"<!--{RUN}{len(runs) - 1}-->")
    _draw(canvas, "".join(pieces), source, runs, (at + 1, end))
    return end + 1


def _draw(
    canvas: Canvas, html: str, source: int, runs: list[tuple[int, int]], whole: tuple[int, int] = (0, 0)
) -> None:
    if not runs and _NOTHING.match(html):
        return
    from tuireader.rendering.elements.html.blocks import ELEMENTS
    from tuireader.rendering.elements.html.tree import parse
    from tuireader.rendering.elements.html.writer import HtmlWriter

    root = parse(html)
    if root is not None:
        HtmlWriter(canvas, source, runs).write(root, ELEMENTS)
    elif runs:
        canvas.draw_children(*whole)
    else:
        from tuireader.rendering.elements.html.spans import as_written

        inline = canvas.inline(canvas.theme.markup)
        as_written(inline, html.strip("\n"))
        canvas.flow(inline.flow, source)
