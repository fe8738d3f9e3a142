"""Headings as kramdown has them, which are fewer than CommonMark's; the others are text.

Number signs begin the line and have words after them (kramdown-parser-gfm 1.1.0, `gfm.rb`,
`parse_atx_header_gfm_quirk`); a heading that is underlined has one line (kramdown 2.4.0, `parser/kramdown/header.rb`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import heading, lheading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_EMPTY: Final = re.compile(r"#{1,6}(?:[ \t]++#*+)?[ \t]*+")


def enable(parser: MarkdownIt) -> None:
    """Make `parser` take no others for headings."""
    parser.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("lheading", _underlined)


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] != "#" or (state.level == 0 and state.tShift[start]):
        return False
    return not _EMPTY.fullmatch(state.src, at, state.eMarks[start]) and heading(state, start, end, silent)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    before = len(state.tokens)
    if not lheading(state, start, end, silent):
        return False
    if state.line > start + 2:
        del state.tokens[before:]
        state.line = start
        return False
    return True
