"""The text of links: without markup, and in wikilinks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

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


WIKILINK: Final = re.compile(
    r"!?\[\[(?![\s^\"'])([^\[\]|\n\\]{1,512}?)(?:\\?\|([^\[\]\n]{0,512}))?\]\](?![(\[])"
)
_NAME: Final = re.compile(r"[^\W\d_]|\d{4}")


class Wikilink(NamedTuple):
    """A wikilink as it is written, and what is seen of it."""

    written: str
    text: str
    embed: bool


def wikilinks_in(text: str) -> Iterator[Wikilink]:
    """The wikilinks of `text`, in order."""
    if "[[" in text:
        yield from (wikilink(match) for match in WIKILINK.finditer(text) if is_name(match))


def is_name(match: re.Match[str]) -> bool:
    """Whether a match of `WIKILINK` names a note, and not a place in a list of sources: `[[1, 2]]`."""
    return _NAME.search(match[1]) is not None


def wikilink(match: re.Match[str]) -> Wikilink:
    """What a match of `WIKILINK` says."""
    shown = match[2] or match[1]
    return Wikilink(match[0], " ".join(shown.split()), match[0].startswith("!"))
