"""The text of a link without its markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKUP: Final = frozenset("*_`[]<>&\\~!:^@$={}|")
_BUT_CODE: Final = re.compile(r"(?:[^*_`\[\]<>&\\~!:^@$={}|]|`[^`\s](?:[^`]{0,500}[^`\s])?`(?!`))*+")
"""Text whose only markup are the simplest spans of code."""


def plain_text(parser: MarkdownIt, written: str) -> str:
    """What is seen of a piece of Markdown, on one line."""
    if _MARKUP.isdisjoint(written):
        return " ".join(written.split())
    if _BUT_CODE.fullmatch(written):
        return " ".join(written.replace("`", "").split())
    return joined_texts(parser.parseInline(written, {})[0].children or ())


def joined_texts(tokens: Iterable[Token]) -> str:
    """What is seen of inline tokens, on one line."""
    return " ".join("".join(_texts(tokens)).split())


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "softbreak" | "hardbreak":
                yield " "
            case "image":
                yield from _texts(token.children or ())
            case "html_inline" | "link_open" | "link_close":
                pass
            case _:
                yield token.content
