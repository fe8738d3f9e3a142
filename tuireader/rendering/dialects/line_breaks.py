"""Line ends that break lines, as Obsidian has them unless its "strict line breaks" are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore


def enable(parser: MarkdownIt) -> None:
    """Make `parser` break lines where the source does."""
    parser.core.ruler.push("line_breaks", _break)


def _break(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"
