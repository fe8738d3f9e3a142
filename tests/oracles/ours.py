"""The posts of an archive as they are read here, in the terms of the oracles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.benchmarks.visible import words
from tests.oracles.published import Published
from tuireader.archive.archive import open_archive
from tuireader.archive.disk.walk import candidates
from tuireader.archive.post import PostId, Problem
from tuireader.archive.scan import PostReader
from tuireader.archive.source import open_source
from tuireader.catalog.catalog import Catalog
from tuireader.checking.check import facts_of
from tuireader.rendering.body.blocks import References
from tuireader.rendering.body.parsed_start import markdown_of, parsed_start
from tuireader.rendering.dialects.asked import asked_dialects
from tuireader.rendering.drawing import Drawing, DrawOptions, Line
from tuireader.rendering.outline import outline
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.catalog.links.graph import Link
    from tuireader.checking.facts import Facts

_WIDTH = 600
_HEAD = Drawing((Line((), 0, 0),))


def posts_of(root: Path, *, draws: bool, links: bool = False) -> Mapping[str, Published]:
    """Return all posts of an archive by their paths; the words of their bodies and their links only if asked for."""
    archive = open_archive(root)
    if isinstance(archive, Problem):
        raise TypeError(archive.message)
    now = datetime.now(UTC)
    reader = PostReader(archive, now)
    parsers = Parsers()
    read = (reader.post(one.id, one.role) for one in candidates(archive))
    posts = [post for post in read if post is not None]
    found = {str(post.id): _published(archive, post, parsers, draws=draws) for post in posts}
    return _with_links(archive, posts, found) if links else found


def _with_links(
    archive: Archive, posts: Sequence[Post], found: Mapping[str, Published]
) -> Mapping[str, Published]:
    facts = facts_of(archive, Catalog.empty().apply(posts)[0])
    return {
        path: replace(
            one,
            links=tuple(sorted(str(link.target.id) for link in links if link.target.id is not None)),
            dead=tuple(
                sorted(
                    link.written.text
                    for link in links
                    if not link.written.image and facts.leads_nowhere(link)
                )
            ),
        )
        for path, one in found.items()
        for links in (facts.graph.links_from(PostId(path)),)
    }


def _is_dead(facts: Facts, link: Link) -> bool:
    return not link.written.image and facts.leads_nowhere(link) != ""


def _published(archive: Archive, post: Post, parsers: Parsers, *, draws: bool) -> Published:
    ids, text = _body(archive, post, parsers, draws=draws)
    return Published(
        title=post.title,
        instant=_instant(post),
        tags=post.tags,
        categories=post.categories,
        authors=post.authors,
        draft=post.draft,
        shown=not (post.draft or post.hidden or post.future),
        slug=post.slug,
        address=unquote(post.permalink or ""),
        excerpt=post.excerpt,
        ids=ids,
        words=tuple(sorted(words(text).elements())) if draws else None,
        text=" ".join(text.split()) if draws else None,
    )


def _instant(post: Post) -> str:
    if post.date is None:
        return ""
    try:
        return f"{post.date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")
    except OverflowError:
        return post.date.isoformat()


def _body(archive: Archive, post: Post, shared: Parsers, *, draws: bool) -> tuple[tuple[str, ...], str]:
    """Return the ids of the headings and, if wanted, the text of the page below its head."""
    source = open_source(archive, post.id)
    if isinstance(source, Problem):
        return (), ""
    site = archive.site_for(post.id)
    body = markdown_of(source, site, post)
    parsers = shared.of(site.engine, body, asked=asked_dialects(site, str(archive.root), source, body))
    text = parsed_start(parsers.blocks, body, body.count("\n") + 1)
    ids = tuple(
        entry.anchor
        for entry in outline(parsers.full, text.window.blocks, parsers.ids, parsers.id_prefix, untitled=True)
        if entry.anchor
    )
    if not draws:
        return ids, ""
    theme = night()
    drawer = Drawer(parsers, theme, _WIDTH, References(), DrawOptions(unfolded=True, title=""))
    page = Page(text.lines, lambda _: _HEAD, drawer.changed(references=text.references))
    page.extend(text.window.blocks)
    rows = [row.line.text for index in range(len(page)) for row in page.rows_of(index)]
    return ids, "\n".join(rows)
