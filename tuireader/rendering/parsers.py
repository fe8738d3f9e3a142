"""The parsers of Markdown that are shared by all posts, made when they are first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class Parsers:
    """Two parsers: of `blocks` alone, and of blocks and what they say (`full`)."""

    @cached_property
    def blocks(self) -> MarkdownIt:
        """The parser of blocks alone."""
        from tuireader.rendering.markdown import block_parser  # noqa: PLC0415 - slow to load, and not at start

        return block_parser()

    @cached_property
    def full(self) -> MarkdownIt:
        """The parser of blocks and inlines."""
        from tuireader.rendering.markdown import full_parser  # noqa: PLC0415 - slow to load, and not at start

        return full_parser()
