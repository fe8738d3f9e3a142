"""Any text in Latin letters without accents, as the slugs of several engines spell it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE: Final = Path(__file__).with_name("latin.txt")
_NOT_LATIN: Final = re.compile(r"[^a-z0-9]+")
_BEYOND: Final = re.compile(r"[^\x00-\x7f]")


def latin_slug(text: str) -> str:
    """Return a text in small Latin letters and digits, with one hyphen for all signs between them.

    The result is that of the crates `slug` and `deunicode`, which Zola uses: `你好, Łódź` is `ni-hao-lodz`.
    """
    text = text.lower() if text.isascii() else _BEYOND.sub(_spelt, text.translate(_SMALL))
    return _NOT_LATIN.sub("-", text).strip("-")


def latin_spelling(character: str) -> str:
    """Return the spelling of a character beyond ASCII, with hyphens for blanks and signs; "" for an unknown one."""
    return _spellings().get(character, "")


_SMALL: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _spelt(match: re.Match[str]) -> str:
    return _spellings().get(match[0], "-")


@cache
def _spellings() -> Mapping[str, str]:
    """Return the spellings of characters: `latin.txt` has the number of one and the spellings of those from it on."""
    found: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="ascii").splitlines():
        first, *spelt = line.split(" ")
        if first != "#":
            start = int(first, 16)
            found.update((chr(start + at), one.replace("_", "")) for at, one in enumerate(spelt))
    return found
