"""Lines in the middle of the page, or at its right edge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED: Final = re.compile(
    r"text-align\s{0,9}:\s{0,9}(left|start|justify|center|right|end)", re.IGNORECASE
)
_SHARES: Final = {"center": 0.5, "middle": 0.5, "right": 1.0, "end": 1.0}
_NEVER: Final = frozenset({"ul", "ol", "table", "pre", "blockquote", "dl", "li"})


def alignment(name: str, element: _Element, around: float) -> float:
    """The share of the free room that stands to the left of an element's lines."""
    if name == "center":
        return 0.5
    if not element.attrib or name in _NEVER:
        return 0.0 if name in _NEVER else around
    if found := _DECLARED.search(str(element.get("style", ""))):
        return _SHARES.get(found[1].lower(), 0.0)
    said = str(element.get("align", "")).strip().lower()
    return _SHARES.get(said, 0.0) if said else around
