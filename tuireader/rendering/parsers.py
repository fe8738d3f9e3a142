"""The parsers of Markdown that are shared by all posts of an engine, made when they are first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class Parsers:
    """Two parsers of an engine's dialects: of `blocks` alone, and of blocks and what they say (`full`)."""

    def __init__(self, engine: str = "plain") -> None:
        self.engine = engine
        self._others: dict[str, Parsers] = {}

    def of(self, engine: str) -> Parsers:
        """The parsers of another engine's dialects, or these if they are its."""
        if engine == self.engine:
            return self
        return self._others.setdefault(engine, Parsers(engine))

    @cached_property
    def blocks(self) -> MarkdownIt:
        """The parser of blocks alone."""
        from tuireader.rendering.markdown import block_parser  # noqa: PLC0415 - slow to load, and not at start

        return block_parser(self.engine)

    @cached_property
    def full(self) -> MarkdownIt:
        """The parser of blocks and inlines."""
        from tuireader.rendering.markdown import full_parser  # noqa: PLC0415 - slow to load, and not at start

        return full_parser(self.engine)
