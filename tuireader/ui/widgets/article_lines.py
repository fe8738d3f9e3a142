"""The rows of a page in sight, drawn line by line: the text, what is laid over it, and what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuireader.ui.arrangement import text_box
from tuireader.ui.widgets import article_text
from tuireader.ui.widgets.article_overlay import BAR, Gutter, LinkMarks, Marks, Sight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.page.page import Page, Row

_NO_MARKS = LinkMarks()
_REVERSED = Style(reverse=True)


class ArticleLines(ScrollView):
    """Draws `window`, the rows in sight of `page`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--find",
        "article--found",
        "article--label",
        "article--broken",
        "article--current",
        "article--more",
        "article--added",
        "article--changed",
        "article--removed",
    }

    marks: var[Marks] = var(Marks)
    changes: var[Gutter] = var(Gutter)
    links: var[LinkMarks] = var(LinkMarks)
    measure: var[int] = var(80)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.page: Page | None = None
        self.window: list[Row] = []
        """The rows in sight."""
        self._shift = 0
        self._sight: Sight | None = None

    @property
    def text_width(self) -> int:
        """Columns that the text takes: the measure, or what there is room for."""
        return text_box(self.size.width, self.measure).width

    @property
    def margin(self) -> int:
        """Columns left of the text, which is centred."""
        return text_box(self.size.width, self.measure).margin

    @property
    def _room(self) -> int:
        """Columns from the text's left edge to the scroll bar."""
        return max(self.scrollable_content_region.width - self.margin, 1)

    def watch_marks(self) -> None:
        """Show other marks."""
        self.refresh()

    def watch_changes(self) -> None:
        """Show other changes."""
        self.refresh()

    def watch_links(self) -> None:
        """Show what is told of links now."""
        self.refresh()

    @property
    def sight(self) -> Sight | None:
        """The links in sight; None without a page."""
        if self.page and (self._sight is None or self._sight.rows is not self.window):
            self._sight = Sight(self.page, self.window)
        return self._sight if self.page else None

    def render_line(self, y: int) -> Strip:
        """One line of the window, as Textual asks for it."""
        width, margin, line = self.size.width, self.margin, self.scroll_offset.y + y
        if y >= len(self.window):
            return Strip.blank(width, self.rich_style)
        row = self.window[y]
        strip = Strip(self.marks.apply(self._linked(row, y), row, y, self._styles()))
        selection = self.text_selection
        if selection and (span := selection.get_span(line)):
            # The background alone: the style's own colour is one with it.
            style = Style(bgcolor=self.screen.get_component_rich_style("screen--selection").bgcolor)
            strip = article_text.stylize(strip, span, style)
        if row.line.width > self._room:
            strip = self._slid(strip, row.line.width, self._room)
        first = article_text.character_at(row.line.text, self._shift_of(row))
        strip = article_text.apart(strip)
        strip = Strip([*self._gutter_of(row, margin), *strip]).apply_offsets(first - margin, line)
        return strip.extend_cell_length(width).crop(0, width).apply_style(self.rich_style)

    def _linked(self, row: Row, y: int) -> Sequence[Segment]:
        """The segments of a row of the window, the links among them as they are to be told from others."""
        links = self.sight.on(y) if self.sight and self.links != _NO_MARKS else ()
        return self.links.apply(row, links, self._link_styles()) if links else row.line.segments

    def _gutter_of(self, row: Row, margin: int) -> list[Segment]:
        """What stands left of the text of a row, `margin` columns wide."""
        sign = self.changes.sign(row, self.page.gap(row.place.block)) if self.page and margin > 1 else None
        if sign is None:
            return [Segment(" " * margin)]
        text, kind = sign
        style = self.get_component_rich_style(f"article--{kind}")
        if row.place.block == self.changes.current and text != BAR:
            style += _REVERSED
        return [Segment(" " * (margin - 2)), Segment(text, style), Segment(" ")]

    def _slid(self, strip: Strip, wide: int, room: int) -> Strip:
        """What fits of a line that is too wide, with a sign where it goes on."""
        shown = strip.crop(self._shift, self._shift + room - 1)
        if self._shift + room - 1 >= wide:
            return shown
        return Strip([*shown, Segment("›", self.get_component_rich_style("article--more"))])

    def _shift_of(self, row: Row) -> int:
        """Cells of the row that have slid out of sight on its left."""
        return self._shift if row.line.width > self._room else 0

    def _link_styles(self) -> dict[str, Style]:
        return {
            name: self.get_component_rich_style(f"article--{name}", partial=True)
            for name in ("broken", "current")
        }

    def _styles(self) -> dict[str, Style]:
        return {
            name: self.get_component_rich_style(f"article--{name}") for name in ("find", "found", "label")
        }
