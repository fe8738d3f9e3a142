"""Posts near another one, under the headings that say how."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from tuireader.ui.following.surroundings import Near, Section
from tuireader.ui.widgets.result_list import around
from tuireader.ui.widgets.row_list import RowList

MARGIN = 2
_BOLD = Style(bold=True)

Row = Section | tuple[str, Near]
"""A section's heading, or a post in the section of that name."""


class NearList(RowList[Row]):
    """Two lines a post: title and date, then how it is near."""

    def height_of(self, row: Row) -> int:
        """Lines of a row: headings have a blank one above, and say below if there is nothing under them."""
        if isinstance(row, Section):
            return 2 + (not row.near)
        return 2 if row[1].detail else 1

    def can_highlight(self, row: Row) -> bool:
        """Whether a row is a post."""
        return not isinstance(row, Section)

    def key_of(self, row: Row) -> object:
        """A post is known by its section and its id."""
        return row.title if isinstance(row, Section) else (row[0], row[1].post.id)

    @property
    def chosen(self) -> Near | None:
        """The highlighted post."""
        row = None if self.highlighted is None else self.rows[self.highlighted]
        return row[1] if isinstance(row, tuple) else None

    def draw(self, row: Row, width: int, *, highlighted: bool) -> list[Text]:
        """The lines of a row."""
        dim = self.get_component_rich_style("row-list--dim", partial=True)
        accent = self.get_component_rich_style("row-list--accent", partial=True)
        if isinstance(row, Section):
            count = f"  {len(row.near):,}" if len(row.near) > 1 else ""
            heading = Text.assemble((row.title, accent), (count, dim))
            nothing = [] if row.near else [Text(" " * MARGIN + (row.otherwise or "none"), dim)]
            return [Text(), heading, *nothing]
        near = row[1]
        title = Text(" ".join(near.post.title.split("\n")), _BOLD if highlighted else Style())
        day = near.post.date.date().isoformat() if near.post.date else ""
        title.truncate(max(width - len(day) - 1, 0), overflow="ellipsis", pad=True)
        title.append(f" {day}", dim)
        if not near.detail:
            return [title]
        return [title, Text(" " * MARGIN) + around(near.detail, near.hits, width - MARGIN, accent, dim)]
