"""Number signs with no words after them are text in kramdown, and a heading without words in CommonMark.

kramdown-parser-gfm 1.1.0, `gfm.rb`, `parse_atx_header_gfm_quirk`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import heading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_EMPTY: Final = re.compile(r"#{1,6}(?:[ \t]++#*+)?[ \t]*+")


def enable(parser: MarkdownIt) -> None:
    """Make `parser` keep the signs."""
    parser.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    return not _EMPTY.fullmatch(state.src, at, state.eMarks[start]) and heading(state, start, end, silent)
