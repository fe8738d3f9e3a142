"""Titles as readers see them."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from tuireader.archive.text import neutralise

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_STYLED: Final = re.compile(
    r"<(em|i|strong|b|code|small|sup|sub|span|abbr|cite|mark|q|s|u)(?:\s[^<>]{0,200})?>([^<>]{0,500})</\1>",
    re.IGNORECASE,
)


def plain_title(title: str) -> str:
    """Return a title without HTML: what its entities mean, and what tags for a run of words enclose.

    Sites put titles into their pages as they are written. Nothing that an entity stands for commands a terminal.
    """
    if "<" in title:
        title = _STYLED.sub(r"\2", title)
    if "&" not in title:
        return title
    return " ".join(neutralise(_ENTITY.sub(lambda match: unescape(match[0]), title)).split())
