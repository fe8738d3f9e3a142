"""What is compared of the HTML that an engine makes of a body."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from tests.benchmarks.visible import visible_text, words

_HEADING: Final = re.compile(r"<h[1-6]\b([^>]*)>", re.IGNORECASE)
_ID: Final = re.compile(r"""\bid=(?:"([^"]*)"|([^\s>"']+))""")


def ids_of(html: str) -> tuple[str, ...]:
    """The ids of the headings that have one, in their order."""
    found = (_ID.search(match[1]) for match in _HEADING.finditer(html))
    return tuple(unescape(match[1] or match[2] or "") for match in found if match and (match[1] or match[2]))


def words_of(html: str) -> tuple[str, ...]:
    """The words that a browser would show, sorted."""
    return tuple(sorted(words(visible_text(html)).elements()))


def text_of(html: str) -> str:
    """All that a browser would show, its blanks joined."""
    return " ".join(visible_text(html.replace("<br>", "\n").replace("<br />", "\n")).split())
