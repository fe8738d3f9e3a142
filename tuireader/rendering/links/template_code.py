"""Template code in addresses: hidden from the Markdown parser, which ends an address at its first blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from tuireader.archive.written_link import Syntax

_CODE: Final = re.compile(r"\{\{[^{}\n]{0,400}\}\}|\{%[^{}%\n]{0,400}%\}")
_ENCODED: Final = re.compile(r"%7B(?:%7B|%25)[^\s]*?(?:%7D|%25)%7D", re.IGNORECASE)


def encoded(text: str) -> str:
    """`text` with each piece of template code percent-encoded; lines stay where they are."""
    return _CODE.sub(_quoted, text) if "{{" in text or "{%" in text else text


def decoded(text: str) -> str:
    """`text` with the template code in it as it was written."""
    return _ENCODED.sub(_unquoted, text) if "%7" in text else text


def syntax_of(href: str, otherwise: Syntax) -> Syntax:
    """`template` where an address holds template code."""
    return "template" if "{%" in href or "{{" in href else otherwise


def _quoted(match: re.Match[str]) -> str:
    return quote(match[0], safe="")


def _unquoted(match: re.Match[str]) -> str:
    return unquote(match[0])
