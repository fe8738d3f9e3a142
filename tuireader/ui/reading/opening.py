"""A post, opened: read from disk and parsed as far as its first screen. Pure functions, run in a thread.

What they need is imported when they run, so that the interface is on screen before the parsers are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.post import Post, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuireader.archive.archive import Archive
    from tuireader.archive.pictures import Pictures
    from tuireader.archive.source import Source
    from tuireader.rendering.body.blocks import Block, Definition
    from tuireader.rendering.body.manuscript import Manuscript
    from tuireader.rendering.body.references import References
    from tuireader.rendering.body.windows import Window
    from tuireader.rendering.headings.anchors import Spot
    from tuireader.rendering.headings.outline import OutlineEntry
    from tuireader.rendering.parsing.parsers import Parsers


@dataclass(frozen=True, slots=True)
class Opened:
    """A post's file, and the beginning of its text."""

    source: Source
    text: Manuscript
    parsers: Parsers
    """Those of the dialects that the post is written in."""
    pictures: Pictures


def open_post(parsers: Parsers, archive: Archive, post: Post) -> Opened | Problem:
    """The post as it is on disk, or why it cannot be read."""
    from tuireader.archive.pictures import Pictures  # noqa: PLC0415 - not at start
    from tuireader.archive.source import open_source  # noqa: PLC0415 - not at start
    from tuireader.rendering.body.manuscript import manuscript  # noqa: PLC0415 - not at start
    from tuireader.rendering.body.site_text import site_text  # noqa: PLC0415 - not at start

    source = open_source(archive, post.id)
    if isinstance(source, Problem):
        return source
    site = archive.site_of(post.id) or archive.site
    body = site_text(source, site, post)
    parsers = parsers.of(site.engine, body, line_breaks=site.line_breaks)
    text = manuscript(parsers.blocks, body)
    return Opened(source, text, parsers, Pictures(archive).prepare())


def open_outlined(
    parsers: Parsers, archive: Archive, post: Post
) -> tuple[Opened, tuple[OutlineEntry, ...]] | Problem:
    """The post as it is on disk with the outline of its beginning, or why it cannot be read."""
    opened = open_post(parsers, archive, post)
    if isinstance(opened, Problem):
        return opened
    return opened, whole_outline(opened.parsers, opened.text.window.blocks)


def following(opened: Opened, window: Window) -> Window:
    """The blocks that follow those of `window`, a batch of them."""
    from tuireader.rendering.body.manuscript import next_window  # noqa: PLC0415 - not at start

    return next_window(opened.parsers.blocks, opened.text.lines, window)


def load_elements() -> None:
    """Load what draws the rarer elements, so that the next post need not wait for it."""
    from tuireader.rendering.elements.drawn import load  # noqa: PLC0415 - not at start

    load()


def whole_outline(parsers: Parsers, blocks: Iterable[Block]) -> tuple[OutlineEntry, ...]:
    """The outline of all of a post's blocks."""
    from tuireader.rendering.headings.outline import outline  # noqa: PLC0415 - not at start

    return outline(parsers.full, blocks, parsers.ids)


def spot_of(opened: Opened, fragment: str) -> Spot | None:
    """Where in the body a link's fragment leads, be it to a heading or anything else; None for nowhere."""
    from tuireader.rendering.headings import anchors  # noqa: PLC0415 - not at start

    parsers = opened.parsers
    return anchors.spot_of(parsers, "\n".join(opened.text.lines), parsers.ids, fragment)


def settled_references(text: Manuscript, definitions: Iterable[Definition]) -> References | None:
    """The references that the whole body makes, or None where the first screen foresaw them."""
    from tuireader.rendering.body.manuscript import settled  # noqa: PLC0415 - not at start

    return settled(text, definitions)
