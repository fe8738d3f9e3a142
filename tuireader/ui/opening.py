"""A post, opened: read from disk and parsed as far as its first screen. Pure functions, run in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.archive.source import open_source
from tuireader.rendering.manuscript import manuscript, next_window
from tuireader.rendering.markdown import block_parser, full_parser
from tuireader.rendering.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId
    from tuireader.archive.source import Source
    from tuireader.rendering.blocks import Block
    from tuireader.rendering.manuscript import Manuscript
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.windows import Window


@dataclass(frozen=True, slots=True)
class Parsers:
    """The two parsers of Markdown: of blocks alone, and of blocks and what they say."""

    blocks: MarkdownIt
    full: MarkdownIt

    @classmethod
    def make(cls) -> Parsers:
        """New parsers."""
        return cls(block_parser(), full_parser())


@dataclass(frozen=True, slots=True)
class Opened:
    """A post's file and the beginning of its text, with the outline of that beginning."""

    source: Source
    text: Manuscript
    outline: tuple[OutlineEntry, ...]


def open_post(parsers: Parsers, archive: Archive, post: PostId) -> Opened | Problem:
    """The post of that id as it is on disk, or why it cannot be read."""
    source = open_source(archive, post)
    if isinstance(source, Problem):
        return source
    text = manuscript(parsers.blocks, source.body)
    return Opened(source, text, outline(parsers.full, text.window.blocks))


def following(parsers: Parsers, text: Manuscript, at: int) -> Window:
    """The blocks from line `at` on, a batch of them."""
    return next_window(parsers.blocks, text, at)


def whole_outline(parsers: Parsers, blocks: Iterable[Block]) -> tuple[OutlineEntry, ...]:
    """The outline of all of a post's blocks."""
    return outline(parsers.full, blocks)
