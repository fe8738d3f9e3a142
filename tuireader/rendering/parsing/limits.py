"""Limits that keep the time to parse hostile text linear: very long inline text is parsed in pieces.

Marks of one piece do not pair with those of the next, but every character is shown. Paragraphs of that length are cut
earlier (`tuireader.rendering.body.large`), so this concerns headings, items, cells, quotes and notes.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from markdown_it import helpers
from mdit_py_plugins.footnote.index import footnote_ref

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

LONGEST: Final = 12_000
"""Characters up to which inline text is parsed at once."""
_PIECE: Final = 4_000
_STEPS: Final = 10_000
"""Tokens that the search for the ends of labels may skip in a text, besides two for each of its characters."""
_TAKEN: Final = -1
"""The key in a state's cache of skipped tokens, whose other keys are positions, that counts those steps."""
_CITED: Final = expression(r"\[\^[^\] \n]{1,999}\]")


def enable_limits(parser: MarkdownIt) -> None:
    """Make `parser`, which knows footnotes, parse inline text in time that grows with its length."""
    parser.core.ruler.at("inline", _inline)
    parser.inline.ruler.at("footnote_ref", _footnote_ref)
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=parse_link_label,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
    )


def parse_link_label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 - markdown-it's
    """The end of the label that the bracket at `start` opens, or -1; as in markdown-it.

    There each bracket that nothing closes costs a search to the end. So where a text has very many, the search is given
    up, and the brackets that follow are text.
    """
    before, level, taken = state.pos, 1, state.cache.get(_TAKEN, 0)
    most = _STEPS + 2 * state.posMax
    state.pos = start + 1
    end = -1
    while state.pos < state.posMax and taken < most:
        marker, at = state.src[state.pos], state.pos
        if marker == "]":
            level -= 1
            if level == 0:
                end = at
                break
        state.md.inline.skipToken(state)
        taken += 1
        if marker == "[":
            if state.pos == at + 1:
                level += 1
            elif disableNested:
                break
    state.pos = before
    state.cache[_TAKEN] = max(taken, state.cache.get(_TAKEN, 0))
    return end


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    # Look for the end of the label first: the plugin reads on to the end of the text.
    return _CITED.match(state.src, state.pos, state.posMax) is not None and bool(footnote_ref(state, silent))


def _inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        for piece in _pieces(token.content):
            state.md.inline.parse(piece, state.md, state.env, token.children)


def _pieces(text: str) -> Iterator[str]:
    if len(text) <= LONGEST:
        yield text
        return
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        blank = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end)) + 1
        yield text[start : blank or end]
        start = blank or end
    yield text[start:]
