"""A list of contents where the post asks for one: `[TOC]`, `[[_TOC_]]`, `[[toc]]` on a line of its own.

Python-Markdown's toc extension, GitLab and markdown-it-toc write it so. kramdown's `{:toc}` below a list is an
attribute list (`tuireader.rendering.dialects.attributes`), and makes the same token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_MARKS: Final = frozenset({"[toc]", "[[toc]]", "[[_toc_]]", "${toc}"})
_LONGEST: Final = 12


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find such lines: `contents` tokens."""
    parser.block.ruler.before("reference", "contents", _contents)


def _contents(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's
    at, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if silent or stop - at > _LONGEST or state.src[at] not in "[$" or state.is_code_block(start):
        return False
    if state.src[at:stop].rstrip().lower() not in _MARKS:
        return False
    token = state.push("contents", "", 0)
    token.map = [start, start + 1]
    token.meta = {"ordered": False}
    state.line = start + 1
    return True
