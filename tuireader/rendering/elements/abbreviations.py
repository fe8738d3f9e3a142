"""Abbreviations: underlined where they are used, explained where they are defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.elements.flow import Flow

if TYPE_CHECKING:
    from markdown_it.token import Token

    from tuireader.rendering.elements.canvas import Canvas
    from tuireader.rendering.elements.inline import Inline


def draw_abbreviations(canvas: Canvas, at: int) -> int:
    """Draw definitions: abbreviations and what they mean, on a quiet line each."""
    token, theme = canvas.tokens[at], canvas.theme
    for row, (label, meaning) in enumerate(token.meta["defined"], token.map[0] if token.map else 0):
        flow = Flow()
        flow.text(label, theme.small + theme.underline)
        flow.text(f": {meaning}" if meaning else "", theme.small)
        canvas.flow(flow, row)
    return at + 1


def draw_abbr(inline: Inline, token: Token) -> None:
    """Add an abbreviation; where notes are shown in place, with its meaning the first time in its block."""
    markup, theme, flow = inline.markup, inline.theme, inline.flow
    meaning = str(token.meta.get("title", ""))
    first = not any(run.text == token.content for run in flow.runs)
    flow.text(token.content, markup.style + theme.underline, markup.link)
    if meaning and first and inline.ink.manner.notes:
        flow.text(f" ({meaning})", markup.style + theme.small, markup.link)
