"""Emphasis as kramdown and Python-Markdown find it: a mark beside punctuation opens and closes like any other.

CommonMark's rules of flanking ask for a space there, which Chinese and Japanese do not write. What a mark must not
have on its inner side is a blank; and `_` within a word is a letter (kramdown 2.4.0, `parser/kramdown/emphasis.rb`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_BLANKS: Final = frozenset(" \t\n\r\f\v")
_IN_WORD: Final = re.compile(r"[^\W\d_](?:-[^\W\d_]*)?\Z")
_LONGEST_PART: Final = 60


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find it."""
    parser.inline.ruler.at("emphasis", _marks)


def _marks(state: StateInline, silent: bool) -> bool:
    start, marker = state.pos, state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    opens, closes = after not in _BLANKS, before not in _BLANKS
    if marker == "_":
        opens = opens and not _IN_WORD.search(state.src[max(0, start - _LONGEST_PART) : start])
        closes = closes and not after.isalnum()
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = marker
        at = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), end - start, at, -1, opens, closes))
    state.pos = end
    return True
