"""Large blocks in pieces, each small enough to be drawn between two frames.

A list falls into runs of its items, one of definitions into runs of these, a quote into runs of the blocks it quotes,
code, HTML and formulas into runs of lines, a table into runs of rows under a repeated header, a paragraph into runs of
lines or, where one line is too long, of characters. Every piece can be parsed from its own lines, and those that its
part names.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tuireader.rendering.body.blocks import (
    LARGE_BLOCK,
    Block,
    BlockHeading,
    Cut,
    ListRun,
    Part,
    headings,
    html_headings,
    size_of,
)
from tuireader.rendering.body.html_runs import is_hidden, runs_of_html
from tuireader.rendering.dialects.tables import head_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

PIECE: Final = 4_000
"""Characters that a piece of text or code aims at."""


def inside_of_fence(block: Block, fence: Token, lines: Sequence[str]) -> Block:
    """The lines between a fence's marks; the closing mark may be missing, or lie after a run of blank lines."""
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
        if length > LARGE_BLOCK and block.kind not in {"table", "loose_table", "blockquote", "alert"}:
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
        end = _cut(text, start, "> <" if block.kind == "html_block" else " ")
        yield piece_of(block, line, line + 1, end - start, replace(part, clip=(start, end)))
        part = replace(part, index=part.index + 1, tight=True)
        start = end


def piece_of(block: Block, start: int, end: int, size: int, part: Part) -> Block:
    """The piece of a block that the lines `start` to `end` (exclusive) are."""
    return Block(block.kind, start, end, size, (), part)


def _run_part(block: Block, line: int, index: int, info: str) -> Part:
    """The part that begins on a line; a piece of code knows which of its block's lines that is, and how many it has."""
    if block.kind not in {"fence", "code_block"}:
        return Part(index, tight=index > 0, info=info)
    numbers = (line - block.start + 1, block.end - block.start)
    return Part(index, tight=index > 0, info=info, ordinal=numbers[0], last=numbers[1])


def _cut(text: str, start: int, best: str = " ") -> int:
    """The end of a piece of `text` from `start` on: after a space if there is one, never within a character.

    The space is that in `best`, if this is there.
    """
    end = start + PIECE
    if end >= len(text):
        return len(text)
    if (found := text.rfind(best, start + 1, end)) > 0:
        return found + best.index(" ") + 1
    if (space := text.rfind(" ", start + 1, end)) > 0:
        return space + 1
    while end > start + PIECE // 2 and not (text[end].isascii() or text[end].isalnum()):
        end -= 1
    return end


def split(
    block: Block, group: Sequence[Token], lines: Sequence[str], at: int, cut: Cut | None = None
) -> tuple[Block, ...]:
    """`block` itself, or its pieces where it is large; `group` are its tokens, mapped from line `at` on.

    With a `cut` its pieces follow those that were broken off.
    """
    if block.size < LARGE_BLOCK and cut is None:
        return (block,)
    if lists := group[0].meta.get("attribute_lines"):
        block = replace(block, end=max(block.start + 1, block.end - lists))
    match block.kind:
        case "bullet_list" | "ordered_list":
            pieces = _items(block, group, lines, at, cut)
        case "blockquote" | "alert":
            pieces = _quoted(block, group, lines, at, cut)
        case "dl":
            pieces = _definitions(block, group, lines, at, cut)
        case "table" | "loose_table":
            pieces = _rows(block, group, lines, cut)
        case "fence" | "math_block":
            pieces = _marked(block, group[0], lines)
        case "paragraph" | "code_block":
            pieces = runs_of_lines(block, lines, group[0].info)
        case "html_block":
            pieces = _html(block, lines)
        case _:
            pieces = iter((block,))
    first, *others = tuple(pieces) or (block,)
    return (replace(first, reach=block.reach), *others)


_MATH_MARKS: Final = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]"}


def _marked(block: Block, token: Token, lines: Sequence[str]) -> Iterator[Block]:
    """The lines between the marks of code, or of a formula: one so long is only shown as it is written."""
    if block.kind == "fence":
        return runs_of_lines(inside_of_fence(block, token, lines), lines, token.info)
    if _MATH_MARKS.get(lines[block.start].strip()) != lines[block.end - 1].strip():
        return iter((block,))
    return runs_of_lines(replace(block, start=block.start + 1, end=block.end - 1), lines, "")


def _items(
    block: Block, group: Sequence[Token], lines: Sequence[str], at: int, cut: Cut | None
) -> Iterator[Block]:
    tight = all(token.hidden for token in group if token.type == "paragraph_open" and token.level == 2)
    children = _children(group)
    ordinal = first_ordinal(group, cut)
    last = None if ordinal is None else ordinal + len(children) - 1
    index = cut.index if cut else 0
    for run in _grouped(children, lines, at):
        part = Part(index, tight=tight, lists=(ListRun(ordinal, last, tight),))
        piece = _of_run(block, run, lines, at, part)
        for one in _deeper(piece, run, lines, at):
            yield one
            index += 1
        if ordinal is not None:
            ordinal += len(run)


def _deeper(piece: Block, run: Sequence[Sequence[Token]], lines: Sequence[str], at: int) -> Iterator[Block]:
    """`piece` itself, or the pieces of the one child of a block that it is, where that is large."""
    if piece.size < LARGE_BLOCK or len(run) > 1:
        return iter((piece,))
    from tuireader.rendering.body.nested import pieces

    return pieces(piece, run[0], lines, at, PIECE)


def first_ordinal(group: Sequence[Token], cut: Cut | None) -> int | None:
    """The number of the first item of a list, or of the rest of one after a cut; None where it has none."""
    if group[0].type != "ordered_list_open":
        return None
    return cut.ordinal if cut else int(group[0].attrs.get("start", 1))


def head_of(block: Block, group: Sequence[Token], cut: Cut | None) -> tuple[int, int] | None:
    """The lines that every piece of a block needs: a table's header, an alert's kind, the terms that are defined."""
    if cut:
        return cut.head
    terms = sum(token.type == "dt_open" and token.level == 1 for token in group)
    rows = {"table": 2, "alert": 1, "dl": terms}.get(block.kind)
    return (block.start, block.start + rows) if rows else None


def _quoted(
    block: Block, group: Sequence[Token], lines: Sequence[str], at: int, cut: Cut | None
) -> Iterator[Block]:
    head = head_of(block, group, cut)
    children = [child for child in _children(group) if child[0].type != "definition"]
    index = cut.index if cut else 0
    for run in _grouped(children, lines, at):
        piece = _of_run(block, run, lines, at, Part(index, tight=False, head=head))
        for part in _quoted_lines(piece, run, lines, at):
            yield part if index or head is None else _with_head(part, block.start)
            index += 1


def _definitions(
    block: Block, group: Sequence[Token], lines: Sequence[str], at: int, cut: Cut | None
) -> Iterator[Block]:
    head = head_of(block, group, cut)
    children = [child for child in _children(group) if child[0].type == "dd_open"]
    index = cut.index if cut else 0
    for run in _grouped(children, lines, at):
        piece = _of_run(block, run, lines, at, Part(index, tight=False, head=head))
        for part in _deeper(piece, run, lines, at):
            tight = bool(lines[part.start - 1].strip())
            yield (
                replace(part, part=replace(part.part, tight=tight))
                if index and part.part
                else _with_head(part, block.start)
            )
            index += 1


def _with_head(piece: Block, start: int) -> Block:
    """The first piece of a block, with the lines from `start` on that all pieces need."""
    found = _moved(piece.headings, piece.start - start)
    part = Part(0, tight=False)
    if piece.part:
        part = replace(part, last=piece.part.last, lists=piece.part.lists)
    return replace(piece, start=start, headings=found, part=part)


def _quoted_lines(
    piece: Block, run: Sequence[Sequence[Token]], lines: Sequence[str], at: int
) -> Iterator[Block]:
    """`piece` itself, runs of its lines where it is one very long paragraph, or the pieces of what it quotes."""
    if piece.size < LARGE_BLOCK or run[0][0].type != "paragraph_open":
        yield from _deeper(piece, run, lines, at)
        return
    whole = piece.part or Part(0, tight=False)
    for index, part in enumerate(runs_of_lines(piece, lines, "")):
        yield replace(part, part=replace(whole, index=whole.index + index, tight=index > 0))


def _children(group: Sequence[Token]) -> list[Sequence[Token]]:
    opened = [i for i, token in enumerate(group) if token.level == 1 and token.nesting >= 0 and token.map]
    return [group[first:last] for first, last in pairwise([*opened, len(group)])]


def _grouped(
    children: Sequence[Sequence[Token]], lines: Sequence[str], at: int
) -> Iterator[Sequence[Sequence[Token]]]:
    """Runs of children that are large enough together to be a piece."""
    first, size = 0, 0
    for index, child in enumerate(children):
        length = size_of(lines, *_lines_of(child, at))
        if size and size + length > PIECE:
            yield children[first:index]
            first, size = index, 0
        size += length
    if size:
        yield children[first:]


def _of_run(block: Block, run: Sequence[Sequence[Token]], lines: Sequence[str], at: int, part: Part) -> Block:
    start, end = _lines_of(run[0], at)[0], _lines_of(run[-1], at)[1]
    while end > start + 1 and not lines[end - 1].strip(" \t>"):
        end -= 1
    found = [heading for child in run for heading in headings(child, start - at)]
    return Block(block.kind, start, end, size_of(lines, start, end), tuple(found), part)


def _lines_of(child: Sequence[Token], at: int) -> tuple[int, int]:
    start, end = child[0].map or (0, 0)
    return start + at, end + at


def _moved(found: Iterable[BlockHeading], rows: int) -> tuple[BlockHeading, ...]:
    return tuple(replace(heading, row=heading.row + rows) for heading in found)


def _html(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    """HTML in runs of lines that can be read alone; hidden HTML stays whole."""
    if is_hidden(lines, block.start, block.end):
        yield block
        return
    index = 0
    for run in runs_of_html(lines, block.start, block.end, PIECE):
        part = Part(index, tight=index > 0, info=run.prefix)
        if run.end - run.start == 1 and len(lines[run.start]) > LARGE_BLOCK:
            text = lines[run.start]
            for piece in clips_of_line(block, run.start, text, part):
                clip = slice(*piece.part.clip) if piece.part and piece.part.clip else slice(0)
                yield replace(piece, headings=tuple(html_headings(text[clip], 0)))
                index += 1
        else:
            piece = piece_of(block, run.start, run.end, size_of(lines, run.start, run.end), part)
            rows = range(run.start - block.start, run.end - block.start)
            yield replace(piece, headings=_moved([h for h in block.headings if h.row in rows], -rows.start))
            index += 1


def _rows(block: Block, group: Sequence[Token], lines: Sequence[str], cut: Cut | None) -> Iterator[Block]:
    if block.kind == "loose_table":
        return _loose_rows(block, lines)
    body = replace(block, start=min(block.start + 2, block.end))
    head, index = head_of(block, group, cut), cut.index if cut else 0
    if head and len(lines[head[0]]) > PIECE:
        from tuireader.rendering.body.wide_tables import bands

        first = replace(body, part=Part(index, tight=False))
        if found := tuple(bands(first, head, group, lines)):
            return iter(found)
    return _below(body, head, lines, index)


def _below(
    body: Block, head: tuple[int, int] | None, lines: Sequence[str], index: int = 0
) -> Iterator[Block]:
    """Runs of the rows of a table, each below its header."""
    for number, piece in enumerate(runs_of_lines(body, lines, ""), index):
        yield replace(piece, part=Part(number, tight=number > 0, head=head))


def _loose_rows(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    """The rows of a table that has no delimiter row, or several, below those of its header, if it has one."""
    rows = head_rows(lines[block.start : block.end])
    if rows is None:
        return iter((block,))
    head = (block.start, block.start + rows) if rows else None
    return _below(replace(block, start=block.start + rows), head, lines)
