"""Attribute lists without a colon, `*text*{.class}`, behind spans: Python-Markdown, markdown-it-attrs, not goldmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.dialects.span_attributes import enable_bare_behind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def enable(parser: MarkdownIt) -> None:
    """Make `parser`, which has the rules of `attributes`, find them behind spans."""
    enable_bare_behind(parser)
