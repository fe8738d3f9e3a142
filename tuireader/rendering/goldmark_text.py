"""The text from which Hugo makes the id of a heading: a part of the text that goldmark has of it.

From 0.132 on Hugo asks the parts of a heading for their text. Bare addresses, notes and HTML have none; of emphasis, a
link and an image only the text before the next part counts, and smart punctuation is a part: `## *It's* so` is `it-so`.
(Up to 0.131 the source counted, from 0.169 on all text.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_SET: Final = "“”‘’–—…«»"
"""Signs of smart punctuation."""
_NOTE: Final = expression(r"\[\^[^\[\]\s]+\]|(?<![^\s*_~(])www\.[^\s<]+\.[^\s<]+")
"""Notes, and addresses without a scheme, which are links."""


def goldmark_text(tokens: Sequence[Token], source: str) -> str:
    """The text of a heading's tokens that its id is made from; `source` tells which signs are typed as they are."""
    pieces = []
    for inner, token in _parts(tokens):
        if inner is not None:
            pieces.append(_first(inner, source))
        elif token.type == "text":
            pieces.append(_NOTE.sub("", token.content))
        else:
            pieces.append(_plain(token))
    return "".join(pieces)


def _first(tokens: Sequence[Token], source: str) -> str:
    """The text of the first part within a link, emphasis or an image."""
    for inner, token in _parts(tokens):
        if token.type == "text" and not token.content:
            continue
        if inner is not None:
            return _first(inner, source)
        return _until_set(token.content, source) if token.type == "text" else _plain(token)
    return ""


def _until_set(text: str, source: str) -> str:
    """A text up to its first sign of smart punctuation."""
    signs = (at for at, char in enumerate(text) if char in _SET and text[: at + 1] not in source)
    return text[: next(signs, len(text))]


def _plain(token: Token) -> str:
    if token.type in {"code_inline", "text_special", "math_inline"}:
        return token.content
    return " " if token.type in {"softbreak", "hardbreak"} else ""


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token] | None, Token]]:
    """Each part with the tokens that it encloses, None where it encloses none; bare addresses enclose ()."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.type == "image":
            yield token.children or (), token
        elif token.nesting > 0:
            start, depth = index, 1
            while index < len(tokens) and depth:
                depth += tokens[index].nesting
                index += 1
            yield () if token.info == "auto" else tokens[start : index - 1], token
        else:
            yield None, token
