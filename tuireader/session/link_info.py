"""The targets of links in words, and texts to copy with links that work anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin

from tuireader.archive.text import on_one_line
from tuireader.catalog.links.resolve import Target, is_unreadable, why_broken
from tuireader.catalog.links.syntax import parse_link
from tuireader.checking.links import LinkReader
from tuireader.late import dataclass, expression
from tuireader.rendering.anchors import words_named
from tuireader.rendering.dialects.obsidian import WIKILINK
from tuireader.rendering.links.addresses import decoded, encoded
from tuireader.rendering.links.text import wikilink

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.catalog import Catalog
    from tuireader.checking.facts import Facts
    from tuireader.rendering.anchors import Anchors

    Resolve = Callable[[str, PostId], Target]

ARROW: Final = "→"
CROSS: Final = "✗"
_SHOWN: Final = 40
_NOTE: Final = expression(r"fn:(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """The target of a link, and its description, neutralised.

    `reason` says why the link is broken; empty if it is not. `line` is the line of the target's body, from 1, that its
    anchor most likely means; 0 without one.
    """

    target: Target
    text: str
    reason: str = ""
    line: int = 0

    @property
    def broken(self) -> bool:
        return bool(self.reason)


def link_info(facts: Facts, target: Target, href: str, source: PostId) -> LinkInfo:
    """The target of the link `href` in the post `source`; reads the target to find an anchor in it."""
    info = _link_info(facts, target, href, source)
    # They hold file names and decoded addresses, which have not been neutralised.
    return replace(info, text=on_one_line(info.text), reason=on_one_line(info.reason))


def _link_info(facts: Facts, target: Target, href: str, source: PostId) -> LinkInfo:
    match target.kind:
        case "post" | "page" | "heading":
            return _into_post(facts, target, source)
        case "external":
            return LinkInfo(target, f"{ARROW} {target.path}")
        case "asset":
            return _to_file(facts, target, href, source)
        case _ if is_unreadable(href):
            return LinkInfo(target, f"{ARROW} {href}: {why_broken(href)}")
        case _ if not (reason := facts.lost_page(target, href, source)):
            return LinkInfo(target, f"{ARROW} {target.path} (a page of the site, not a post)")
        case _:
            return LinkInfo(target, f"{CROSS} {reason}", reason)


def _to_file(facts: Facts, target: Target, href: str, source: PostId) -> LinkInfo:
    if reason := facts.lost_file(target, href, source):
        return LinkInfo(target, f"{CROSS} {reason}", reason)
    made = target.path == "/" or parse_link(href).style == "made"
    there = made or facts.paths.exists(target.path, source)
    what = "a page of the site" if made else "a file" if there else "not in the archive"
    return LinkInfo(target, f"{ARROW} {target.path} ({what})")


def _into_post(facts: Facts, target: Target, source: PostId) -> LinkInfo:
    post = facts.catalog.get(target.id) if target.id else None
    title = post.title if post and target.id != source else "this post"
    if post is None:
        return LinkInfo(target, f"{ARROW} {title}")
    if target.text and (line := facts.text_line(post.id, target.text)):
        return LinkInfo(target, f"{ARROW} {title} › “{_beginning(words_named(target.text))}”", line=line)
    anchors = facts.anchors(post.id) if target.anchor else None
    if target.anchor.startswith("fnref:"):
        return LinkInfo(target, f"{ARROW} back to where the note is cited")
    if anchors is None:
        return LinkInfo(target, f"{ARROW} {title}")
    label = None if anchors.line(target.anchor) else facts.labelled(target.anchor, source)
    if label and (elsewhere := facts.catalog.get(label[0])):
        there = Target(elsewhere.kind, elsewhere.id, target.anchor)
        return LinkInfo(there, f"{ARROW} {elsewhere.title} › #{target.anchor}", line=label[1])
    return _to_place(facts, target, anchors, title)


def _to_place(facts: Facts, target: Target, anchors: Anchors, title: str) -> LinkInfo:
    line = anchors.line(target.anchor)
    if line is None and facts.paths.files.has_place(target.anchor):
        return LinkInfo(target, f"{ARROW} {title} › #{target.anchor} (made by the site)")
    if line is None:
        return _astray(target, anchors, title)
    if note := _NOTE.match(target.anchor):
        return LinkInfo(target, f"{ARROW} footnote {anchors.note(line) or note[1]}", line=line)
    part = anchors.title(target.anchor) or f"#{target.anchor}"
    return LinkInfo(target, f"{ARROW} {title} › {part}", line=line)


def _astray(target: Target, anchors: Anchors, where: str) -> LinkInfo:
    """The target of a link with a missing anchor: the nearest anchor, if one is close."""
    reason = f"there is no heading #{target.anchor} in {where}"
    nearest = anchors.nearest(target.anchor)
    if not nearest:
        return LinkInfo(target, f"{CROSS} {reason}", reason)
    part = anchors.title(nearest) or f"#{nearest}"
    return LinkInfo(target, f"{CROSS} {reason}; the nearest is “{part}”", reason, anchors.line(nearest) or 0)


def _beginning(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1].rstrip()}…"


_DEFINITION: Final = expression(r"^ {0,3}\[(?!\^)[^\[\]\n]{1,500}\]:[^\n]*", re.MULTILINE)
_LABEL: Final = expression(r"!?\[((?:[^\[\]]|\[[^\[\]]{0,500}\]){0,2000}+)\](?:\[[^\[\]]{0,500}\])?")
_ASIDE: Final = expression(r"[()<>\s]")


def with_whole_links(facts: Facts, resolve: Resolve, post: Post, text: str) -> str:
    """Markdown of a post with the links within its site made absolute.

    `text` is part of the post's body, with template code in addresses left alone or percent-encoded.
    """
    # Columns count in the text that the parser sees.
    text = encoded(decoded(text))
    body = facts.body(post.id)
    definitions = "\n".join(_DEFINITION.findall(body.text)) if body else ""
    count = text.count("\n") + 1
    written = LinkReader(facts.archive).links_of(post.id, f"{text}\n\n{definitions}", 1)
    for link in reversed([one for one in written if one.line <= count]):
        if address := _address(facts.archive, facts.catalog, resolve(link.href, post.id), link.href, post):
            text = _replaced(text, link, _ASIDE.sub(lambda match: quote(match[0]), address))
    return decoded(text)


def web_address(archive: Archive, catalog: Catalog, target: Target, href: str, post: Post) -> str:
    """The address on the web of a link's target, or its place in the post itself; empty if it has none."""
    if target.kind == "external":
        return f"https:{target.path}" if target.path.startswith("//") else target.path
    if target.id == post.id:
        return f"#{quote(target.anchor)}" if target.anchor else "#"
    found = _address(archive, catalog, target, href, post)
    return found if "://" in found else ""


def _address(archive: Archive, catalog: Catalog, target: Target, href: str, post: Post) -> str:
    """The absolute address of a link's target; empty to leave the link as it is."""
    found = catalog.get(target.id) if target.id else None
    if found is not None:
        return address_on_site(archive, found) + (f"#{target.fragment}" if target.fragment else "")
    reference = parse_link(href)
    if target.kind != "asset" or reference.style not in {"url", "site"} or not reference.target:
        return ""
    page = address_on_site(archive, post)
    if reference.style == "url":
        return urljoin(page, reference.target)
    root = page.removesuffix((post.permalink or "").lstrip("/"))
    return f"{root}{reference.target.lstrip('/')}"


def _replaced(text: str, link: WrittenLink, address: str) -> str:
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


def permalink(archive: Archive, post: Post) -> str:
    """The address of a post on the web, or the path of its file if the site has none."""
    where = address_on_site(archive, post)
    return where if "://" in where else str(archive.root / post.id)


def address_on_site(archive: Archive, post: Post) -> str:
    """The address of a post on the web, or its path if the site has no address; else that of its file."""
    site = archive.site_for(post.id)
    url, base = site.url.strip().rstrip("/"), site.baseurl.strip("/")
    if post.permalink is None:
        return str(archive.root / post.id)
    if base and not f"{url}/".endswith(f"/{base}/"):
        url = f"{url}/{base}"
    return f"{url}/{post.permalink.lstrip('/')}"


def address(archive: Archive, post: Post, href: str) -> str:
    """The address of a link in a post, absolute if the site's is known."""
    page = permalink(archive, post)
    if not href or "://" not in page:
        return href
    try:
        return urljoin(page, href)
    except ValueError:
        return href


def quoted(text: str, title: str, source: str) -> str:
    """A text as a quote in Markdown, with its title and, if it has one, its `source`."""
    lines = "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))
    return f"{lines}\n>\n> — {', '.join(filter(None, (title, source)))}\n"
