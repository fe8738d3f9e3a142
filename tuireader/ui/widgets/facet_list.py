"""The filters for the listed posts: tags, categories, series, years, states, each with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.message import Message

from tuireader.archive.text import on_one_line
from tuireader.late import dataclass
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.binding import BindingType

    from tuireader.catalog.catalog import Facet
    from tuireader.catalog.lookups import Kind
    from tuireader.catalog.selection import Selection

    Part = tuple[str, str]

MAX_FILTER_LINES = 3
"""Most lines of a filter."""


def filter_lines(parts: Sequence[Part], width: int, most: int = MAX_FILTER_LINES) -> list[str]:
    """The parts of a filter, each with its joint to the one before, in at most `most` lines of `width` cells.

    Lines break between parts; a part wider than a line is shortened in its middle. Parts without room are counted. The
    lines are neutralised.
    """
    if width <= 0:
        return []
    parts = [(joint, on_one_line(text)) for joint, text in parts]
    for shown in range(min(len(parts), most * width), 0, -1):
        left = len(parts) - shown
        told = [*parts[:shown], (" · ", f"+{left:,} more")] if left else parts
        lines = _set(told, width)
        if len(lines) <= most:
            return lines
    return []


def _set(parts: Sequence[Part], width: int) -> list[str]:
    lines: list[str] = []
    for joint, text in parts:
        if lines and cell_len(lines[-1] + joint + text) <= width:
            lines[-1] += joint + text
            continue
        sign = joint.strip(" ·")
        lines.append(_shortened(f"{sign} {text}" if lines and sign else text, width))
    return lines


def _shortened(text: str, width: int) -> str:
    """The text in `width` cells; of a wider one, its end takes a third."""
    if cell_len(text) <= width:
        return text
    end = text[-(width // 3) :] if width >= 12 else ""
    while cell_len(end) > width // 3:
        end = end[1:]
    return set_cell_size(text, width - 1 - cell_len(end)).rstrip() + "…" + end


NAMES: Mapping[Kind, str] = {
    "tag": "Tags",
    "category": "Categories",
    "series": "Series",
    "year": "Years",
    "state": "State",
}
CHOSEN, LEFT_OUT = "✓ ", "− "
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A facet, its count among the listed posts, and the sign of its part in the filter, if any."""

    facet: Facet
    posts: int
    sign: str = ""


@dataclass(frozen=True, slots=True)
class KindHeading:
    """The heading above the facets of a kind."""

    kind: Kind


class FacetList(RowList["FacetRow | KindHeading"]):
    """One line per facet, under the heading of its kind; Space adds it to the filter or removes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "toggle_facet", "add to the filter", id="toggle-tag")
    ]

    class Toggled(Message):
        """A facet is to be added to the filter, or removed."""

        def __init__(self, facet: Facet) -> None:
            super().__init__()
            self.facet = facet

    class HeadingChanged(Message):
        """The top rows are under another heading now."""

        def __init__(self, heading: str) -> None:
            super().__init__()
            self.heading = heading

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._told = NAMES["tag"]

    def show(self, counts: Mapping[Facet, int], selection: Selection) -> None:
        """Show facets with their counts; tags of the filter come first, all others stay in order."""
        self.set_rows(list(_rows(counts, selection)))
        self._tell_topmost()

    @property
    def topmost(self) -> str:
        """The heading of the top row, if it is out of sight itself."""
        top = self._row_at(round(self.scroll_y)) or 0
        above = (row.kind for row in reversed(self.rows[:top]) if isinstance(row, KindHeading))
        first: Kind = next((row.facet.kind for row in self.rows if isinstance(row, FacetRow)), "tag")
        return NAMES[next(above, first)]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._tell_topmost()

    def _tell_topmost(self) -> None:
        if self.topmost != self._told:
            self._told = self.topmost
            self.post_message(self.HeadingChanged(self._told))

    @property
    def selected(self) -> Facet | None:
        return self.chosen.facet if isinstance(self.chosen, FacetRow) else None

    def can_highlight(self, row: FacetRow | KindHeading) -> bool:
        return isinstance(row, FacetRow)

    def key_of(self, row: FacetRow | KindHeading) -> object:
        return row.facet if isinstance(row, FacetRow) else row

    def draw(self, row: FacetRow | KindHeading, width: int, *, highlighted: bool) -> list[Text]:  # noqa: ARG002 - one look for both
        dim = self.part_style("dim")
        if isinstance(row, KindHeading):
            return [Text().append(NAMES[row.kind], dim + _BOLD)]
        count = "" if row.sign == LEFT_OUT else f" {row.posts:,}"
        style = self.part_style("accent" if row.sign else "plain")
        line = Text().append(row.sign, style).append(row.facet.value, style)
        line.truncate(max(width - len(count), 0), overflow="ellipsis", pad=True)
        return [line.append(count, dim)]

    def go_to_section(self, steps: int) -> None:
        """Highlight the first facet of the next or previous kind."""
        starts = [index + 1 for index, row in enumerate(self.rows) if isinstance(row, KindHeading)]
        starts = [0, *starts] if self.rows and isinstance(self.rows[0], FacetRow) else starts
        at = -1 if self.highlighted is None else self.highlighted
        wanted = [one for one in starts if (one > at if steps > 0 else one < at)]
        if wanted:
            index = wanted[0] if steps > 0 else wanted[-1]
            self.highlight(index)
            self.show_from(max(index - 1, 0))

    def action_toggle_facet(self) -> None:
        if facet := self.selected:
            self.post_message(self.Toggled(facet))


def _rows(counts: Mapping[Facet, int], selection: Selection) -> Iterator[FacetRow | KindHeading]:
    """The rows; the first kind has no heading row, since its heading is above the list."""
    signs = {**dict.fromkeys(selection.facets, CHOSEN), **dict.fromkeys(selection.excluded, LEFT_OUT)}
    anything = False
    for kind in NAMES:
        asked = {facet: sign for facet, sign in signs.items() if facet.kind == kind}
        listed = {facet: count for facet, count in counts.items() if facet.kind == kind}
        first = [one for one in asked if kind == "tag" or one not in listed]
        rows = [*first, *(facet for facet in listed if facet not in first)]
        if rows and anything:
            yield KindHeading(kind)
        anything = anything or bool(rows)
        yield from (FacetRow(facet, listed.get(facet, 0), asked.get(facet, "")) for facet in rows)
