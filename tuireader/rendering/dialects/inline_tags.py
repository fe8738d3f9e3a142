"""Obsidian's tags within text: `#reading/books`, of letters, digits, `_`, `-` and `/`, not of digits alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_TAG: Final = re.compile(r"#((?:[\w/\-\u200d\ufe0f]|[^\x00-\u2bff\ud800-\ufaff\ufe00-\uffff])+)")
_LETTER: Final = re.compile(r"[^\d/\s]")


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find tags: `tag_inline` tokens whose content is what is written."""
    parser.inline.ruler.push("tag", _tag)


def _tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "#" or state.linkLevel > 0:
        return False
    if state.pos and not state.src[state.pos - 1].isspace():
        return False
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None or not _LETTER.search(match[1]):
        return False
    if not silent:
        state.push("tag_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True
