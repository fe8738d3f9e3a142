"""Wikilinks in a run of text: `[[Note]]`, `[[Note#Heading|shown]]`, `![[embed.png]]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

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
