"""HTML blocks: their text, wrapped, with the tags that say nothing about looks dimmed."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.code import expanded, put_lines
from tuireader.rendering.elements.flow import Flow
from tuireader.rendering.elements.html import draw_html
from tuireader.rendering.elements.inline import Inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.rendering.elements.canvas import Canvas

_PIECE: Final = re.compile(
    r"<!--|</?[A-Za-z](?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,1000}+>|<[!?][^>]{0,1000}+>"
)
_VERBATIM: Final = re.compile(r"<(?:pre|script|style|textarea)(?:\s|>|$)", re.IGNORECASE)


def draw_html_block(canvas: Canvas, at: int) -> int:
    """Draw an HTML block: its lines run on as prose, but beside a tag that stands at an edge of a line."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    text = token.content.strip("\n")
    if _VERBATIM.match(text.lstrip()):
        put_lines(canvas, [(canvas.theme.code_block, expanded(unescape(text)))], source)
        return at + 1
    inline = Inline(Flow(), canvas.ink, canvas.theme.text)
    for piece, is_markup in _pieces(text):
        if is_markup:
            draw_html(piece, inline)
        else:
            _text(piece, inline)
    canvas.flow(inline.flow, source)
    return at + 1


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    done = 0
    while match := _PIECE.search(text, done):
        if match.start() > done:
            yield text[done : match.start()], False
        done = match.end()
        if match[0] == "<!--":
            end = text.find("-->", match.end())
            done = len(text) if end < 0 else end + 3
        yield text[match.start() : done], True
    if done < len(text):
        yield text[done:], False


def _text(piece: str, inline: Inline) -> None:
    markup, flow = inline.markup, inline.flow
    lines = piece.split("\n")
    for index, line in enumerate(lines):
        if index:
            beside_tag = not lines[index - 1].strip() or not line.strip()
            if beside_tag:
                flow.hard_break(markup.style)
            else:
                flow.soft_break()
        shown = line.lstrip() if index else line
        if index < len(lines) - 1:
            shown = shown.rstrip()
        flow.text(unescape(markup.scripted(shown)), markup.style, markup.link)
