"""A body after an edit, parsed only where it differs from the body before.

What lies before the first difference keeps its blocks, but for the last of them, which the edit may have grown into,
and those that reach for what comes after them.
From there on windows are parsed until a block starts where one started before, in lines that are as they were: at
the start of a block the parser is in its fresh state, so what follows is as it was, too.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuireader.rendering.body.blocks import Parsed
from tuireader.rendering.body.differences import common_ends
from tuireader.rendering.body.windows import Window, parse_window
from tuireader.rendering.dialects.html_extents import AHEAD

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from markdown_it import MarkdownIt

    from tuireader.rendering.body.blocks import Block, Definition


_FURTHEST = AHEAD + 2
"""More lines than the longest reach that a block has (see `Block.reach`)."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A body after an edit: its first `before` blocks and its last `after` ones are as they were, if moved."""

    parsed: Parsed
    before: int
    after: int


def revise(parser: MarkdownIt, old: Parsed, lines: Sequence[str]) -> Revision:
    """The body with `lines`, most of whose blocks are taken from `old`."""
    prefix, suffix = common_ends(old.lines, lines)
    moved = len(lines) - len(old.lines)
    before = _untouched(old.blocks, prefix)
    start = old.blocks[before].start if before else 0
    starts = {
        old.blocks[i].start + moved: i for i in range(before, len(old.blocks)) if _begins(old.blocks[i])
    }
    fresh = _parse_until(parser, lines, start, len(lines) - suffix, starts)
    kept = starts.get(fresh.next, len(old.blocks))
    definitions = (
        *(one for one in old.definitions if one.line < start),
        *(one for one in fresh.definitions if one.line < fresh.next),
        *(_moved(one, moved) for one in old.definitions if one.line + moved >= fresh.next),
    )
    after = (_shifted(block, moved) for block in old.blocks[kept:])
    parsed = Parsed(lines, (*old.blocks[:before], *fresh.blocks, *after), definitions)
    return Revision(parsed, before, len(old.blocks) - kept)


def _parse_until(
    parser: MarkdownIt, lines: Sequence[str], at: int, same: int, starts: Container[int]
) -> Window:
    """The blocks from line `at` to the first beyond line `same` that starts in `starts`, or to the end."""
    blocks: list[Block] = []
    definitions: list[Definition] = []
    window = Window((), (), at)
    while window.next < len(lines):
        window = parse_window(parser, lines, window.next, cut=window.cut)
        definitions.extend(window.definitions)
        for block in window.blocks:
            if block.start > same and _begins(block) and block.start in starts:
                return Window(tuple(blocks), tuple(definitions), block.start)
            blocks.append(block)
    return Window(tuple(blocks), tuple(definitions), len(lines))


def _untouched(blocks: Sequence[Block], prefix: int) -> int:
    """How many blocks lie before the first difference, less the last of them, at the start of a whole one."""
    index = bisect_left(blocks, prefix, key=lambda block: block.end) - 1
    above = index - 1
    while above >= 0 and blocks[above].start >= prefix - _FURTHEST:
        if blocks[above].start + blocks[above].reach > prefix:
            index = above
        above -= 1
    while index > 0 and not _begins(blocks[index]):
        index -= 1
    return max(index, 0)


def _begins(block: Block) -> bool:
    """Whether the parser is in its fresh state at the start of a block.

    The first piece of a fence begins below the fence's mark, that of a quote may begin below an empty line of it,
    and one with a head begins below that.
    """
    if block.part is None:
        return True
    return block.part.index == 0 and block.kind not in {"fence", "blockquote"} and not block.part.head


def _shifted(block: Block, lines: int) -> Block:
    if not lines:
        return block
    part = block.part
    if part and part.head:
        part = replace(part, head=(part.head[0] + lines, part.head[1] + lines))
    return replace(block, start=block.start + lines, end=block.end + lines, part=part)


def _moved(definition: Definition, lines: int) -> Definition:
    return replace(definition, line=definition.line + lines) if lines else definition
