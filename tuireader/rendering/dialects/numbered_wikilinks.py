"""Wikilinks to notes whose name is a number, as vaults have them: `[[1]]`, `[[1.2|shown]]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.dialects.wikilinks import enable_numbered

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find them."""
    enable_numbered(parser)
