"""What a piece of a body looks like from afar: whether it can hold a link, and whether patterns can find it."""

from __future__ import annotations

import re
from typing import Final

_STRUCTURE: Final = re.compile(
    r"^[ \t]*+(?:[>#|:]|\[\^|[-+*][ \t]|\d{1,9}[.)][ \t]|=+[ \t]*$|-+[ \t]*$|[-*_][-*_ \t]+$)", re.MULTILINE
)
_CODE_LINE: Final = re.compile(r"(?:\n[ \t]*+\n|\A(?:[ \t]*+\n)*+)(?: {0,3}\t| {4})")
_SET_IN: Final = re.compile(
    r"^[ >]*(?:\t| {4})"
    r"|^(?:[ \t>+*\d.)-]|\[\^[^\]\n]{1,100}\]:)*?(?:[-+*>]|\d{1,9}[.)]|\[\^[^\]\n]{1,100}\]:)(?: {5}| *\t)",
    re.MULTILINE,
)
"""Lines that may be code where they do not go on with a paragraph."""
_HTML_LINE: Final = re.compile(r"^[ \t>*+-]*+<[/!?A-Za-z]", re.MULTILINE)
_TAG: Final = re.compile("<[A-Za-z]")
_ROW: Final = re.compile(r"^[ \t>|:]*+-[ \t:|-]*$", re.MULTILINE)
_WWW: Final = re.compile(r"(?<![^\s*_~()\]>`])www\.", re.IGNORECASE)


def holds_nothing(text: str) -> bool:
    """Whether nothing in a text can be a link."""
    if "[" in text or "://" in text or "www." in text:
        return False
    return "<" not in text or _TAG.search(text) is None


def holds_odd_things(text: str) -> bool:
    """Whether a text holds anything, or is set in so, that only the parser can tell what it is."""
    if "%%" in text or text.count("$") > 1 or "{:" in text or "^[" in text:
        return True
    if "*[" in text and "]:" in text:
        return True
    if ("www." in text and _WWW.search(text)) or ("<" in text and begins_html(text)):
        return True
    return ("    " in text or "\t" in text) and _may_hold_code(text)


def begins_html(text: str) -> bool:
    """Whether a line of a text begins like HTML does."""
    return _HTML_LINE.search(text) is not None


def is_structured(text: str) -> bool:
    """Whether the lines of a text may belong to several blocks."""
    return _STRUCTURE.search(text) is not None


def may_be_table(text: str) -> bool:
    """Whether a line looks like the one below a table's header."""
    return _ROW.search(text) is not None


def _may_hold_code(text: str) -> bool:
    if _CODE_LINE.search(text):
        return True
    return _SET_IN.search(text) is not None and _STRUCTURE.search(text) is not None
