"""Why a link leads nowhere, in plain words."""

from __future__ import annotations

import re
from urllib.parse import unquote

from tuireader.archive.text import on_one_line
from tuireader.catalog.link_syntax import parse_link

BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|gov|edu|me|co)(?:/|\Z)", re.IGNORECASE)


def why_broken(href: str) -> str:
    """Return why nothing is found for a link that does not resolve; neutralised."""
    link = parse_link(href)
    target = on_one_line(unquote(link.target))
    if not href.strip():
        return "the address is empty"
    if link.style == "unreadable":
        return "its address is made by template code when the site is built"
    if link.style == "undefined":
        return f"nothing defines [{target}]"
    if link.style == "post":
        return f"no post is named {target}"
    if link.style == "name":
        return f"no note is called {target}"
    if BARE_HOST.match(target) and not target.startswith("/"):
        return f"this is taken for a file beside the post: write https://{target}"
    return f"nothing in the archive is at {target}"


def is_unreadable(href: str) -> bool:
    """Tell whether only the site's build can tell what a link leads to."""
    return parse_link(href).style == "unreadable"
