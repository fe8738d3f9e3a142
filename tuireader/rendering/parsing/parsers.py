"""The parsers of Markdown that posts of the same dialects share, made when they are first needed."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects import LINE_BREAKS, dialects_in, dialects_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt

    from tuireader.rendering.headings.heading_ids import Ids

_MOST: Final = 16
"""Combinations of dialects whose parsers are kept, those used last: archives have up to 40, at half a megabyte each."""


class Parsers:
    """Two parsers of an engine's dialects: of `blocks` alone, and of blocks and what they say (`full`).

    `dialects` are all of the engine's, unless they are named.
    """

    def __init__(self, engine: str = "plain", dialects: tuple[str, ...] | None = None) -> None:
        self.engine = engine
        self.dialects = dialects_of(engine) if dialects is None else dialects
        self._other: Callable[[str, tuple[str, ...]], Parsers] = lru_cache(_MOST)(self._another)

    def of(self, engine: str, text: str | None = None, *, line_breaks: bool = False) -> Parsers:
        """The parsers of an engine's dialects, or of those alone that make a difference to `text`.

        With `line_breaks` the site breaks lines where their source does.
        """
        dialects = dialects_of(engine) if text is None else dialects_in(engine, text)
        if line_breaks and LINE_BREAKS not in dialects:
            dialects = (*dialects, LINE_BREAKS)
        if (engine, dialects) == (self.engine, self.dialects):
            return self
        return self._other(engine, dialects)

    def _another(self, engine: str, dialects: tuple[str, ...]) -> Parsers:
        found = Parsers(engine, dialects)
        found._other = self._other
        return found

    @property
    def ids(self) -> Ids:
        """The rule by which the engine gives headings their ids."""
        from tuireader.rendering.headings.heading_ids import IDS_OF_ENGINE  # noqa: PLC0415 - not at start

        return IDS_OF_ENGINE.get(self.engine, "kramdown-gfm")

    @cached_property
    def blocks(self) -> MarkdownIt:
        """The parser of blocks alone."""
        from tuireader.rendering.parsing.markdown import block_parser  # noqa: PLC0415 - slow to load, and not at start

        return block_parser(self.engine, self.dialects)

    @cached_property
    def full(self) -> MarkdownIt:
        """The parser of blocks and inlines."""
        from tuireader.rendering.parsing.markdown import full_parser  # noqa: PLC0415 - slow to load, and not at start

        return full_parser(self.engine, self.dialects)
