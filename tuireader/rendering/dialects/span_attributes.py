"""Attribute lists right behind what they tell about within a line: `*text*{: .class}`, `![](a.png){: width="300"}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects.attribute_lists import BARE, BEHIND, COLON, read

if TYPE_CHECKING:
    import re

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_MAY_HAVE_PAIRS: Final = frozenset({"link_close", "image"})
"""What `{width=300}` behind it belongs to; behind other spans a list without an id or a class is text."""
_FAR: Final = 100
"""Marks of emphasis among which the one that opens a span is looked for."""


def enable_behind(parser: MarkdownIt) -> None:
    """Make `parser` find lists with a colon: an `attributes` token, with `meta["id"]` where the list gives one."""
    parser.inline.ruler.after("entity", "attributes", _span)


def enable_bare_behind(parser: MarkdownIt) -> None:
    """Make `parser`, which has been enabled, also find lists without a colon right behind spans."""
    parser.inline.ruler.after("attributes", "bare_attributes", _bare_span)


def _span(state: StateInline, silent: bool) -> bool:
    return _behind(state, silent, COLON)


def _bare_span(state: StateInline, silent: bool) -> bool:
    linked = bool(state.tokens) and state.tokens[-1].type in _MAY_HAVE_PAIRS
    return _behind(state, silent, BEHIND if linked else BARE)


def _behind(state: StateInline, silent: bool, pattern: re.Pattern[str]) -> bool:
    if state.src[state.pos] != "{" or silent or state.pending or not _ends_span(state):
        return False
    found = pattern.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    token = state.push("attributes", "", 0)
    if name := read([found[0]]).id:
        token.meta = {"id": name}
    state.pos = found.end()
    return True


def _ends_span(state: StateInline) -> bool:
    if not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type == "text":
        return _ends_emphasis(state)
    return (
        last.type not in {"softbreak", "hardbreak", "text_special", "html_inline"} or last.content[:2] == "</"
    )


def _ends_emphasis(state: StateInline) -> bool:
    """Whether the last token is a mark that closes what one before it opens: not the `_` in `sum_{i=1}`."""
    marks = state.delimiters
    if not marks or marks[-1].token != len(state.tokens) - 1 or not marks[-1].close:
        return False
    closed = 0
    for mark in marks[-2 : -_FAR - 2 : -1]:
        if mark.marker != marks[-1].marker:
            continue
        if mark.open and not closed:
            return True
        closed += -1 if mark.open else 1
    return False
