"""Attribute lists without a colon, `{.class #id}`, as Python-Markdown, goldmark and markdown-it-attrs have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.dialects.attributes import enable_bare

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def enable(parser: MarkdownIt) -> None:
    """Make `parser`, which has the rules of `attributes`, find them below blocks and behind spans."""
    enable_bare(parser)
