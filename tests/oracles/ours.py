"""The posts of an archive as they are read here, in the terms of the oracles."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.benchmarks.visible import words
from tests.oracles.published import Published
from tuireader.archive.archive import open_archive
from tuireader.archive.disk.walk import candidates
from tuireader.archive.post import Problem
from tuireader.archive.scan import PostReader
from tuireader.archive.source import open_source
from tuireader.commands.command import theme_named
from tuireader.rendering.body.blocks import References
from tuireader.rendering.body.parsed_start import markdown_of, parsed_start
from tuireader.rendering.drawing import Drawing, DrawOptions, Line
from tuireader.rendering.outline import outline
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post

_WIDTH = 600
_HEAD = Drawing((Line((), 0, 0),))


def posts_of(root: Path, *, draws: bool) -> Mapping[str, Published]:
    """Return all posts of an archive by their paths; the words of their bodies only where `draws` says so."""
    archive = open_archive(root)
    if isinstance(archive, Problem):
        raise TypeError(archive.message)
    now = datetime.now(UTC)
    found = {}
    reader = PostReader(archive, now)
    parsers = Parsers()
    for one in candidates(archive):
        post = reader.post(one.id, one.role)
        if post is not None:
            found[str(one.id)] = _published(archive, post, parsers, draws=draws)
    return found


def _published(archive: Archive, post: Post, parsers: Parsers, *, draws: bool) -> Published:
    ids, text = _body(archive, post, parsers, draws=draws)
    return Published(
        title=post.title,
        instant=post.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if post.date else "",
        tags=post.tags,
        categories=post.categories,
        draft=post.draft,
        shown=not (post.draft or post.hidden or post.future),
        slug=post.slug,
        address=unquote(post.permalink or ""),
        ids=ids,
        words=tuple(sorted(words(text).elements())) if draws else None,
        text=" ".join(text.split()) if draws else None,
    )


def _body(archive: Archive, post: Post, shared: Parsers, *, draws: bool) -> tuple[tuple[str, ...], str]:
    """Return the ids of the headings and, if wanted, the text of the page below its head."""
    source = open_source(archive, post.id)
    if isinstance(source, Problem):
        return (), ""
    site = archive.site_of(post.id) or archive.site
    body = markdown_of(source, site, post)
    parsers = shared.of(site.engine, body, line_breaks=site.line_breaks)
    text = parsed_start(parsers.blocks, body, body.count("\n") + 1)
    ids = tuple(
        entry.anchor for entry in outline(parsers.full, text.window.blocks, parsers.ids) if entry.anchor
    )
    if not draws:
        return ids, ""
    theme = theme_named("night")
    drawer = Drawer(parsers, theme, _WIDTH, References(), DrawOptions(unfolded=True, title=""))
    page = Page(text.lines, lambda _: _HEAD, drawer.knowing(text.references))
    page.extend(text.window.blocks)
    rows = [row.line.text for index in range(len(page)) for row in page.rows_of(index)]
    return ids, "\n".join(rows)
