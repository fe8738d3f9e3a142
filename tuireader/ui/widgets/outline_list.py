"""The outline of the post: its headings, with the current one marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from tuireader.rendering.outline import OutlineEntry, current
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

DEEPEST = 8
"""Largest indent, in columns."""


class OutlineList(RowList[OutlineEntry]):
    """One line per heading, indented below the highest rank of the post."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._base = 1

    def show(self, entries: Sequence[OutlineEntry]) -> None:
        self._base = min((entry.level for entry in entries), default=1)
        self.set_rows(entries)

    def follow(self, line: int) -> None:
        """Mark the heading above line `line` of the body."""
        index = current(self.rows, line)
        if index is None:
            self.unmark()
        else:
            self.highlight(index, tell=False)

    def unmark(self) -> None:
        """Mark none: the window shows the text above the first heading."""
        self.highlighted = None
        self.refresh()

    def key_of(self, row: OutlineEntry) -> object:
        return row.anchor or (row.title, row.ordinal)

    def draw(self, row: OutlineEntry, width: int, *, highlighted: bool) -> list[Text]:
        name = "accent" if highlighted else "plain" if row.level <= self._base + 1 else "dim"
        style = self.part_style(name)
        indent = min(2 * (row.level - self._base), DEEPEST, width // 2)
        line = Text(" " * indent).append(row.title or "untitled", style)
        if row.ordinal > 1:
            ordinal = f" ({row.ordinal})"
            line.truncate(max(width - len(ordinal), 0), overflow="ellipsis")
            line.append(ordinal, self.part_style("dim"))
        return [line]
