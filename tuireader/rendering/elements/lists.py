"""Lists: bullets by depth, numbers aligned, boxes for tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas

_BULLETS: Final = "•◦▪"
_BOXES: Final = {True: "☑", False: "☐"}


def draw_bullet_list(canvas: Canvas, at: int) -> int:
    """Draw a bullet list."""
    items = _items(canvas, at)
    bullet = _BULLETS[canvas.bullets % len(_BULLETS)]
    canvas.bullets += 1
    _draw(canvas, items, [bullet] * len(items))
    canvas.bullets -= 1
    return canvas.closing[at] + 1


def draw_ordered_list(canvas: Canvas, at: int) -> int:
    """Draw an ordered list from the number that it starts with."""
    token, ink = canvas.tokens[at], canvas.ink
    items = _items(canvas, at)
    whole = token.level == 0
    first = int(token.attrs.get("start", 1))
    if whole and ink.ordinal is not None:
        first = ink.ordinal
    last = max(first + len(items) - 1, (ink.last or 0) if whole else 0)
    delimiter = token.markup or "."
    width = len(str(last))
    _draw(canvas, items, [f"{number:>{width}}{delimiter}" for number in range(first, first + len(items))])
    return canvas.closing[at] + 1


def is_tight(canvas: Canvas, at: int) -> bool:
    """Tell whether the items of the list at `at` stand without blank lines between them.

    The parser says so by hiding their paragraphs; where there are none, items of several blocks are set apart.
    """
    tokens = canvas.tokens
    level = tokens[at].level
    if level == 0 and canvas.ink.tight is not None:
        return canvas.ink.tight
    inside = [token for token in tokens[at : canvas.closing[at]] if token.level == level + 2]
    paragraphs = [token.hidden for token in inside if token.type == "paragraph_open"]
    if paragraphs:
        return all(paragraphs)
    items = sum(token.level == level + 1 and token.nesting > 0 for token in tokens[at : canvas.closing[at]])
    return sum(token.nesting >= 0 for token in inside) <= items


def _items(canvas: Canvas, at: int) -> Sequence[int]:
    items = []
    item, end = at + 1, canvas.closing[at]
    while item < end:
        items.append(item)
        item = canvas.closing[item] + 1
    return items


def _draw(canvas: Canvas, items: Sequence[int], markers: Sequence[str]) -> None:
    tight = is_tight(canvas, items[0] - 1) if items else True
    for index, (item, marker) in enumerate(zip(items, markers, strict=True)):
        if index and not tight:
            canvas.gap()
        token = canvas.tokens[item]
        shown, style = _marker(canvas, item, marker)
        source = token.map[0] if token.map else 0
        entered = canvas.enter_item(shown + " ", style, source)
        canvas.draw_children(item + 1, canvas.closing[item], tight=tight)
        canvas.leave(entered, source)


def _marker(canvas: Canvas, item: int, marker: str) -> tuple[str, Style]:
    theme = canvas.theme
    checked = canvas.tokens[item].meta.get("checked")
    if checked is None:
        return marker, theme.marker
    box = _BOXES[checked]
    style = theme.done if checked else theme.marker
    return (box if marker in _BULLETS else f"{marker} {box}"), style
