"""How wide the columns of a table are: as their content asks, and as the page allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP: Final = 2
"""Cells between two columns."""
READABLE: Final = 24
"""Cells at which running text is read with ease; what is longer in one piece is a path, an address or a hash."""
_LEAST: Final = 16
"""Cells that a column of text keeps beside such a piece."""


class Measure(NamedTuple):
    """What a cell asks for: the cells of its longest word, and of its longest line; `span` columns are its own."""

    least: int
    wished: int
    span: int = 1


def column_widths(rows: Sequence[Sequence[Measure]], room: int) -> list[int]:
    """Return the widths of the columns; they are wider than `room` together only where words ask for it.

    Narrow columns get what they wish, the others share the rest. A word is broken only if it alone is wider than the
    page, and then where it suits its column; a long one that is not makes the table wider than the page before it
    leaves too little to the columns beside it.
    """
    columns = max((sum(cell.span for cell in cells) for cells in rows), default=0)
    room = max(room - GAP * (columns - 1), 1)
    least, wished = _asked(rows, columns, room)
    if sum(wished) <= room:
        return wished
    if sum(least) <= room:
        widths = _shared(least, wished, room)
        squeezed = any(width < min(asked, _LEAST) for width, asked in zip(widths, wished, strict=True))
        if not squeezed or max(least) <= READABLE:
            return widths
    comfortable = [max(low, min(high, READABLE)) for low, high in zip(least, wished, strict=True)]
    return _shared(least, comfortable, max(sum(least) + room // 4, room * 3 // 2))


def _asked(rows: Sequence[Sequence[Measure]], columns: int, room: int) -> tuple[list[int], list[int]]:
    """What the columns ask for: the least that breaks no word that fits the page, and what wraps nothing."""
    longest = max(room, READABLE)
    least, wished = [1] * columns, [1] * columns
    wide: list[tuple[int, Measure]] = []
    for cells in rows:
        column = 0
        for cell in cells:
            if cell.span == 1:
                least[column] = max(least[column], cell.least if cell.least <= longest else READABLE)
                wished[column] = max(wished[column], cell.wished)
            else:
                wide.append((column, cell))
            column += cell.span
    for column, cell in wide:
        gaps = GAP * (cell.span - 1)
        _widen(least, column, cell.span, min(cell.least, READABLE) - gaps)
        _widen(wished, column, cell.span, cell.wished - gaps)
    return least, [max(low, high) for low, high in zip(least, wished, strict=True)]


def _widen(widths: list[int], column: int, span: int, asked: int) -> None:
    """Make the columns that a cell spans as wide as it asks for, all by as much."""
    missing = asked - sum(widths[column : column + span])
    for index in range(span):
        if missing > 0:
            widths[column + index] += (missing + span - 1 - index) // span


def _shared(least: Sequence[int], wished: Sequence[int], room: int) -> list[int]:
    """Give what is left of `room` to the narrowest columns that wish for more, cell by cell."""
    widths = list(least)
    spare = room - sum(least)
    open_columns = [column for column in range(len(widths)) if wished[column] > widths[column]]
    while spare > 0 and open_columns:
        narrowest = min(widths[column] for column in open_columns)
        lowest = [column for column in open_columns if widths[column] == narrowest]
        for column in lowest[:spare]:
            widths[column] += 1
        spare -= min(spare, len(lowest))
        open_columns = [column for column in open_columns if wished[column] > widths[column]]
    return widths
