"""Highlights: `==marked==`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find highlights: text between `mark_open` and `mark_close`."""
    parser.inline.ruler.push("highlight", _delimiter)
    parser.inline.ruler2.before("emphasis", "highlight", _pair)


def _delimiter(state: StateInline, silent: bool) -> bool:
    """Two signs, which open and close by the rules of emphasis; more or fewer are text."""
    if state.src[state.pos] != "=" or silent:
        return False
    found = state.scanDelims(state.pos, True)  # noqa: FBT003 - positional
    state.push("text", "", 0).content = "=" * found.length
    if found.length == 2:
        at = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(marker=ord("="), length=0, token=at, end=-1, open=found.can_open, close=found.can_close)
        )
    state.pos += found.length
    return True


def _pair(state: StateInline) -> None:
    _mark(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _mark(state, meta["delimiters"])


def _mark(state: StateInline, delimiters: list[Delimiter]) -> None:
    for opening in delimiters:
        if opening.marker != ord("=") or opening.end < 0:
            continue
        for index, kind, nesting in (
            (opening.token, "mark_open", 1),
            (delimiters[opening.end].token, "mark_close", -1),
        ):
            token = state.tokens[index]
            token.type, token.tag, token.markup, token.content = kind, "mark", "==", ""
            token.nesting = 1 if nesting > 0 else -1
