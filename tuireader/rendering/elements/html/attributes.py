"""One tag, read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def _attributes(text: str) -> Mapping[str, str]:
    from html.parser import HTMLParser  # noqa: PLC0415 - only posts with HTML need it

    class _Reader(HTMLParser):
        found: Mapping[str, str] = _NONE

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            self.found = {name: value or "" for name, value in reversed(attrs)}

    reader = _Reader()
    reader.feed(text)
    return reader.found
