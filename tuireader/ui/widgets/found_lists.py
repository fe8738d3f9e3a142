"""Lists of names, nearby posts, problems and search results."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from tuireader.archive.post import Problem
from tuireader.late import dataclass
from tuireader.session.around import NearbyPost, Section
from tuireader.ui.widgets.query_input import FoundList
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuireader.archive.metadata.dates import DateForm
    from tuireader.archive.post import Post
    from tuireader.catalog.goto import Going
    from tuireader.catalog.search.match import FoundPost, Hit

_BOLD = Style(bold=True)
ACTION_WIDTH = 16
"""Columns of the titles of actions, so that their descriptions are aligned."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, and its post; `ordinal` counts its headings of the same text."""

    going: Going
    post: Post
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class ActionRow:
    """Something to do: its `title`, what it does, and its keys; `letters` are those of the title that were typed."""

    title: str
    does: str
    keys: str
    run: Callable[[], object] = field(compare=False)
    letters: tuple[int, ...] = ()


class NameList(FoundList["NameRow | ActionRow"]):
    """One line per name: a title and its date; a path or heading, and the title of its post; or an action."""

    def __init__(self, dates: DateForm, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._dates = dates

    def key_of(self, row: NameRow | ActionRow) -> object:
        if isinstance(row, ActionRow):
            return row.title
        name = row.going.name
        # A save may move a heading to another line, and change a title.
        return name.post, name.kind, name.text if name.kind == "heading" else "", row.ordinal

    def draw(self, row: NameRow | ActionRow, width: int, *, highlighted: bool) -> list[Text]:
        dim = self.part_style("dim")
        if isinstance(row, ActionRow):
            return [self._draw_action(row, width, dim, highlighted=highlighted)]
        name = row.going.name
        line = self._matched(name.text, row.going.letters, highlighted=highlighted)
        if name.kind == "heading":
            line = Text("# ", dim) + line
        told = self._dates.of(row.post.date) if name.kind == "title" else row.post.title
        if told:
            room = max(width - line.cell_len - 2, width // 3)
            beside = Text(told, dim)
            beside.truncate(room, overflow="ellipsis")
            line.truncate(max(width - beside.cell_len - 2, 0), overflow="ellipsis", pad=True)
            line = line + Text("  ") + beside
        return [line]

    def _draw_action(self, row: ActionRow, width: int, dim: Style, *, highlighted: bool) -> Text:
        line = self._matched(row.title, row.letters, highlighted=highlighted)
        line.truncate(max(line.cell_len, min(ACTION_WIDTH, width // 3)), pad=True)
        line.append("  ").append(row.does, dim)
        keys = f"  {row.keys}" if row.keys else ""
        line.truncate(max(width - len(keys), 0), overflow="ellipsis", pad=True)
        return line.append(keys, self.part_style("accent"))

    def _matched(self, text: str, letters: Sequence[int], *, highlighted: bool) -> Text:
        """The text in one line, with the letters marked that were typed."""
        line = Text(" ".join(text.split("\n")))
        for at in letters:
            line.stylize(self.part_style("accent") + _BOLD, at, at + 1)
        if highlighted:
            line.stylize_before(_BOLD)
        return line


MARGIN = 2

Row = Section | tuple[str, NearbyPost]
"""A section's heading, or a post in the section of that name."""


class NearList(RowList[Row]):
    """Two lines per post: title and date, then its relation."""

    def __init__(self, dates: DateForm, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._dates = dates

    def height_of(self, row: Row) -> int:
        """The lines of a row: a heading has a blank line above, and a note below if its section is empty."""
        if isinstance(row, Section):
            return 2 + (not row.near)
        return 2 if row[1].detail else 1

    def can_highlight(self, row: Row) -> bool:
        return not isinstance(row, Section)

    def key_of(self, row: Row) -> object:
        return row.title if isinstance(row, Section) else (row[0], row[1].post.id)

    @property
    def selected(self) -> NearbyPost | None:
        return self.chosen[1] if isinstance(self.chosen, tuple) else None

    def draw(self, row: Row, width: int, *, highlighted: bool) -> list[Text]:
        dim = self.part_style("dim")
        accent = self.part_style("accent")
        if isinstance(row, Section):
            count = f"  {len(row.near):,}" if len(row.near) > 1 else ""
            heading = Text.assemble((row.title, accent), (count, dim))
            nothing = [] if row.near else [Text(" " * MARGIN + (row.note or "none"), dim)]
            return [Text(), heading, *nothing]
        near = row[1]
        title = Text(" ".join(near.post.title.split("\n")), _BOLD if highlighted else Style())
        day = self._dates.of(near.post.date)
        title.truncate(max(width - cell_len(day) - 1, 0), overflow="ellipsis", pad=True)
        title.append(f" {day}", dim)
        if not near.detail:
            return [title]
        return [title, Text(" " * MARGIN) + around(near.detail, near.hits, width - MARGIN, accent, dim)]


SIGNS: Mapping[str, str] = {"error": "✗", "warning": "⚠", "info": "·"}


class ProblemList(RowList[Problem]):
    """Two lines per problem: the message, then its place and rule."""

    alone = True
    """Whether all problems are of one file, which is then not named."""

    def height_of(self, row: Problem) -> int:  # noqa: ARG002 - all are alike
        return 2

    def draw(self, row: Problem, width: int, *, highlighted: bool) -> list[Text]:
        del width
        dim = self.part_style("dim")
        sign = self.part_style("accent")
        message = Text.assemble(
            (f"{SIGNS[row.severity]} ", sign if row.severity != "info" else dim),
            (" ".join(row.message.split("\n")), _BOLD if highlighted else ""),
        )
        where: list[str] = [] if self.alone else [row.id]
        if row.line is not None:
            where.append(f"line {row.line:,}" + (f", column {row.column:,}" if row.column else ""))
        return [message, Text(" " * MARGIN + " · ".join([*where, row.rule]), dim)]


WORD = 16
"""Longest beginning of a word to cut off at the end of a line."""


@dataclass(frozen=True, slots=True)
class Result:
    """A match, and its post if that is still in the archive."""

    match: FoundPost
    post: Post | None


class ResultList(FoundList[Result]):
    """Two lines per result: title and date, then the snippet with its hits marked."""

    def __init__(self, dates: DateForm, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._dates = dates

    def height_of(self, row: Result) -> int:
        return 2 if row.match.snippet else 1

    def key_of(self, row: Result) -> object:
        return row.match.id

    def draw(self, row: Result, width: int, *, highlighted: bool) -> list[Text]:
        dim = self.part_style("dim")
        hit = self.part_style("accent") + _BOLD
        match = row.match
        title = marked(match.title or match.id, match.title_hits if match.title else (), hit)
        if highlighted:
            title.stylize_before(_BOLD)
        day = self._dates.of(row.post.date if row.post else None)
        title.truncate(max(width - cell_len(day) - 1, 0), overflow="ellipsis", pad=True)
        title.append(f" {day}", dim)
        if not match.snippet:
            return [title]
        below = Text(" " * MARGIN) + around(match.snippet, match.hits, width - MARGIN, hit, dim)
        return [title, below]


def marked(text: str, hits: Sequence[Hit], style: Style) -> Text:
    """The text in one line, with its hits marked."""
    line = Text(" ".join(text.split("\n")))
    for start, end in hits:
        line.stylize(style, start, end)
    return line


def around(text: str, hits: Sequence[Hit], width: int, hit: Style, dim: Style) -> Text:
    """The text around its first hits that fits, cut between words."""
    line = marked(text, hits, hit)
    line.stylize_before(dim)
    start = hits[0][0] if hits else 0
    if hits and hits[0][1] > width - 4 and start > width // 4:
        cut = text.find(" ", start - width // 4, start) + 1 or start - width // 4
        line = Text("…", dim) + line[cut:]
    if line.cell_len > width:
        line.truncate(max(width - 1, 0))
        end = line.plain.rfind(" ", max(len(line.plain) - WORD, 0))
        line = line[:end] if end > 0 else line
        line.append("…", dim)
    return line
