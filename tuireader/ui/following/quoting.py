"""Words of a post as they can be pasted elsewhere: their links lead where they led, from anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin

from tuireader.catalog.link_syntax import parse_link
from tuireader.checking.collecting import post_links
from tuireader.rendering.links.template_code import decoded, encoded
from tuireader.rendering.links.wikilinks import WIKILINK, wikilink
from tuireader.ui.reading.copies import address_on_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.post import Post, PostId
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.links import Target
    from tuireader.checking.facts import Facts

    Resolve = Callable[[str, PostId], Target]

_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]{1,500}\]:[^\n]*", re.MULTILINE)
_LABEL: Final = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]{0,500}\]){0,2000}+)\](?:\[[^\[\]]{0,500}\])?")
_ASIDE: Final = re.compile(r"[()<>\s]")


def with_whole_links(facts: Facts, resolve: Resolve, post: Post, text: str) -> str:
    """Return Markdown of a post with the links into its site made whole.

    `text` is a piece of the post's body, with template code in addresses as it is or percent-encoded.
    """
    # Columns are counted in the text as the parser gets it.
    text = encoded(decoded(text))
    body = facts.body(post.id)
    definitions = "\n".join(_DEFINITION.findall(body.text)) if body else ""
    count = text.count("\n") + 1
    written = post_links(facts.archive, post.id, f"{text}\n\n{definitions}", 1)
    for link in reversed([one for one in written if one.line <= count]):
        if address := _address(facts, resolve(link.href, post.id), link.href, post):
            text = _replaced(text, link, _ASIDE.sub(lambda match: quote(match[0]), address))
    return decoded(text)


def _address(facts: Facts, target: Target, href: str, post: Post) -> str:
    """Return the address of what a link leads to, nothing where it is to stay as it is."""
    found = facts.catalog.get(target.id) if target.id else None
    if found is not None:
        return address_on_site(facts.archive, found) + (f"#{target.fragment}" if target.fragment else "")
    reference = parse_link(href)
    if target.kind != "asset" or reference.style not in {"url", "site"} or not reference.target:
        return ""
    page = address_on_site(facts.archive, post)
    if reference.style == "url":
        return urljoin(page, reference.target)
    root = page.removesuffix((post.permalink or "").lstrip("/"))
    return f"{root}{reference.target.lstrip('/')}"


def _replaced(text: str, link: WrittenLink, address: str) -> str:
    """Return the text with the address of the link that begins at its line and column."""
    start = _offset(text, link)
    if wiki := WIKILINK.match(text, start):
        return f"{text[:start]}{'!' * link.image}[{wikilink(wiki).text}]({address}){text[wiki.end() :]}"
    label = _LABEL.match(text, start)
    if label and not text.startswith("(", label.end()):
        return f"{text[:start]}{'!' * link.image}[{label[1]}]({address}){text[label.end() :]}"
    href = encoded(link.href)
    at = text.find(href, label.end() if label else start)
    return text if at < 0 else f"{text[:at]}{address}{text[at + len(href) :]}"


def _offset(text: str, link: WrittenLink) -> int:
    start = 0
    for _ in range(link.line - 1):
        start = text.find("\n", start) + 1
    return start + link.column - 1
