"""Tables with lines longer than a piece may be: bands of columns, one below the other.

A band is a table of its own, of the cells that each line has in its columns. So a row of thousands of columns is drawn
as far as it is in sight, and is read without endless scrolling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.rendering.body.blocks import Block, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_ROWS: Final = 20
"""Rows of a band in one piece."""
_BAND: Final = 1_500
"""Characters of a piece, its header included: of twenty rows, about what a window is wide."""

Span = tuple[int, int]


class _Cells(NamedTuple):
    """Where the cells of a line begin, and where each ends: at a bar, or at the end of the line."""

    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, first: int, last: int) -> Span:
        """The characters from one cell to another."""
        return self.starts[first], max(self.ends[last], self.starts[first])


def bands(body: Block, head: Span, group: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    """The pieces of a table; none where its cells cannot be told from its lines.

    `body` are its rows, whose part has the first one's index, below the lines `head`; `group` are the tokens of all.
    """
    index = body.part.index if body.part else 0
    header, *rows = _contents(group)
    delimiters = [cell.strip() for cell in lines[head[0] + 1].strip().strip("|").split("|")]
    count = len(delimiters)
    above = [_cells(lines[head[0]], header, count), _cells(lines[head[0] + 1], delimiters, count)]
    below = [_cells(lines[body.start + row], cells, count) for row, cells in enumerate(rows)]
    if len(below) != body.end - body.start or None in (*above, *below):
        return
    for first in range(0, max(len(below), 1), _ROWS):
        start, end = body.start + first, min(body.start + first + _ROWS, body.end)
        located = [one for one in (*above, *below[first : first + _ROWS]) if one]
        size = sum(len(lines[line]) for line in (*range(*head), *range(start, end)))
        wide = max(_BAND * count // size, 1)
        for column in range(0, count, wide):
            spans = tuple(one.span(column, min(column + wide, count) - 1) for one in located)
            part = Part(index, tight=False, head=head, spans=spans)
            yield Block(body.kind, start, end, sum(end - start for start, end in spans), part=part)
            index += 1


def _contents(group: Sequence[Token]) -> list[list[str]]:
    """What the cells of each row hold."""
    rows: list[list[str]] = []
    for token in group:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content)
    return rows


def _cells(line: str, contents: Sequence[str], count: int) -> _Cells | None:
    """Where the first `count` cells of a line are that hold `contents`; all that follows belongs to the last.

    None where that cannot be told.
    """
    starts, ends = [], []
    at = len(line) - len(line.lstrip())
    at += line.startswith("|", at)
    for content in contents[:count]:
        starts.append(at)
        end = _end(line, at, content)
        if end is None and len(starts) < count:
            return None
        bar = line.find("|", at if end is None else end)
        ends.append(len(line) if bar < 0 else bar)
        at = len(line) if bar < 0 else bar + 1
    missing = count - len(starts)
    last = [len(line)] * missing
    return _Cells([*starts, *last], [*ends[: count - 1], len(line), *last][:count])


def _end(line: str, at: int, content: str) -> int | None:
    """Where a cell's content ends that begins at `at`, blanks aside; None if it is written otherwise."""
    for written in dict.fromkeys((content, content.replace("|", "\\|"))):
        found = line.find(written, at, at + 200 + 2 * len(content))
        if found >= 0 and not line[at:found].strip():
            return found + len(written)
    return None
