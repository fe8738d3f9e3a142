"""Headings as kramdown and Python-Markdown read them.

`kramdown_headings`: number signs begin the line and have words after them (kramdown-parser-gfm 1.1.0, `gfm.rb`,
`parse_atx_header_gfm_quirk`); an underlined heading has one line (kramdown 2.5.2, `parser/kramdown/header.rb`), which
begins what is around it or stands below a blank one; it may be the last one of an item or a quote: the underline goes
on with that.

`hash_headings`: number signs begin the line, a space behind them or none, and end it too; an underlined heading has one
line (Python-Markdown 3.11, `blockprocessors.py`, `HashHeaderProcessor`, `SetextHeaderProcessor`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import heading, lheading

from tuireader.late import expression
from tuireader.rendering.dialects.attributes import ID_ALONE
from tuireader.rendering.parsing.rule_parts import begins_block, leaves_block, line_text

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_EMPTY: Final = expression(r"#{1,6}(?:[ \t]++#*+)?[ \t]*+")


def enable_kramdown_headings(parser: MarkdownIt) -> None:
    """Make `parser` take only these for headings; they end in an id alone (`header.rb`, `parse_header_contents`)."""
    options: MutableMapping[str, Any] = parser.options
    options[ID_ALONE] = True
    parser.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("lheading", _underlined_from_afar)
    parser.block.ruler.before("footnote_def", "underlined_label", _underlined_label)


_UNDERLINE: Final = expression(r" {0,3}(?:=+|-+)[ \t]*\Z")


def _underlined_label(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An underlined heading that begins like a definition, which kramdown looks for later (`kramdown.rb`)."""
    if silent or start + 1 >= end or not state.src.startswith("[", state.bMarks[start] + state.tShift[start]):
        return False
    below = state.src[state.bMarks[start + 1] : state.eMarks[start + 1]]
    return bool(_UNDERLINE.match(below)) and _begins(state, start) and _underlined(state, start, end, silent)


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] != "#" or _is_set_in(state, start):
        return False
    return not _EMPTY.fullmatch(state.src, at, state.eMarks[start]) and heading(state, start, end, silent)


def _is_set_in(state: StateBlock, line: int) -> bool:
    """Tell whether a line begins to the right of the text around it; behind the mark of a definition all do."""
    return state.sCount[line] > state.blkIndent and not (state.tokens and state.tokens[-1].type == "dd_open")


_BELOW_ALL: Final = expression(r"(?:=+|-+)[ \t]*\Z")


def _underlined_from_afar(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An underlined heading; what is around its line need not be around the underline."""
    below = start + 1
    # Only where there is an underline: `_begins` reads back over all lists of attributes.
    if below >= end or not _BELOW_ALL.match(line_text(state, below)) or not _begins(state, start):
        return False
    if state.sCount[below] < state.blkIndent and not _is_set_in(state, start):
        underline = state.src[state.bMarks[below] : state.eMarks[below]]
        if not _BELOW_ALL.match(underline):
            return False
        state.line = start + 2
        _push_heading(state, start, 1 if underline[0] == "=" else 2, line_text(state, start).strip())
        return True
    return _underlined(state, start, end, silent)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    before = len(state.tokens)
    if not lheading(state, start, end, silent):
        return False
    if state.line > start + 2 or state.sCount[start + 1] > state.blkIndent:
        del state.tokens[before:]
        state.line = start
        return False
    return True


def enable_hash_headings(parser: MarkdownIt) -> None:
    """Make `parser` take Python-Markdown's headings for such."""
    parser.block.ruler.at("heading", _hash_heading, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("lheading", _underlined)


_LEVELS: Final = 6


def _hash_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's
    at, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[at : at + 1] != "#" or state.sCount[start] > state.blkIndent:
        return False
    line = state.src[at:stop]
    level = min(len(line) - len(line.lstrip("#")), _LEVELS)
    said = line[level:].rstrip("#")
    escapes = (len(said) - len(said.rstrip("\\"))) % 2 == 1
    if escapes and len(said) == len(line) - level:
        return False
    if silent:
        return True
    if escapes:
        said += "#"
    state.line = start + 1
    _push_heading(state, start, level, said.strip())
    return True


def _push_heading(state: StateBlock, start: int, level: int, content: str) -> None:
    """Push the tokens of a heading that ends before the state's line."""
    token = state.push("heading_open", f"h{level}", 1)
    token.markup, token.map = "#" * level, [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, state.line], []
    state.push("heading_close", f"h{level}", -1).markup = "#" * level


_SIGNS: Final = expression(r"(#{1,6}+)[ \t]*(.*)")


def signed_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of headings that kramdown has without its parser for GFM: a blank or a line's end behind the signs."""
    signed = _SIGNS.match(line_text(state, start))
    if signed is None or not _begins(state, start) or _is_set_in(state, start):
        return False
    alone = not signed[2] and start + 1 < end and not leaves_block(state, start + 1)
    if (
        alone
        and state.tokens
        and state.tokens[-1].type == "list_item_open"
        and begins_block(state, start + 1, end)
    ):
        return False
    text = _without_signs(line_text(state, start + 1).rstrip() if alone else signed[2].rstrip())
    if not text:
        return False
    if not silent:
        state.line = start + 1 + alone
        _push_heading(state, start, len(signed[1]), text)
    return True


_OPENED: Final = expression(r"<(?![/!])")
"""A tag that ends nothing, and no comment."""


def _begins(state: StateBlock, start: int) -> bool:
    """Tell whether a line has a blank one above it, or begins what is around it (`after_block_boundary?`)."""
    last = state.tokens[-1] if state.tokens else None
    if last is None or last.nesting > 0:
        return True
    if last.type == "html_block" and _OPENED.match(last.content, last.content.rfind("<")):
        return True
    if last.map and last.map[1] > start:
        return False
    line = start - 1
    while line >= 0 and line_text(state, line).startswith("{:"):
        line -= 1
    return line < 0 or line_text(state, line).strip() in {"", "^"}


def _without_signs(text: str) -> str:
    """The text of a heading without the number signs that end it, but for one behind a backslash."""
    end = len(text.rstrip("#"))
    return text[: end + (text[end - 1 : end] == "\\")].rstrip()
