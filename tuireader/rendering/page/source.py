"""The source of a page: the file as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from tuireader.rendering.body.blocks import SOURCE, Block, Part, size_of
from tuireader.rendering.drawing import Drawing, Line
from tuireader.rendering.elements.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.rendering.theme import Theme

BLOCK_LINES = 40
"""Lines in one block."""
LONG_LINE = 8_000
"""Characters of a line from which it is a block of its own, or several."""


def source_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The lines of a file as blocks that `draw_source` draws."""
    start = 0
    while start < len(lines):
        if len(lines[start]) > LONG_LINE:
            yield from _clips(start, lines)
            start += 1
            continue
        end = start + 1
        while end < min(start + BLOCK_LINES, len(lines)) and len(lines[end]) <= LONG_LINE:
            end += 1
        size = size_of(lines, start, end)
        yield Block(SOURCE, start, end, size, part=Part(start + 1, tight=True, last=len(lines)))
        start = end


def _clips(line: int, lines: Sequence[str]) -> Iterator[Block]:
    length = len(lines[line])
    for start in range(0, length, LONG_LINE):
        end = min(start + LONG_LINE, length)
        part = Part(line + 1, tight=True, clip=(start, end), last=len(lines))
        yield Block(SOURCE, line, line + 1, end - start, part=part)


def draw_source(text: str, block: Block, theme: Theme, width: int) -> Drawing:
    """A block of numbered lines of `text`."""
    part = block.part
    digits = max(len(str(part.last if part and part.last else block.end)), 3)
    continues = bool(part and part.clip and part.clip[0])
    lines: list[Line] = []
    for offset, written in enumerate(text.split("\n")):
        flow = Flow()
        flow.verbatim(written.expandtabs(4), theme.code_block)
        for row in flow.rows(max(width - digits - 2, 1)):
            joins = row.joins or continues
            number = "" if joins else str(block.start + offset + 1)
            segments = (Segment(f"{number:>{digits}}  ", theme.markup), *row.segments)
            lines.append(
                Line(
                    segments,
                    row.width + digits + 2,
                    offset,
                    joins,
                    row.glued or (continues and not row.joins),
                )
            )
    return Drawing(tuple(lines))
