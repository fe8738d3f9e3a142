"""HTML among the words of a paragraph that browsers don't show: scripts, brackets around readings, and the like.

Nor do they show what stands in for a film that they can play. What is not closed in its paragraph stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_OPENS: Final = re.compile(
    r"<(?:(script|style|template|noscript|title|rp)|(video|audio|iframe|object))(?=[\s>])", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"\s(?:src|data)\s{0,9}=", re.IGNORECASE)


def enable(parser: MarkdownIt) -> None:
    """Make `parser` leave it out."""
    parser.core.ruler.push("html_hidden", _leave_out)


def _leave_out(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and "</" in token.content:
            found = (child.type == "html_inline" and _OPENS.match(child.content) for child in token.children)
            if any(found):
                token.children = list(_shown(token.children))


def _shown(tokens: Sequence[Token]) -> Iterator[Token]:
    ends = {name: at for at, name in enumerate(map(_ended, tokens)) if name}
    at = 0
    while at < len(tokens):
        token = tokens[at]
        opens = _OPENS.match(token.content) if token.type == "html_inline" else None
        name = (opens[1] or opens[2]).lower() if opens else ""
        end = _end(tokens, at, name) if ends.get(name, -1) >= at else -1
        if opens is None or end < 0:
            yield token
            at += 1
            continue
        if opens[2]:
            yield token
            if not _ADDRESS.search(token.content):
                yield from [one for one in tokens[at:end] if one.content.lower().startswith("<source")][:1]
        at = end + 1


def _end(tokens: Sequence[Token], at: int, name: str) -> int:
    """Where what the token at `at` opens ends; -1 where it ends itself, or the next of its name begins first."""
    if tokens[at].content.endswith("/>"):
        return -1
    for index in range(at + 1, len(tokens)):
        if _ended(tokens[index]) == name:
            return index
        opens = _OPENS.match(tokens[index].content) if tokens[index].type == "html_inline" else None
        if opens and opens[0][1:].lower() == name:
            return -1
    return -1


def _ended(token: Token) -> str:
    """The name of the element that a token ends."""
    if token.type != "html_inline" or not token.content.startswith("</"):
        return ""
    return token.content[2:-1].strip().lower()
