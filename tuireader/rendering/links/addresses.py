"""Addresses of links: decoded safely, with template code in them, and in HTML tags."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

from tuireader.archive.text import on_one_line
from tuireader.archive.written_link import WrittenLink
from tuireader.late import expression
from tuireader.rendering.parsing.html_tags import read_tag, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.written_link import Syntax


def link_at(  # noqa: PLR0913 - the fields of what it makes
    line: int, column: int, href: str, text: str, syntax: Syntax, *, image: bool = False
) -> WrittenLink:
    """A link, with the template code in its address and text as it was written, and without control characters."""
    if "%7" in href or "%7" in text:
        href, text = decoded(href), decoded(text)
    return WrittenLink(line, column, on_one_line(href), on_one_line(text), syntax_of(href, syntax), image)


_CODE: Final = expression(r"\{\{[^{}\n]{0,400}\}\}|\{%[^{}%\n]{0,400}%\}")
_ENCODED: Final = expression(r"%7B(?:%7B|%25)[^\s]*?(?:%7D|%25)%7D", re.IGNORECASE)


def encoded(text: str) -> str:
    """`text` with each piece of template code percent-encoded; lines stay where they are."""
    return _CODE.sub(lambda match: quote(match[0], safe=""), text) if "{{" in text or "{%" in text else text


def decoded(text: str) -> str:
    """`text` with the template code in it as it was written."""
    return _ENCODED.sub(lambda match: unquote(match[0]), text) if "%7" in text else text


def syntax_of(href: str, otherwise: Syntax) -> Syntax:
    """`template` where an address holds template code."""
    return "template" if "{%" in href or "{{" in href else otherwise


_LINKING: Final = frozenset({"a", "img", "video", "audio", "source", "iframe"})
_SWALLOWING: Final = frozenset({"script", "style", "textarea"})
_ANY_TAG: Final = expression(r"<[^<>]{0,1000}>")
_MAX_TEXT: Final = 2_000
_MAX_ADDRESS: Final = 4_000


class LinkingTag(NamedTuple):
    """A tag that links: its position in the text, its address, and the text of the link."""

    start: int
    href: str
    text: str
    image: bool


def linking_tags(html: str) -> Iterator[LinkingTag]:
    """The tags of `html` that have an address, but for those in comments, programs and plain text."""
    for tag in tags(html, _SWALLOWING):
        if tag.name not in _LINKING or tag.closes:
            continue
        values, is_link = tag.attributes, tag.name == "a"
        href = values.get("href" if is_link else "src", "").strip()
        if href and len(href) <= _MAX_ADDRESS:
            text = _inside(html, tag.end) if is_link else values.get("alt", "")
            yield LinkingTag(tag.start, href, " ".join(text.split()), not is_link)


def raw_end(written: str) -> str:
    """The beginning of the end tag of an element in which nothing is a tag; empty for any other tag."""
    tag = read_tag(written)
    return f"</{tag.name}" if tag and tag.name in _SWALLOWING and not tag.closes else ""


def _inside(html: str, start: int) -> str:
    """The text up to the end of the link."""
    end = html.find("</", start, start + _MAX_TEXT)
    while end >= 0 and html[end + 2 : end + 3] not in {"a", "A"}:
        end = html.find("</", end + 2, start + _MAX_TEXT)
    return unescape(_ANY_TAG.sub(" ", html[start:end])) if end >= 0 else ""
