"""A body after an edit, parsed only where it differs from the body before.

The blocks before the first difference are kept, but for the last of them, which the edit may have grown into, and those
that depend on later lines. From there on windows are parsed until a block starts where one started before, in unchanged
lines: at the start of a block the parser is in its fresh state, so all blocks below are unchanged too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from tuireader.late import dataclass
from tuireader.rendering.body.blocks import Block, ParsedBody, block_text
from tuireader.rendering.body.windows import Window, parse_window
from tuireader.rendering.dialects.html.extents import AHEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt

    from tuireader.rendering.body.blocks import Definition

MAX_PAIRED = 2_000
"""Blocks, or lines, beyond which pairs are not looked for one by one."""
_RUN = 256
"""Items that are compared at once."""

ChangeKind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that was added or changed, by its index; or, for `removed`, the one before which something was."""

    kind: ChangeKind
    block: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Items `old` of one text that are where items `new` of the other do; `same` says that they are equal."""

    old: range
    new: range
    same: bool


def common_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """The number of items that two sequences have in common at the beginning, and at the end beyond that."""
    old, new = tuple(old), tuple(new)
    count = min(len(old), len(new))
    prefix = suffix = 0
    # Runs of items are compared many times sooner than the items one by one.
    while prefix + _RUN <= count and old[prefix : prefix + _RUN] == new[prefix : prefix + _RUN]:
        prefix += _RUN
    while prefix < count and old[prefix] == new[prefix]:
        prefix += 1
    count -= prefix
    ends = len(old), len(new)
    while suffix + _RUN <= count and old[ends[0] - _RUN : ends[0]] == new[ends[1] - _RUN : ends[1]]:
        suffix, ends = suffix + _RUN, (ends[0] - _RUN, ends[1] - _RUN)
    while suffix < count and old[-1 - suffix] == new[-1 - suffix]:
        suffix += 1
    return prefix, suffix


def changed_lines(old: Sequence[str], new: Sequence[str]) -> Sequence[str]:
    """The lines of `new` that are not those of `old`, with one on either side."""
    prefix, suffix = common_ends(old, new)
    return new[max(prefix - 1, 0) : len(new) - suffix + 1]


def moved_lines(numbers: frozenset[int], old: Sequence[str], new: Sequence[str]) -> frozenset[int]:
    """Line numbers of `old` as they are in `new`."""
    return frozenset(moved_line(number, old, new) for number in numbers)


def moved_line(number: int, old: Sequence[str], new: Sequence[str]) -> int:
    """The number in `new` of line `number` of `old`, or of the next line where it is gone."""
    return _moved_line(number, old, new)[0]


def line_in(number: int, old: Sequence[str], new: Sequence[str]) -> int | None:
    """The number in `new` of line `number` of `old`, whatever it says now, or None where it is gone."""
    at, is_there = _moved_line(number, old, new)
    return at if is_there else None


def _moved_line(number: int, old: Sequence[str], new: Sequence[str]) -> tuple[int, bool]:
    prefix, suffix = common_ends(old, new)
    if number < prefix:
        return number, True
    if number >= len(old) - suffix:
        return number + len(new) - len(old), number < len(old)
    was, now = old[prefix : len(old) - suffix], new[prefix : len(new) - suffix]
    for run in runs(was, now):
        if prefix + run.old.start <= number < prefix + run.old.stop:
            offset = number - prefix - run.old.start
            if not run.same:
                offset = _rest_of(old[number], now[run.new.start : run.new.stop], offset)
            return prefix + run.new.start + min(offset, len(run.new)), offset < len(run.new)
    return prefix, False


def _rest_of(line: str, lines: Sequence[str], offset: int) -> int:
    """The number of the line that has most of another one's end, as where a line is broken or joined; else `offset`."""

    def has_end(other: str) -> bool:
        shorter, longer = sorted((line.strip(), other.strip()), key=len)
        return longer.endswith(shorter) and len(shorter) * 2 > len(longer)

    return min(
        (at for at, one in enumerate(lines) if has_end(one)), key=lambda at: abs(at - offset), default=offset
    )


def pairs(old: ParsedBody, new: ParsedBody) -> list[Pair]:
    """All blocks of two bodies, in order, as runs that are equal and runs that differ."""
    prefix, suffix = _untouched(old, new)
    old_end, new_end = len(old.blocks) - suffix, len(new.blocks) - suffix
    before, after = _texts(old, prefix, old_end), _texts(new, prefix, new_end)
    more, less = common_ends(before, after)
    prefix, old_end, new_end = prefix + more, old_end - less, new_end - less
    found = [
        Pair(range(prefix), range(prefix), same=True),
        *(
            Pair(_moved(pair.old, prefix), _moved(pair.new, prefix), pair.same)
            for pair in runs(before[more : len(before) - less], after[more : len(after) - less])
        ),
        Pair(range(old_end, len(old.blocks)), range(new_end, len(new.blocks)), same=True),
    ]
    return [pair for pair in found if pair.old or pair.new]


def _untouched(old: ParsedBody, new: ParsedBody) -> tuple[int, int]:
    """The number of blocks at either end that lie in unchanged lines, told without comparing their texts."""
    first, last = common_ends(old.lines, new.lines)
    moved = len(new.lines) - len(old.lines)
    above = bisect_right(old.blocks, first, key=lambda block: block.end)
    prefix, _ = common_ends(old.blocks[:above], new.blocks)
    suffix, below = 0, len(new.lines) - last
    for was, now in zip(reversed(old.blocks[prefix:]), reversed(new.blocks[prefix:]), strict=False):
        if now.start < below or now.start - was.start != moved or now.end - was.end != moved:
            break
        suffix += 1
    return prefix, suffix


def changes(old: ParsedBody, new: ParsedBody) -> tuple[BlockChange, ...]:
    """The differences between the blocks of `old` and those of `new`, in order."""
    return tuple(change for pair in pairs(old, new) if not pair.same for change in _changes(pair))


def _changes(pair: Pair) -> Iterator[BlockChange]:
    both = min(len(pair.old), len(pair.new))
    for index in pair.new[:both]:
        yield BlockChange("changed", index)
    for index in pair.new[both:]:
        yield BlockChange("added", index)
    if len(pair.old) > both:
        yield BlockChange("removed", pair.new.stop)


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """All items of two sequences, in order, as runs that are equal and runs that differ; one run if they are many."""
    if len(old) > MAX_PAIRED or len(new) > MAX_PAIRED:
        yield Pair(range(len(old)), range(len(new)), same=False)
        return
    from difflib import SequenceMatcher

    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        yield Pair(range(old_start, old_end), range(new_start, new_end), same=tag == "equal")


def _moved(items: range, steps: int) -> range:
    return range(items.start + steps, items.stop + steps)


def _texts(body: ParsedBody, start: int, end: int) -> list[str]:
    return [block_text(body.lines, block) for block in body.blocks[start:end]]


_FURTHEST = AHEAD + 2
"""More lines than the longest reach that a block has (see `Block.reach`)."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A body after an edit: its first `before` blocks and its last `after` ones are as they were, if moved."""

    parsed: ParsedBody
    before: int
    after: int


def revise(parser: MarkdownIt, old: ParsedBody, lines: Sequence[str]) -> Revision:
    """The body with `lines`, most of whose blocks are taken from `old`."""
    prefix, suffix = common_ends(old.lines, lines)
    moved = len(lines) - len(old.lines)
    before = _blocks_before(old.blocks, prefix)
    start = old.blocks[before].start if before else 0
    below = partial(_from, old.blocks[before:], moved)
    fresh, kept = _parse_until(parser, lines, start, len(lines) - suffix, below)
    definitions = (
        *(one for one in old.definitions if one.line < start),
        *(one for one in fresh.definitions if one.line < fresh.next),
        *(
            replace(one, line=one.line + moved) if moved else one
            for one in old.definitions
            if one.line + moved >= fresh.next
        ),
    )
    after = [_shifted(block, moved) for block in kept] if moved else kept
    parsed = ParsedBody(lines, (*old.blocks[:before], *fresh.blocks, *after), definitions)
    return Revision(parsed, before, len(kept))


def _parse_until(
    parser: MarkdownIt, lines: Sequence[str], at: int, same: int, below: Callable[[int], Sequence[Block]]
) -> tuple[Window, Sequence[Block]]:
    """The blocks from line `at` to the first beyond line `same` that is there already, or to the end.

    That and all `below` come with them.
    """
    blocks: list[Block] = []
    definitions: list[Definition] = []
    window = Window((), (), at)
    while window.next < len(lines):
        window = parse_window(parser, lines, window.next, cut=window.cut)
        definitions.extend(window.definitions)
        for block in window.blocks:
            if block.start > same and _begins(block) and (kept := below(block.start)):
                return Window(tuple(blocks), tuple(definitions), block.start), kept
            blocks.append(block)
    return Window(tuple(blocks), tuple(definitions), len(lines)), ()


def _from(blocks: Sequence[Block], moved: int, line: int) -> Sequence[Block]:
    """Those of the blocks from the one on that begins at a line, to which it has `moved`; none if none does."""
    start = line - moved
    for index in range(bisect_left(blocks, start, key=lambda block: block.start), len(blocks)):
        if blocks[index].start != start:
            break
        if _begins(blocks[index]):
            return blocks[index:]
    return ()


def _blocks_before(blocks: Sequence[Block], prefix: int) -> int:
    """The number of blocks before the first difference, less the last of them, up to the start of a whole one."""
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
    """Tell whether the parser is in its fresh state at the start of a block.

    The first piece of a fence or a formula begins below its mark, that of a quote may begin below an empty line of it,
    and one with a head begins below that.
    """
    if block.part is None:
        return True
    return (
        block.part.index == 0
        and block.kind not in {"fence", "math_block", "blockquote"}
        and not block.part.head
    )


def _shifted(block: Block, lines: int) -> Block:
    part = block.part
    if part and (part.head or part.above):
        head, above = (one and (one[0] + lines, one[1] + lines) for one in (part.head, part.above))
        part = replace(part, head=head, above=above)
    # One by one: `replace` takes as long again, and there are thousands.
    return Block(
        block.kind, block.start + lines, block.end + lines, block.size, block.headings, part, block.reach
    )
