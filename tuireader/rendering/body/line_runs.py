"""Runs of lines that a large block falls into, and pieces of a line that is too long for one run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.rendering.body.blocks import Block, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LARGE: Final = 12_000
"""Characters from which a block is drawn in pieces."""
PIECE: Final = 4_000
"""Characters that a piece of text or code aims at."""


def inside_of_fence(block: Block, fence: Token, lines: Sequence[str]) -> Block:
    """The lines between a fence's marks; the closing mark may be missing, or lie behind a run of blank lines."""
    end = block.end
    closing = lines[end - 1].strip()
    if end - 1 > block.start and closing.startswith(fence.markup) and not closing.strip(fence.markup[0]):
        end -= 1
    return replace(block, start=min(block.start + 1, end), end=end)


def runs_of_lines(block: Block, lines: Sequence[str], info: str) -> Iterator[Block]:
    """The lines of a block in runs that are large enough to be a piece; `info` is that of a fence."""
    index, start, size = 0, block.start, 0
    for line in range(block.start, block.end):
        length = len(lines[line]) + 1
        if size and size + length > PIECE:
            yield piece_of(block, start, line, size, _run_part(block, start, index, info))
            index, start, size = index + 1, line, 0
        if length > LARGE and block.kind not in {"table", "blockquote", "alert"}:
            for piece in clips_of_line(block, line, lines[line], _run_part(block, line, index, info)):
                yield piece
                index += 1
            start, size = line + 1, 0
        else:
            size += length
    if size:
        yield piece_of(block, start, block.end, size, _run_part(block, start, index, info))


def clips_of_line(block: Block, line: int, text: str, part: Part) -> Iterator[Block]:
    """Pieces of a line's `text`; `part` is the first one's."""
    start = 0
    while start < len(text):
        end = _cut(text, start)
        yield piece_of(block, line, line + 1, end - start, replace(part, clip=(start, end)))
        part = replace(part, index=part.index + 1, tight=True)
        start = end


def piece_of(block: Block, start: int, end: int, size: int, part: Part) -> Block:
    """The piece of a block that the lines `start` to `end` (exclusive) are."""
    return Block(block.kind, start, end, size, (), part)


def size_of(lines: Sequence[str], start: int, end: int) -> int:
    """The characters of the lines `start` to `end` (exclusive), their ends counted."""
    return sum(map(len, lines[start:end])) + end - start


def _run_part(block: Block, line: int, index: int, info: str) -> Part:
    """The part that begins on a line; a piece of code knows which of its block's lines that is, and how many it has."""
    if block.kind not in {"fence", "code_block"}:
        return Part(index, tight=index > 0, info=info)
    numbers = (line - block.start + 1, block.end - block.start)
    return Part(index, tight=index > 0, info=info, ordinal=numbers[0], last=numbers[1])


def _cut(text: str, start: int) -> int:
    """Where a piece of `text` from `start` on ends: after a space if there is one, never within a character."""
    end = start + PIECE
    if end >= len(text):
        return len(text)
    if (space := text.rfind(" ", start + 1, end)) > 0:
        return space + 1
    while end > start + PIECE // 2 and not (text[end].isascii() or text[end].isalnum()):
        end -= 1
    return end
