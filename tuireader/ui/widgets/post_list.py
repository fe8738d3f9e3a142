"""The posts of the archive, newest first under their years."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.archive.post import Post, PostId

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Year:
    """The heading above the posts of a year; None heads those without a date."""

    year: int | None


class PostList(RowList["Post | Year"]):
    """Two lines a post: its title, then tags and date, dimmed, with badges for what is unusual about it."""

    def show(self, posts: Sequence[Post], *, by_year: bool) -> None:
        """Show `posts` in their order, under their years if `by_year`."""
        self.set_rows(list(_under_years(posts)) if by_year else posts)

    def select(self, post: PostId, *, tell: bool = False) -> None:
        """Highlight a post."""
        self.highlight(self.index_of(post), tell=tell)

    @property
    def selected(self) -> PostId | None:
        """The highlighted post."""
        row = None if self.highlighted is None else self.rows[self.highlighted]
        return None if row is None or isinstance(row, Year) else row.id

    def neighbour(self, steps: int) -> PostId | None:
        """The post `steps` rows below the highlighted one, not counting years."""
        index, step = self.beside(steps), 1 if steps > 0 else -1
        while 0 <= index + step < len(self.rows):
            index += step
            row = self.rows[index]
            if not isinstance(row, Year):
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
        return row if isinstance(row, Year) else row.id

    def draw(self, row: Post | Year, width: int, *, highlighted: bool) -> list[Text]:
        """The lines of a row."""
        dim = self.get_component_rich_style("row-list--dim", partial=True)
        accent = self.get_component_rich_style("row-list--accent", partial=True)
        if isinstance(row, Year):
            return [Text().append("undated" if row.year is None else str(row.year), dim + _BOLD)]
        title = Text().append(row.title or "untitled", _BOLD if highlighted else None)
        under = _badges(row, accent) if is_unusual(row) else Text()
        under.append(", ".join(row.tags), dim)
        day = f"{row.date.day:02} {MONTHS[row.date.month - 1]}" if row.date else ""
        under.truncate(max(width - len(day) - 1, 0), overflow="ellipsis", pad=True)
        under.append(f" {day}", dim)
        return [title, under]


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
        yield Year(year)
        yield from group
