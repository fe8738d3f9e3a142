"""Emoji by their names: `:tada:`, as GitHub writes them; unknown names stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.metadata.emoji import with_emoji

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


def enable_emoji(parser: MarkdownIt) -> None:
    """Make `parser` put emoji in the place of their names, in text alone."""
    parser.core.ruler.after("text_join", "emoji", _emoji)


def _emoji(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and ":" in token.content:
            _replace(token.children)


def _replace(children: list[Token]) -> None:
    """Replace names, but not those in a bare address."""
    bare = False
    for token in children:
        if token.type == "link_open":
            bare = token.info == "auto"
        elif token.type == "link_close":
            bare = False
        elif token.type == "text" and not bare:
            token.content = with_emoji(token.content)
