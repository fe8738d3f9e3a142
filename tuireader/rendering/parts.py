"""Large blocks in pieces, each small enough to be drawn between two frames.

A list falls into its items, a quote into the blocks it quotes, code and HTML into runs of lines, a table into runs
of rows under a repeated header, a paragraph into runs of lines or, where one line is too long, of characters.
Every piece can be parsed from its own lines alone.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tuireader.rendering.blocks import Block, Heading, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LARGE = 12_000
"""Characters from which a block is drawn in pieces."""
PIECE = 4_000
"""Characters that a piece of text or code aims at."""


def split(block: Block, group: Sequence[Token], lines: Sequence[str], at: int) -> tuple[Block, ...]:
    """`block` itself, or its pieces where it is large; `group` are its tokens, mapped from line `at` on."""
    if block.size < LARGE:
        return (block,)
    match block.kind:
        case "bullet_list" | "ordered_list" | "blockquote":
            pieces = _children(block, group, lines, at)
        case "table":
            pieces = _rows(block, lines)
        case "paragraph":
            pieces = _runs(block, lines, "")
        case "fence":
            pieces = _runs(_inside(block, group[0], lines), lines, group[0].info)
        case "code_block" | "html_block":
            pieces = _runs(block, lines, "")
        case _:
            pieces = iter((block,))
    return tuple(pieces)


def headings(group: Sequence[Token], first: int) -> tuple[Heading, ...]:
    """The headings among `group`, in quotes and lists too; `first` is the line their rows are counted from."""
    return tuple(
        Heading(token.map[0] - first, int(token.tag[1:]), inline.content)
        for token, inline in pairwise(group)
        if token.type == "heading_open" and token.map
    )


def _children(block: Block, group: Sequence[Token], lines: Sequence[str], at: int) -> Iterator[Block]:
    tight = block.kind != "blockquote" and all(
        token.hidden for token in group if token.type == "paragraph_open" and token.level == 2
    )
    opened = [i for i, token in enumerate(group) if token.level == 1 and token.nesting >= 0 and token.map]
    for index, (first, last) in enumerate(zip(opened, [*opened[1:], len(group)], strict=True)):
        start, end = (line + at for line in group[first].map or (0, 0))
        while end > start + 1 and not lines[end - 1].strip(" \t>"):
            end -= 1
        yield Block(
            block.kind,
            start,
            end,
            _size(lines, start, end),
            headings(group[first:last], start - at),
            Part(index, tight=tight and index > 0, info=group[first].info),
        )


def _rows(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    body = replace(block, start=min(block.start + 2, block.end))
    for piece in _runs(body, lines, ""):
        yield replace(
            piece, part=replace(piece.part or Part(0, tight=True), head=(block.start, block.start + 2))
        )


def _inside(block: Block, fence: Token, lines: Sequence[str]) -> Block:
    """The lines between a fence's marks; the closing mark may be missing, or lie behind a run of blank lines."""
    end = block.end
    if end - 1 > block.start and set(lines[end - 1].strip()) == {fence.markup[0]}:
        end -= 1
    return replace(block, start=min(block.start + 1, end), end=end)


def _runs(block: Block, lines: Sequence[str], info: str) -> Iterator[Block]:
    index, start, size = 0, block.start, 0
    for line in range(block.start, block.end):
        length = len(lines[line]) + 1
        if size and size + length > PIECE:
            yield _piece(block, start, line, size, Part(index, tight=index > 0, info=info))
            index, start, size = index + 1, line, 0
        if length > LARGE and block.kind != "table":
            for piece in _clips(block, line, lines[line], index):
                yield piece
                index += 1
            start, size = line + 1, 0
        else:
            size += length
    if size:
        yield _piece(block, start, block.end, size, Part(index, tight=index > 0, info=info))


def _clips(block: Block, line: int, text: str, index: int) -> Iterator[Block]:
    start = 0
    while start < len(text):
        end = min(start + PIECE, len(text))
        if end < len(text) and (space := text.rfind(" ", start + 1, end)) > 0:
            end = space + 1
        yield _piece(block, line, line + 1, end - start, Part(index, tight=index > 0, clip=(start, end)))
        start, index = end, index + 1


def _piece(block: Block, start: int, end: int, size: int, part: Part) -> Block:
    return Block(block.kind, start, end, size, (), part)


def _size(lines: Sequence[str], start: int, end: int) -> int:
    return sum(map(len, lines[start:end])) + end - start
