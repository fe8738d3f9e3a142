"""Callouts in quotes: `> [!tip]- A title of its own`, as Obsidian writes them and Hugo since 0.132.

GitHub's five, which have neither titles nor folds, are markdown-it's own alerts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.rendering.parsing.inline_content import push_content

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_MARK: Final = re.compile(r"\[!([^\[\]\n|]{1,64})(?:\|[^\[\]\n]{0,64})?\]([+-]?)(?:[ \t]+|$)")

INTERRUPTS: Final[RuleOptionsType] = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""What a block that ends these without a blank line says so by."""


def enable(parser: MarkdownIt) -> None:
    """Make `parser` take quotes for callouts that begin with any `[!kind]`: `alert_open` tokens.

    `info` is the kind in capitals, `meta["folded"]` whether it is folded (None if it does not fold). A title of its
    own is between `alert_title_open` and `alert_title_close`.
    """
    parser.options["alerts"] = False
    parser.block.ruler.before("table", "callout", _callout)


def _callout(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: ARG001, N803 - markdown-it's names
    """The first line of a quote, which makes a callout of it."""
    if silent or state.parentType != "blockquote" or not state.tokens:
        return False
    opening = state.tokens[-1]
    if opening.type != "blockquote_open" or not opening.map or opening.map[0] != startLine:
        return False
    at, end = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    mark = _MARK.match(state.src, at, end) if state.sCount[startLine] - state.blkIndent < 4 else None
    if mark is None or not mark[1].strip():
        return False
    opening.type, opening.tag, opening.info = "alert_open", "div", mark[1].strip().upper()
    opening.meta = {"folded": mark[2] == "-" if mark[2] else None}
    push_title(state, state.src[mark.end() : end].strip() or None, startLine)
    state.line = startLine + 1
    return True


def push_title(state: StateBlock, title: str | None, line: int) -> None:
    """Add the tokens of a callout's own title; one without text leaves its kind unnamed."""
    if title is None:
        return
    state.push("alert_title_open", "p", 1)
    push_content(state, title, line, line + 1)
    state.push("alert_title_close", "p", -1)
