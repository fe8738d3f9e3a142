"""The tags of the posts that are listed, the most used first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.message import Message

from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, how many of the listed posts bear it, and whether it is part of the filter."""

    tag: str
    posts: int
    chosen: bool


class TagList(RowList[TagRow]):
    """A line a tag, with its count; Space adds it to the filter or takes it out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "toggle_tag", "add to the filter", id="toggle-tag")
    ]

    class Toggled(Message):
        """A tag is to be added to the filter, or taken out."""

        def __init__(self, tag: str) -> None:
            super().__init__()
            self.tag = tag

    def show(self, counts: Mapping[str, int], chosen: Sequence[str]) -> None:
        """Show tags with their counts; those `chosen` come first."""
        rows = [TagRow(tag, counts.get(tag, 0), chosen=True) for tag in chosen]
        rows.extend(TagRow(tag, count, chosen=False) for tag, count in counts.items() if tag not in chosen)
        self.set_rows(rows)

    def key_of(self, row: TagRow) -> object:
        """A tag is known by its name."""
        return row.tag

    def draw(self, row: TagRow, width: int, *, highlighted: bool) -> list[Text]:  # noqa: ARG002 - one look for both
        """The line of a tag."""
        count = f" {row.posts:,}"
        style = self.get_component_rich_style(
            "row-list--accent" if row.chosen else "row-list--plain", partial=True
        )
        line = Text().append("✓ " if row.chosen else "", style).append(row.tag, style)
        line.truncate(max(width - len(count), 0), overflow="ellipsis", pad=True)
        return [line.append(count, self.get_component_rich_style("row-list--dim", partial=True))]

    def action_toggle_tag(self) -> None:
        """Add the highlighted tag to the filter, or take it out."""
        if self.highlighted is not None:
            self.post_message(self.Toggled(self.rows[self.highlighted].tag))
