"""Text is struck between double tildes alone: kramdown, markdown-it, Obsidian. GitHub takes single ones, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def enable(parser: MarkdownIt) -> None:
    """Make `parser` keep the tildes in `H~2~O`."""
    parser.options["strikethrough_single_tilde"] = False
