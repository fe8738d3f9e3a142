"""The posts of the archive, newest first under their years."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby, repeat
from typing import TYPE_CHECKING, overload

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from tuireader.archive.post import PostId
from tuireader.catalog.order import PostsByDate
from tuireader.late import dataclass
from tuireader.library.record import ArchiveMemory, is_new
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tuireader.archive.metadata.dates import DateForm
    from tuireader.archive.post import Post

BAR = 8
"""Cells of a progress bar."""
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Year:
    """The heading above the `posts` of a year; None for those without a date."""

    year: int | None
    posts: Sequence[Post] = ()


class PostsUnderYears(Sequence["Post | Year"]):
    """Posts in date order, each year under its heading; posts are read when they are looked at."""

    __slots__ = ("_headings", "_posts", "_years")

    def __init__(self, posts: PostsByDate) -> None:
        self._posts = posts
        self._years = tuple(posts.years())
        """Each year, with its number of posts."""
        self._headings = [0, *accumulate(count + 1 for _, count in self._years)]
        """The indices of the headings, and the end."""

    def __len__(self) -> int:
        return self._headings[-1]

    @overload
    def __getitem__(self, index: int) -> Post | Year: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Post | Year]: ...
    def __getitem__(self, index: int | slice) -> Post | Year | Sequence[Post | Year]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        index = range(len(self))[index]
        number = bisect_right(self._headings, index) - 1
        if index > self._headings[number]:
            return self._posts[index - number - 1]
        year, count = self._years[number]
        return Year(year, self._posts[index - number : index - number + count])

    def place_of(self, post_id: PostId) -> int | None:
        place = self._posts.place_of(post_id)
        if place is None:
            return None
        # As many headings are above it as begin before its place among posts.
        return place + bisect_right([start - number for number, start in enumerate(self._headings)], place)

    def heights(self) -> Iterator[int]:
        """Yield the number of lines of each row."""
        for _, count in self._years:
            yield 1
            yield from repeat(2, count)


class PostList(RowList["Post | Year"]):
    """Two lines per post: its title, then badges of unusual posts, tags and date.

    A long title goes on in the second line, before the tags, unless there are badges. A sign before the title marks
    posts that are starred, or new and unread; titles that were read are dim. A bar beside a year shows how much of it
    was read.
    """

    def __init__(self, dates: DateForm, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._dates = dates
        self._by_year = False
        self._memory = ArchiveMemory()
        self._since = 0
        self._empty_note = ""
        self._wanted: PostId | None = None
        """The post to highlight as soon as it is listed."""

    def remember(self, memory: ArchiveMemory, since: int) -> None:
        """Show the posts that are read, starred, or new since a moment, in seconds since 1970."""
        self._memory, self._since = memory, since
        self.refresh()

    def use_dates(self, dates: DateForm) -> None:
        """Write dates in another form."""
        self._dates = dates
        self.refresh()

    def show(self, posts: Sequence[Post], *, by_year: bool, empty_note: str = "") -> None:
        """Show `posts` in order, under their years if `by_year`; `empty_note` is shown if there are none."""
        self._empty_note = "" if posts else empty_note
        self._by_year = by_year
        if by_year:
            self.set_rows(
                PostsUnderYears(posts) if isinstance(posts, PostsByDate) else list(_under_years(posts))
            )
        else:
            self.set_rows(posts)
        if self.highlighted is None and self._wanted:
            self.highlight(self.index_of(self._wanted), notify=False)

    def select(self, post: PostId, *, notify: bool = False) -> None:
        """Highlight a post, or nothing until it is listed."""
        self._wanted = post
        index = self.index_of(post)
        if index is None:
            self.highlight_nothing()
        else:
            self.highlight(index, notify=notify)

    @property
    def selected(self) -> PostId | None:
        row = self.chosen
        return None if row is None or isinstance(row, Year) else row.id

    def neighbour(self, steps: int, wanted: Callable[[PostId], bool] = bool) -> PostId | None:
        """The next `wanted` post below the highlighted one, or above it."""
        index, step = self.beside(steps), 1 if steps > 0 else -1
        while 0 <= index + step < len(self.rows):
            index += step
            row = self.rows[index]
            if not isinstance(row, Year) and wanted(row.id):
                return row.id
        return None

    def height_of(self, row: Post | Year) -> int:
        return 1 if isinstance(row, Year) else 2

    def heights_of(self, rows: Sequence[Post | Year]) -> Iterable[int]:
        if isinstance(rows, PostsUnderYears):
            return rows.heights()
        return super().heights_of(rows) if self._by_year else repeat(2, len(rows))

    def index_of(self, key: object) -> int | None:
        if isinstance(self.rows, PostsUnderYears) and isinstance(key, str):
            return self.rows.place_of(PostId(key))
        return super().index_of(key)

    def can_highlight(self, row: Post | Year) -> bool:
        return not isinstance(row, Year)

    def key_of(self, row: Post | Year) -> object:
        return ("year", row.year) if isinstance(row, Year) else row.id

    def draw(self, row: Post | Year, width: int, *, highlighted: bool) -> list[Text]:
        dim = self.part_style("dim")
        state = self.part_style("state")
        if isinstance(row, Year):
            return [self._draw_year(row, width, dim)]
        title = Text().append(self._sign(row), state)
        read = self._memory.of(row.id).read and not highlighted
        style = _BOLD if highlighted else dim if read else Style.null()
        words, rest = row.title or "untitled", ""
        if not is_unusual(row):
            words, rest = _parted(words, width - len(title))
        title.append(words, style)
        under = Text("  ") + (_badges(row, state) if is_unusual(row) else Text())
        under.append(rest and f"{rest}  ", style).append(", ".join(row.tags), dim)
        # The year is above.
        day = (self._dates.within_year if self._by_year else self._dates).of(row.date)
        under.truncate(max(width - cell_len(day) - 1, 0), overflow="ellipsis", pad=True)
        under.append(f" {day}", dim)
        return [title, under]

    def _draw_nothing(self, y: int, width: int) -> Strip:
        if not self._empty_note or y != 1:
            return super()._draw_nothing(y, width)
        style = self._blank + self.part_style("dim")
        return Strip([Segment(f" {self._empty_note}", style)]).adjust_cell_length(width, self._blank)

    def _draw_year(self, row: Year, width: int, style: Style) -> Text:
        line = Text().append("undated" if row.year is None else str(row.year), style + _BOLD)
        ids = row.posts.ids if isinstance(row.posts, PostsByDate) else (post.id for post in row.posts)
        read = sum(self._memory.of(one).read for one in ids)
        if not read:
            return line
        told = f"{progress_bar(read, len(row.posts))} {read:,} of {len(row.posts):,}"
        line.truncate(max(width - len(told), 0), pad=True)
        return line.append(told, style)

    def _sign(self, post: Post) -> str:
        record = self._memory.of(post.id)
        return "★ " if record.starred else "● " if not record.read and is_new(post, self._since) else "  "


def progress_bar(done: int, total: int) -> str:
    """A bar of eight cells for `done` of `total`; it is full only when all is done."""
    full = done * BAR // total if total else 0
    return "━" * full + "─" * (BAR - full)


def is_unusual(post: Post) -> bool:
    """Whether a post has a badge."""
    return bool(post.draft or post.future or post.hidden or post.problems)


def _parted(title: str, width: int) -> tuple[str, str]:
    """The beginning of a title that fits in `width` cells, of whole words if it can be, and the rest."""
    if cell_len(title) <= width or width <= 0:
        return title, ""
    beginning = chop_cells(title + " ", width)[0]
    if title[len(beginning)] != " ":
        beginning = beginning.rpartition(" ")[0] or beginning
    return beginning, title[len(beginning) :].lstrip()


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
