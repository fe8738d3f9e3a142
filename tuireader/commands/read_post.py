"""A post for a command: its file, its facts, and its Markdown with the parsers for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.archive import open_archive
from tuireader.archive.disk.files import MISSING
from tuireader.archive.excerpts import count_words
from tuireader.archive.locate import locate
from tuireader.archive.post import Post, Problem
from tuireader.archive.scan import read
from tuireader.archive.source import open_source
from tuireader.archive.text import neutralise
from tuireader.late import dataclass
from tuireader.rendering.body.parsed_start import markdown_of
from tuireader.rendering.dialects.asked import asked_dialects
from tuireader.rendering.parsing.markdown import Parsers

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post and its archive; `body` is its Markdown, with the templates in it evaluated."""

    archive: Archive
    site: Site
    source: Source
    post: Post
    body: str
    parsers: Parsers


def read_post(path: Path) -> ReadPost | str:
    """The post in a file, or the reason why it cannot be read."""
    root, post_id = locate(path)
    if post_id is None:
        return "is a folder, not a post"
    archive = open_archive(root)
    if isinstance(archive, Problem):
        return archive.message
    source = open_source(archive, post_id)
    if isinstance(source, Problem):
        return "there is no such file" if source.rule == MISSING else source.message
    post = read(archive, post_id, datetime.now(UTC)) or _plain_file(source, archive)
    site = archive.site_for(post_id)
    body = markdown_of(source, site, post)
    parsers = Parsers().of(site.engine, body, asked=asked_dialects(site, str(archive.root), source, body))
    return ReadPost(archive, site, source, post, body, parsers)


def _plain_file(source: Source, archive: Archive) -> Post:
    """A post for a file that the site's engine ignores."""
    name = neutralise(source.id.rpartition("/")[2])
    return Post(
        id=source.id,
        kind="page",
        title=name,
        date=None,
        modified=source.stamp.moment(archive.site.timezone),
        slug=name,
        permalink=None,
        words=count_words(source.body),
        problems=source.problems,
    )
