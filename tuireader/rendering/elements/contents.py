"""A list of contents: links to the headings of the post, indented by rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.flow import Flow

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas

_BULLETS: Final = "•◦▪"
_MOST: Final = 1_000
"""Headings that are named; what has more is no post."""


def draw_contents(canvas: Canvas, at: int) -> int:
    """Draw the contents of the post, as far as they are known; numbered where the post asks for an ordered list."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    numbers: list[int] = []
    ranks: list[int] = []
    for entry in canvas.ink.contents()[:_MOST]:
        while ranks and ranks[-1] >= entry.level:
            ranks.pop()
        depth = len(ranks)
        ranks.append(entry.level)
        numbers = [*numbers[: depth + 1], *[0] * (depth + 1 - len(numbers))]
        numbers[depth] += 1
        if token.meta.get("ordered"):
            marker = f"{'   ' * depth}{numbers[depth]}. "
        else:
            marker = f"{'  ' * depth}{_BULLETS[depth % len(_BULLETS)]} "
        entered = canvas.enter_item(marker, canvas.theme.marker, source)
        flow = Flow()
        flow.text(entry.title, canvas.theme.text + canvas.theme.link, flow.link(f"#{entry.anchor}"))
        canvas.flow(flow, source)
        canvas.leave(entered, source)
    return at + 1
