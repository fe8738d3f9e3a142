"""The posts of the archive, newest first under their years."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from tuireader.archive.metadata.dates import MONTHS
from tuireader.library.record import ArchiveMemory
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tuireader.archive.post import Post, PostId

BAR = 8
"""Cells of a progress bar."""
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Year:
    """The heading above the `posts` of a year; None heads those without a date."""

    year: int | None
    posts: tuple[Post, ...] = ()


class PostList(RowList["Post | Year"]):
    """Two lines a post: its title, then tags and date, dimmed, with badges for what is unusual about it.

    A sign before the title tells posts that are starred or unread; a bar beside a year, how much of it was read.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._memory = ArchiveMemory()
        self._otherwise = ""
        self._wanted: PostId | None = None
        """The post that is to be highlighted wherever it is listed."""

    def remember(self, memory: ArchiveMemory) -> None:
        """Show what is read and starred now."""
        self._memory = memory
        self.refresh()

    def show(self, posts: Sequence[Post], *, by_year: bool, otherwise: str = "") -> None:
        """Show `posts` in their order, under their years if `by_year`; `otherwise` is said where there are none."""
        self._otherwise = "" if posts else otherwise
        self.set_rows(list(_under_years(posts)) if by_year else posts)
        if self.highlighted is None and self._wanted:
            self.highlight(self.index_of(self._wanted), tell=False)

    def select(self, post: PostId, *, tell: bool = False) -> None:
        """Highlight a post; one that is not listed as soon as it is, and until then nothing."""
        self._wanted = post
        index = self.index_of(post)
        if index is None:
            self.highlight_nothing()
        else:
            self.highlight(index, tell=tell)

    @property
    def selected(self) -> PostId | None:
        """The highlighted post."""
        row = None if self.highlighted is None else self.rows[self.highlighted]
        return None if row is None or isinstance(row, Year) else row.id

    def neighbour(self, steps: int, wanted: Callable[[PostId], bool] = bool) -> PostId | None:
        """The next post below the highlighted one, or above it, that is `wanted`."""
        index, step = self.beside(steps), 1 if steps > 0 else -1
        while 0 <= index + step < len(self.rows):
            index += step
            row = self.rows[index]
            if not isinstance(row, Year) and wanted(row.id):
                return row.id
        return None

    def height_of(self, row: Post | Year) -> int:
        """Lines of a row: a post has two."""
        return 1 if isinstance(row, Year) else 2

    def can_highlight(self, row: Post | Year) -> bool:
        """Only posts can be highlighted."""
        return not isinstance(row, Year)

    def key_of(self, row: Post | Year) -> object:
        """A post is known by its id, whatever else changes."""
        return ("year", row.year) if isinstance(row, Year) else row.id

    def draw(self, row: Post | Year, width: int, *, highlighted: bool) -> list[Text]:
        """The lines of a row."""
        dim = self.get_component_rich_style("row-list--dim", partial=True)
        accent = self.get_component_rich_style("row-list--accent", partial=True)
        if isinstance(row, Year):
            return [self._draw_year(row, width, dim)]
        title = Text().append(self._sign(row), accent)
        title.append(row.title or "untitled", _BOLD if highlighted else None)
        under = Text("  ") + (_badges(row, accent) if is_unusual(row) else Text())
        under.append(", ".join(row.tags), dim)
        day = f"{row.date.day:02} {MONTHS[row.date.month - 1][:3]}" if row.date else ""
        under.truncate(max(width - len(day) - 1, 0), overflow="ellipsis", pad=True)
        under.append(f" {day}", dim)
        return [title, under]

    def _draw_nothing(self, y: int, width: int) -> Strip:
        if not self._otherwise or y != 1:
            return super()._draw_nothing(y, width)
        style = self.rich_style + self.get_component_rich_style("row-list--dim", partial=True)
        return Strip([Segment(f" {self._otherwise}", style)]).adjust_cell_length(width, self.rich_style)

    def _draw_year(self, row: Year, width: int, style: Style) -> Text:
        line = Text().append("undated" if row.year is None else str(row.year), style + _BOLD)
        read = sum(self._memory.of(post.id).read for post in row.posts)
        if not read:
            return line
        told = f"{progress_bar(read, len(row.posts))} {read:,} of {len(row.posts):,}"
        line.truncate(max(width - len(told), 0), pad=True)
        return line.append(told, style)

    def _sign(self, post: Post) -> str:
        record = self._memory.of(post.id)
        return "★ " if record.starred else "  " if record.read else "● "


def progress_bar(done: int, total: int) -> str:
    """A bar of eight cells for how much of `total` is `done`; it is full only when all is."""
    full = done * BAR // total if total else 0
    return "━" * full + "─" * (BAR - full)


def is_unusual(post: Post) -> bool:
    """Whether a post bears a badge."""
    return bool(post.draft or post.future or post.hidden or post.problems)


def _badges(post: Post, style: Style) -> Text:
    names = [name for name in ("draft", "future", "hidden") if getattr(post, name)]
    if any(problem.severity != "info" for problem in post.problems):
        names.append("⚠ problem")
    return Text().append("".join(f"{name} " for name in names), style)


def _under_years(posts: Sequence[Post]) -> Iterator[Post | Year]:
    for year, group in groupby(posts, lambda post: post.date.year if post.date else None):
        listed = tuple(group)
        yield Year(year, listed)
        yield from listed
