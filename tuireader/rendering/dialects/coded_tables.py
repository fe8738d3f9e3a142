"""Tables as Python-Markdown (3.11, `extensions/tables.py`) has them: GFM's, but code spans in them stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.dialects.loose_tables import parted_table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def enable(parser: MarkdownIt) -> None:
    """Make `parser` keep code spans in tables whole."""
    parser.block.ruler.before("table", "parted_table", parted_table)
