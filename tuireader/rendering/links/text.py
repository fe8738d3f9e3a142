"""The text of links: without markup, and in wikilinks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.late import expression
from tuireader.rendering.dialects.obsidian import WIKILINK, names_note

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKUP: Final = frozenset("*_`[]<>&\\~!:^@$={}|")
_BUT_CODE: Final = expression(r"(?:[^*_`\[\]<>&\\~!:^@$={}|]|`[^`\s](?:[^`]{0,500}[^`\s])?`(?!`))*+")
"""Text with no other markup than the simplest spans of code."""


def plain_text(parser: MarkdownIt, written: str) -> str:
    """The visible text of a piece of Markdown, on one line."""
    if _MARKUP.isdisjoint(written):
        return " ".join(written.split())
    if _BUT_CODE.fullmatch(written):
        return " ".join(written.replace("`", "").split())
    return joined_texts(parser.parseInline(written, {})[0].children or ())


def joined_texts(tokens: Iterable[Token]) -> str:
    """The visible text of inline tokens, on one line."""
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


class Wikilink(NamedTuple):
    """A wikilink as it is written, and its visible text."""

    written: str
    text: str
    embed: bool


def wikilinks_in(text: str) -> Iterator[Wikilink]:
    """The wikilinks of `text`, in order."""
    if "[[" in text:
        yield from (wikilink(match) for match in WIKILINK.finditer(text) if names_note(match))


def wikilink(match: re.Match[str]) -> Wikilink:
    shown = match[3] or match[2]
    return Wikilink(match[0], " ".join(shown.split()), match[0].startswith("!"))
