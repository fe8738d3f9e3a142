"""The tags in a text, and their attributes, for readers of HTML that make no tree of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_TAG: Final = expression(r"""<(?:(!--)|(/?)([A-Za-z][^\s/<>]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>)""")
_ATTRIBUTE: Final = expression(
    r"""(?<=['"\s/])([^\s/>='"][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(?!["'])([^>\s]*+)))?+"""
)


class Tag(NamedTuple):
    """A tag: its position, its name in small letters, whether it closes, its attributes as they are written."""

    start: int
    end: int
    name: str
    closes: bool
    written: str

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes, their names in small letters."""
        return attributes(self.written)


def attributes(written: str) -> Mapping[str, str]:
    """The attributes in the text of a tag, their entities decoded; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


def read_tag(text: str) -> Tag | None:
    """The tag that `text` begins with; None for a comment and the like."""
    return None if (match := _TAG.match(text)) is None or match[1] else _tag(match)


def tags(html: str, swallowing: Collection[str]) -> Iterator[Tag]:
    """The tags of `html`, but for those in comments and within `swallowing` elements.

    One of these that is never closed swallows nothing.
    """
    unclosed: set[str] = set()
    at = 0
    while match := _TAG.search(html, at):
        at = match.end()
        tag = _tag(match)
        if not match[1]:
            yield tag
        wanted = "-->" if match[1] else f"</{tag.name}" if tag.name in swallowing and not tag.closes else ""
        if wanted and wanted not in unclosed:
            if end := re.compile(wanted, re.IGNORECASE).search(html, at):
                at = end.end()
            else:
                unclosed.add(wanted)


def _tag(match: re.Match[str]) -> Tag:
    return Tag(*match.span(), (match[3] or "").lower(), bool(match[2]), match[4] or "")
