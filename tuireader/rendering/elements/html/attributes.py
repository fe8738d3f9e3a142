"""The attributes of a tag, and of an element of a tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_NAME: Final = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)")
_NONE: Final[Mapping[str, str]] = {}


class Tag(NamedTuple):
    """A tag: its name in small letters, whether it closes, its attributes with their entities decoded."""

    name: str
    closes: bool
    attributes: Mapping[str, str]


def read_tag(text: str) -> Tag | None:
    """The tag that `text` is as a whole; None for a comment and the like."""
    found = _NAME.match(text)
    if found is None:
        return None
    name, closes = found[2].lower(), bool(found[1])
    bare = closes or len(text) == len(name) + 2
    return Tag(name, closes, _NONE if bare else _attributes(text))


def attributes_of(element: _Element) -> Mapping[str, str]:
    """The attributes of an element; what plays something has the address of the first source in it."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if element.tag in {"video", "audio"} and "src" not in attributes:
        source = element.find("source")
        if source is not None:
            attributes["src"] = str(source.get("src", ""))
    return attributes


def _attributes(text: str) -> Mapping[str, str]:
    from html.parser import HTMLParser  # noqa: PLC0415 - only posts with HTML need it

    class _Reader(HTMLParser):
        found: Mapping[str, str] = _NONE

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            self.found = {name: value or "" for name, value in reversed(attrs)}

    reader = _Reader()
    reader.feed(text)
    return reader.found
