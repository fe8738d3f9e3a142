"""A post's file as it is written: numbered lines, long ones wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from tuireader.rendering.blocks import Block, Part
from tuireader.rendering.drawing import Drawing, Line
from tuireader.rendering.elements.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.rendering.theme import Theme

KIND = "source"
LINES = 40
"""Lines in one block."""


def source_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The lines of a file as blocks that `draw_source` draws."""
    for index, start in enumerate(range(0, len(lines), LINES)):
        end = min(start + LINES, len(lines))
        size = sum(map(len, lines[start:end])) + end - start
        yield Block(KIND, start, end, size, part=Part(index, tight=True, info=str(start)))


def draw_source(text: str, block: Block, theme: Theme, width: int) -> Drawing:
    """A block of numbered lines; `text` is what they say."""
    digits = max(len(str(block.end)), 3)
    lines: list[Line] = []
    for offset, written in enumerate(text.split("\n")):
        flow = Flow()
        flow.verbatim(written.expandtabs(4), theme.code_block)
        for row in flow.rows(max(width - digits - 2, 1)):
            number = "" if row.joins else str(block.start + offset + 1)
            segments = (Segment(f"{number:>{digits}}  ", theme.markup), *row.segments)
            lines.append(Line(segments, row.width + digits + 2, offset, row.joins, row.glued))
    return Drawing(tuple(lines))
