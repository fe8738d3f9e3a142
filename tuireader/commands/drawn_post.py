"""A file → its post, drawn whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.archive import open_archive
from tuireader.archive.files import MISSING
from tuireader.archive.locate import locate
from tuireader.archive.pictures import Pictures
from tuireader.archive.post import Post, PostId, Problem
from tuireader.archive.scan import read
from tuireader.archive.source import open_source
from tuireader.archive.text import neutralise
from tuireader.commands.styled import theme_named
from tuireader.rendering.body.manuscript import manuscript
from tuireader.rendering.body.references import References
from tuireader.rendering.body.site_text import site_text
from tuireader.rendering.headings.outline import outline
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.head import draw_head
from tuireader.rendering.page.manner import Manner, Picture
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.parsers import Parsers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.source import Source
    from tuireader.rendering.body.manuscript import Manuscript
    from tuireader.rendering.headings.outline import OutlineEntry
    from tuireader.rendering.page.drawing import Line


@dataclass(frozen=True, slots=True)
class DrawnPost:
    """A post with all of its lines; `body_line` is the line of the file, from 1, that the body begins on."""

    post: Post
    rows: tuple[Line, ...]
    outline: tuple[OutlineEntry, ...]
    body_line: int

    @property
    def text(self) -> str:
        """The lines without styles."""
        return "\n".join(row.text.rstrip() for row in self.rows)


def draw_post(path: Path, theme: str, width: int, name: str | None = None) -> DrawnPost | str:
    """Return the post in the file, drawn at that width, or in plain words why it cannot be read.

    `name` is its id where the file is only a stand-in.
    """
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
    site = archive.site_of(post_id) or archive.site
    body = site_text(source, site, post)
    parsers = Parsers().of(site.engine, body, line_breaks=site.line_breaks)
    manner = Manner(unfolded=True, title=post.title)
    manner = manner if name else replace(manner, picture=_pictures(archive, post))
    drawer = Drawer(parsers, theme_named(theme), width, References(), manner)
    text = manuscript(parsers.blocks, body, body.count("\n") + 1)
    post = replace(post, id=PostId(name)) if name else post
    return _drawn(post, text, drawer.knowing(text.references), parsers, source.body_line)


def _pictures(archive: Archive, post: Post) -> Callable[[str], Picture | None]:
    """Return what tells of the images of a post."""
    pictures = Pictures(archive).prepare()

    def picture(address: str) -> Picture | None:
        found = pictures.of(post, address)
        return Picture(*found) if found else None

    return picture


def _plain_file(source: Source, archive: Archive) -> Post:
    """Return a post for a file that the site's engine takes for none."""
    name = neutralise(source.id.rpartition("/")[2])
    return Post(
        id=source.id,
        kind="page",
        title=name,
        date=None,
        modified=source.stamp.moment(archive.site.timezone),
        slug=name,
        permalink=None,
        words=len(source.body.split()),
        problems=source.problems,
    )


def _drawn(post: Post, text: Manuscript, drawer: Drawer, parsers: Parsers, body_line: int) -> DrawnPost:
    page = Page(text.lines, lambda with_: draw_head(post, with_.theme, with_.width), drawer)
    page.extend(text.window.blocks)
    rows = [row.line for index in range(len(page)) for row in page.rows_of(index)]
    return DrawnPost(post, tuple(rows), outline(parsers.full, text.window.blocks, parsers.ids), body_line)
