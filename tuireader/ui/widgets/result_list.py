"""What a search found: each post with its date and the text around its best hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from tuireader.ui.widgets.chooser import FoundList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.search.match import Hit, Match

MARGIN = 2
WORD = 16
"""Characters at the end of a line that give way to the end of a word."""
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Result:
    """A match, and the post that it is in as far as that is still in the archive."""

    match: Match
    post: Post | None


class ResultList(FoundList[Result]):
    """Two lines a result: title and date, then the snippet with its hits marked."""

    def height_of(self, row: Result) -> int:
        """Lines of a row; one without a snippet has only its title."""
        return 2 if row.match.snippet else 1

    def key_of(self, row: Result) -> object:
        """A result is known by its post."""
        return row.match.id

    def draw(self, row: Result, width: int, *, highlighted: bool) -> list[Text]:
        """The lines of a result."""
        dim = self.get_component_rich_style("row-list--dim", partial=True)
        hit = self.get_component_rich_style("row-list--accent", partial=True) + _BOLD
        match = row.match
        title = marked(match.title or match.id, match.title_hits if match.title else (), hit)
        if highlighted:
            title.stylize_before(_BOLD)
        day = row.post.date.date().isoformat() if row.post and row.post.date else ""
        title.truncate(max(width - len(day) - 1, 0), overflow="ellipsis", pad=True)
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
    """As much of the text around its first hits as there is room for, cut between words."""
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
