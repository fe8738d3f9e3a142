"""A page drawn line by line, only where it is looked at."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuireader.rendering.place import TOP, Place
from tuireader.ui.arrangement import text_box
from tuireader.ui.motion import Motion
from tuireader.ui.widgets import article_text
from tuireader.ui.widgets.article_gutter import Gutter
from tuireader.ui.widgets.article_marks import Marks

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.timer import Timer

    from tuireader.rendering.page import Page, Row

WHEEL = 3
"""Rows that a notch of the wheel moves."""
GROWTH = 0.25
"""Seconds between two looks at how long a post has become."""


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a `Page` from a place on. The place is the truth; the scroll bar follows it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--find",
        "article--found",
        "article--label",
        "article--more",
        "article--added",
        "article--changed",
        "article--removed",
    }

    marks: var[Marks] = var(Marks)
    changes: var[Gutter] = var(Gutter)
    measure: var[int] = var(80)

    class Moved(Message, namespace="article"):
        """Another part of the post is in sight; `share` says how far through it that is, from 0 to 1."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    class Redrawn(Message, namespace="article"):
        """The same post is drawn otherwise, without its marks."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.page: Page | None = None
        self.place = TOP
        self.window: list[Row] = []
        """The rows in sight."""
        self._growth: Timer | None = None
        self._read_at: tuple[Page, Place] | None = None
        """Where the reader last moved to, if the post has been redrawn since: so that no redrawing drifts from it."""
        self._shift = 0

    # What is shown

    def show(self, page: Page, place: Place = TOP) -> None:
        """Show a page from `place` on."""
        self.page = page
        self._shift = 0
        self.marks = Marks()
        self.changes = Gutter()
        self.jump(place)

    def revise(self, page: Page, place: Place) -> None:
        """Show the same post after an edit; `place` is where the text at the top of the window stands now."""
        self.page = page
        self.marks = Marks()
        self.jump(place)
        self.post_message(self.Redrawn())

    def replace(self, page: Page) -> None:
        """Show the same post drawn otherwise; the text at the top of the window stays there."""
        was, place = self._read_at or (self.page, self.place)
        self.page = page
        self.marks = Marks()
        self.jump(was.counterpart(place, page) if was else TOP)
        self._read_at = (was, place) if was else None
        self.post_message(self.Redrawn())

    def grew(self) -> None:
        """Take notice of blocks that were added to the page: at once if they are in sight, else before long."""
        if len(self.window) < self.size.height:
            self._settle()
        elif self._growth is None:
            # The scroll bar's length is laid out anew, with the whole screen, and keys would wait for it.
            self._growth = self.set_timer(GROWTH, self._settle_growth)

    def _settle_growth(self) -> None:
        self._growth = None
        self._settle()

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

    def watch_measure(self) -> None:
        """Set the text to another measure."""
        self._fit()

    def on_resize(self) -> None:
        """Fill the new size."""
        self._fit()
        self._settle()

    def _fit(self) -> None:
        if self.page and self.size.width and self.page.drawer.width != self.text_width:
            self.replace(self.page.redraw(self.page.drawer.at(self.text_width)))

    # Moving

    def go(self, motion: Motion) -> None:
        """Move as `motion` says."""
        if self.page is None:
            return
        rows = motion.rows(self.size.height)
        if rows is not None:
            self.jump(self.page.move(self.place, rows))
        else:
            self.jump(TOP if motion is Motion.TOP else self.page.last_top(self.size.height))

    def go_to_top(self) -> None:
        """Show the beginning."""
        self.jump(TOP)

    def jump(self, place: Place) -> None:
        """Show the page from `place` on, or from as near as its end allows."""
        if self.marks.labels:
            self.marks = dataclasses.replace(self.marks, labels=())
        self._read_at = None
        self.place = place
        self._settle()

    def reveal(self, place: Place) -> None:
        """Bring the row at `place` into sight, a third down the window unless it is in sight already."""
        if self.page and not any(row.place == place for row in self.window):
            self.jump(self.page.move(place, -(self.size.height // 3)))

    def slide(self, columns: int) -> None:
        """Slide the lines that are wider than the window."""
        hidden = max((row.line.width for row in self.window), default=0) - self._room + 1
        self._shift = max(0, min(self._shift + columns, hidden))
        self.refresh()

    def _settle(self) -> None:
        """Draw what the place shows, then bring the scroll bar and the listeners up to date."""
        page, height = self.page, self.size.height
        if page is None or not height:
            self.window = []
            return
        self.window = page.rows(self.place, height)
        if len(self.window) < height and self.place != TOP:
            self.place = page.last_top(height)
            self.window = page.rows(self.place, height)
        row = page.row_of(self.place)
        self.virtual_size = Size(self.size.width, page.height)
        self.set_scroll(None, row)
        self.scroll_target_y = row
        # `set_scroll` tells no watcher, so the bar is told here.
        self.vertical_scrollbar.position = row
        self.refresh()
        hidden = page.height - height
        self.post_message(self.Moved(min(row / hidden, 1.0) if hidden > 0 else 1.0))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scroll bar where a person moved it."""
        super().watch_scroll_y(old_value, new_value)
        if self.page is not None and round(new_value) != self.page.row_of(self.place):
            self.jump(self.page.place_at(round(new_value)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move by the wheel, in steps that stay true whatever heights turn out to be."""
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move by the wheel."""
        self._wheel(event, -WHEEL)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.prevent_default()
        event.stop()
        if event.shift or event.ctrl:
            self.slide(rows * 2)
        elif self.page:
            self.jump(self.page.move(self.place, rows))

    # Drawing

    def watch_marks(self) -> None:
        """Show other marks."""
        self.refresh()

    def watch_changes(self) -> None:
        """Show other changes."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the window, as Textual asks for it."""
        width, margin, line = self.size.width, self.margin, self.scroll_offset.y + y
        if y >= len(self.window):
            return Strip.blank(width, self.rich_style)
        row = self.window[y]
        strip = Strip(self.marks.apply(row, y, self._styles()))
        selection = self.text_selection
        if selection and (span := selection.get_span(line)):
            style = self.screen.get_component_rich_style("screen--selection")
            strip = article_text.stylize(strip, span, style)
        if row.line.width > self._room:
            strip = self._slid(strip, row.line.width, self._room)
        first = article_text.character_at(row.line.text, self._shift_of(row))
        strip = Strip([*self._gutter_of(row, margin), *strip]).apply_offsets(first - margin, line)
        return strip.extend_cell_length(width).crop(0, width).apply_style(self.rich_style)

    def _gutter_of(self, row: Row, margin: int) -> list[Segment]:
        """What stands left of the text of a row, `margin` columns wide."""
        sign = self.changes.sign(row, self.page.gap(row.place.block)) if self.page and margin > 1 else None
        if sign is None:
            return [Segment(" " * margin)]
        text, kind = sign
        style = self.get_component_rich_style(f"article--{kind}")
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

    def _styles(self) -> dict[str, Style]:
        return {
            name: self.get_component_rich_style(f"article--{name}") for name in ("find", "found", "label")
        }
