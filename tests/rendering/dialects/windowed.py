"""Bodies parsed a window at a time, in the dialects of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.body.windows import Window, parse_window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt

    from tuireader.rendering.body.blocks import Block, Definition


def in_windows(parser: MarkdownIt, lines: Sequence[str], count: int) -> tuple[list[Block], list[Definition]]:
    """Return what all windows of `count` lines hold."""
    blocks: list[Block] = []
    definitions: list[Definition] = []
    window = Window((), (), 0)
    while window.next < len(lines):
        window = parse_window(parser, lines, window.next, count, window.cut)
        blocks.extend(window.blocks)
        definitions.extend(window.definitions)
    return blocks, definitions
