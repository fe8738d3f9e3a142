"""One attribute of an HTML tag, read without a parser where nothing else of the tag matters."""

from __future__ import annotations

import re
from functools import cache
from html import unescape


def attribute(tag: str, name: str) -> str:
    """The value of the attribute of that name in the text of a tag, its entities decoded; empty if it has none."""
    found = _pattern(name).search(tag)
    return unescape(found[1] or found[2] or found[3] or "") if found else ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"""\s{name}\s{{0,9}}=\s{{0,9}}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
