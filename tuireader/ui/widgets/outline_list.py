"""The outline of the post: its headings, with the current one marked, and sections that fold."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from tuireader.rendering.outline import OutlineEntry, current
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEEPEST = 8
"""Largest indent, in columns."""
FOLDED = " ▸"


class OutlineList(RowList[OutlineEntry]):
    """One line per heading, indented below the highest rank of the post; a folded section is its heading alone."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._base = 1
        self._entries: Sequence[OutlineEntry] = ()
        self._folded: set[object] = set()
        """The keys of the folded sections."""

    def show(self, entries: Sequence[OutlineEntry]) -> None:
        self._base = min((entry.level for entry in entries), default=1)
        self._entries = entries
        self._list()

    def _list(self) -> None:
        self.set_rows(tuple(self._visible()) if self._folded else self._entries)

    def _visible(self) -> Iterator[OutlineEntry]:
        """Yield the headings outside folded sections, and those of the sections themselves."""
        below: int | None = None
        for entry in self._entries:
            if below is None or entry.level <= below:
                below = entry.level if self.key_of(entry) in self._folded else None
                yield entry

    def follow(self, line: int) -> None:
        """Mark the heading above line `line` of the body, or that of the folded section which holds it."""
        index = current(self.rows, line)
        if index is None:
            self.unmark()
        else:
            self.highlight(index, notify=False)

    def unmark(self) -> None:
        """Mark none: the window shows the text above the first heading."""
        self.highlighted = None
        self.refresh()

    def toggle_fold(self) -> bool:
        """Fold the section of the highlighted heading, or the one around it, or unfold it; whether there is one."""
        if self.chosen is None:
            return False
        at = next(index for index, entry in enumerate(self._entries) if entry is self.chosen)
        if self.key_of(self.chosen) not in self._folded and not self._has_sections(at):
            level = self.chosen.level
            around = [index for index, one in enumerate(self._entries[:at]) if one.level < level]
            if not around:
                return False
            at = around[-1]
        entry = self._entries[at]
        self._folded ^= {self.key_of(entry)}
        self._list()
        self.highlight(self.index_of(self.key_of(entry)), notify=False)
        return True

    def toggle_all_folds(self) -> bool:
        """Fold all sections, or unfold them if any is folded; whether there are any."""
        parents = {self.key_of(one) for one, after in pairwise(self._entries) if after.level > one.level}
        line = self.chosen.line if self.chosen else None
        self._folded = set() if self._folded else parents
        self._list()
        if line is not None:
            self.follow(line)
        return bool(parents)

    def unfold(self) -> None:
        """Unfold all sections, for another post."""
        self._folded.clear()

    def _has_sections(self, at: int) -> bool:
        return at + 1 < len(self._entries) and self._entries[at + 1].level > self._entries[at].level

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
        if self.key_of(row) in self._folded:
            line.truncate(max(width - len(FOLDED), 0), overflow="ellipsis")
            line.append(FOLDED, self.part_style("state"))
        return [line]
