"""The text between tags: its white space collapsed, its lines aligned and those of the source minded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.dialects.placeholders import CLOSE, OPEN, bracketed, legible
from tuireader.rendering.elements.html.tree import WRITTEN

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tuireader.rendering.elements.inline import InlineWriter

_DECLARED: Final = expression(
    r"text-align\s{0,9}:\s{0,9}(left|start|justify|center|right|end)", re.IGNORECASE
)
_SHARES: Final = {"center": 0.5, "middle": 0.5, "right": 1.0, "end": 1.0}
_NEVER: Final = frozenset({"ul", "ol", "table", "pre", "blockquote", "dl", "li"})


def alignment(name: str, element: _Element, around: float) -> float:
    """The share of the free room that is to the left of an element's lines."""
    if name == "center":
        return 0.5
    if not element.attrib or name in _NEVER:
        return 0.0 if name in _NEVER else around
    if found := _DECLARED.search(str(element.get("style", ""))):
        return _SHARES.get(found[1].lower(), 0.0)
    said = str(element.get("align", "")).strip().lower()
    return _SHARES.get(said, 0.0) if said else around


_MARKED: Final = expression(f"{OPEN}([^{CLOSE}]*+){CLOSE}?|{WRITTEN}([^<>{WRITTEN}]*+>?)")
_BLANKS: Final = " \t\r\f"


def add_text(inline: InlineWriter, text: str) -> None:
    """Add text of a tree to a flow: a line feed in it is a space, and a line of the source."""
    flow = inline.flow
    first, *others = text.split("\n")
    if flow.spaced:
        first = first.lstrip(_BLANKS)
    _add(inline, first.rstrip(_BLANKS) if others else first)
    for index, line in enumerate(others, 1):
        flow.soft_break()
        shown = line.lstrip(_BLANKS)
        _add(inline, shown if index == len(others) else shown.rstrip(_BLANKS))


def unmarked(text: str) -> str:
    """`text` with readable signs for the marks of placeholders and of `<` that begins no tag."""
    return legible(text.replace(WRITTEN, "<"))


def _add(inline: InlineWriter, text: str) -> None:
    flow, markup = inline.flow, inline.markup
    inline.part(text)
    if WRITTEN not in text and OPEN not in text:
        flow.text(text, markup.style, markup.link)
        return
    done = 0
    for match in _MARKED.finditer(text):
        flow.text(text[done : match.start()], markup.style, markup.link)
        done = match.end()
        shown = bracketed(match[1]) if match[2] is None else f"<{match[2]}"
        flow.text(shown, inline.theme.markup, markup.link)
    flow.text(text[done:], markup.style, markup.link)
