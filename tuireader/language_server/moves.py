"""A post that gets another name or folder: the edits that keep the links to it and from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import TextEdit, WorkspaceEdit

from tuireader.archive.source import Source, open_source
from tuireader.language_server.link_forms import address_of, form_of
from tuireader.language_server.navigation import Pages
from tuireader.session.preview.unsaved import unsaved_text

if TYPE_CHECKING:
    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.links.graph import Link
    from tuireader.language_server.buffers import ColumnUnits
    from tuireader.session.links import LinkSnapshot


def moved(links: LinkSnapshot, units: ColumnUnits, old: PostId, new: PostId) -> WorkspaceEdit | None:
    """The edits, before a post is renamed, of all links that would lead nowhere or elsewhere afterwards.

    None if the file would be no post. For a thread: the links of the whole archive are resolved anew.
    """
    source = open_source(links.facts.archive, old)
    found = unsaved_text(links.facts.archive, new, source.text) if isinstance(source, Source) else None
    if found is None:
        return None
    after, pages = links.with_moved(found.post, old), Pages(links, units)
    edits: dict[str, list[TextEdit]] = {}
    graph = links.facts.graph
    for link in (*graph.links_to(old), *graph.links_from(old)):
        if edit := _mended(pages, after, link, old, found.post):
            edits.setdefault(pages.uri(link.source), []).append(edit)
    return WorkspaceEdit(changes=edits)


def _mended(pages: Pages, after: LinkSnapshot, link: Link, old: PostId, moved_post: Post) -> TextEdit | None:
    """The edit of a link that would lead elsewhere; None if it still leads where it did, or cannot be edited."""
    if link.target.id is None or link.target.kind == "heading":
        return None
    source = moved_post.id if link.source == old else link.source
    wanted = moved_post.id if link.target.id == old else link.target.id
    href = link.written.href
    post = after.facts.catalog.get(wanted)
    if post is None or after.resolve(href, source).id == wanted:
        return None
    address = address_of(after, form_of(href), post, source, link.target.fragment)
    placed = pages.placed(link)
    if placed is None:
        return None
    if href.startswith(("[[", "![[")) and address.startswith("[["):
        href, address = _name(href), _name(address)
    buffer, line = pages.buffer(link.source), link.written.line - 1
    at = buffer.lines[line].find(href, placed.start)
    if at < 0 or at > placed.end:
        return None
    return TextEdit(buffer.range(line, at, at + len(href)), address)


def _name(wikilink: str) -> str:
    """The name in a wikilink, without its anchor and its text."""
    return wikilink.lstrip("!")[2:].removesuffix("]]").partition("|")[0].partition("#")[0]
