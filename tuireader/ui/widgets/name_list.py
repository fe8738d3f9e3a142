"""The names that a few letters find, the letters marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from tuireader.ui.widgets.chooser import FoundList

if TYPE_CHECKING:
    from tuireader.archive.post import Post
    from tuireader.catalog.going.names import Going

_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, and the post that it leads to."""

    going: Going
    post: Post


class NameList(FoundList[NameRow]):
    """A line a name: a title and its date; or a path or heading, and the title of its post."""

    def key_of(self, row: NameRow) -> object:
        """A row is known by its name."""
        return row.going.name

    def draw(self, row: NameRow, width: int, *, highlighted: bool) -> list[Text]:
        """The line of a name."""
        dim = self.get_component_rich_style("row-list--dim", partial=True)
        letter = self.get_component_rich_style("row-list--accent", partial=True) + _BOLD
        name = row.going.name
        line = Text(" ".join(name.text.split("\n")))
        for at in row.going.letters:
            line.stylize(letter, at, at + 1)
        if highlighted:
            line.stylize_before(_BOLD)
        if name.kind == "heading":
            line = Text("# ", dim) + line
        day = row.post.date.date().isoformat() if row.post.date else ""
        told = day if name.kind == "title" else row.post.title
        if told:
            room = max(width - line.cell_len - 2, width // 3)
            beside = Text(told, dim)
            beside.truncate(room, overflow="ellipsis")
            line.truncate(max(width - beside.cell_len - 2, 0), overflow="ellipsis", pad=True)
            line = line + Text("  ") + beside
        return [line]
