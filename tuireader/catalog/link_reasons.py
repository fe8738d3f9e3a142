"""Why a link leads nowhere, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tuireader.archive.text import on_one_line
from tuireader.catalog.link_syntax import parse_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.catalog.link_syntax import Style

BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|gov|edu|me|co)(?:/|\Z)", re.IGNORECASE)

EMAIL: Final = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")

REASONS: Mapping[Style, tuple[str, ...]] = {
    "unreadable": ("its address is made by template code when the site is built",),
    "undefined": ("nothing defines [", "]"),
    "post": ("no post is named ", ""),
    "name": ("no note is called ", ""),
}
"""What is said of links of a style: around their target, or without it."""


def why_broken(href: str) -> str:
    """Return why nothing is found for a link that does not resolve; neutralised."""
    link = parse_link(href)
    target = on_one_line(unquote(link.target))
    if not href.strip():
        return "the address is empty"
    if reason := REASONS.get(link.style):
        return f"{reason[0]}{target}{reason[1]}" if reason[1:] else reason[0]
    return without_scheme(target) or f"nothing in the archive is at {target}"


def without_scheme(target: str) -> str:
    """Return what to write where an address lacks its beginning, so that browsers take it for a file; else nothing."""
    if EMAIL.fullmatch(target):
        return f"this is taken for a file beside the post: write mailto:{target}"
    if BARE_HOST.match(target):
        return f"this is taken for a file beside the post: write https://{target}"
    return ""


def is_unreadable(href: str) -> bool:
    """Tell whether only the site's build can tell what a link leads to."""
    return parse_link(href).style == "unreadable"
