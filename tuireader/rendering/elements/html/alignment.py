"""Lines in the middle of the page, or at its right edge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tuireader.rendering.elements.canvas import Canvas
    from tuireader.rendering.elements.flow import Flow

_DECLARED: Final = re.compile(
    r"text-align\s{0,9}:\s{0,9}(left|start|justify|center|right|end)", re.IGNORECASE
)
_SHARES: Final = {"center": 0.5, "middle": 0.5, "right": 1.0, "end": 1.0}
_ALIGNING: Final = frozenset("div p h1 h2 h3 h4 h5 h6 td th tr thead tbody tfoot center section".split())


def alignment(name: str, element: _Element, around: float) -> float:
    """The share of the free room that stands to the left of an element's lines."""
    if name == "center":
        return 0.5
    if not element.attrib or name not in _ALIGNING:
        return 0.0 if name in {"ul", "ol", "table", "pre", "blockquote"} else around
    if found := _DECLARED.search(str(element.get("style", ""))):
        return _SHARES.get(found[1].lower(), 0.0)
    said = str(element.get("align", "")).strip().lower()
    return _SHARES.get(said, 0.0) if said else around


def put_aligned(canvas: Canvas, flow: Flow, source: int, share: float) -> int:
    """Put down wrapped text with that `share` of what is free to its left; return the cells of its longest line."""
    links = canvas.number(flow)
    longest = 0
    for row in flow.rows(canvas.width, canvas.first_width):
        free = int((canvas.first_width - row.width) * share)
        line = source + flow.line_of(row.at)
        entered = canvas.enter_bar(" " * max(free, 0), canvas.theme.text, line, scrolls=True)
        canvas.row(row, line, links)
        canvas.leave(entered, line)
        longest = max(longest, row.width)
    return longest
