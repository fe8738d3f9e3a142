"""Attribute lists without a colon, `{.class #id}`, below blocks, as Python-Markdown and goldmark have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.dialects.attributes import enable_bare_below

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def enable(parser: MarkdownIt) -> None:
    """Make `parser`, which has the rules of `attributes`, find them below blocks."""
    enable_bare_below(parser)
