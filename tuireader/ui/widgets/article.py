"""The article: a page drawn line by line, only where it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tuireader.rendering.place import TOP, Place
from tuireader.ui.motion import Motion
from tuireader.ui.widgets import article_text
from tuireader.ui.widgets.article_marks import Marks

if TYPE_CHECKING:
    from textual import events

    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page import Page, Row

GUTTER = 3
"""Columns left of the text at least, for its marks and for air."""


class Article(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a `Page` from a place on. The place is the truth; the scroll bar follows it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"article--find", "article--found", "article--label"}

    marks: var[Marks] = var(Marks)
    measure: var[int] = var(80)

    class Moved(Message):
        """Another part of the post is in sight; `source` is the body's line at the top, `share` how far it is."""

        def __init__(self, source: int, share: float) -> None:
            super().__init__()
            self.source = source
            self.share = share

    class LinkChosen(Message):
        """A link was clicked, or chosen by its label."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class LinkHovered(Message):
        """The pointer is over a link, or, with an empty `href`, no longer."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.page: Page | None = None
        self.place = TOP
        self._window: list[Row] = []
        self._shift = 0
        self._hovered = ""

    # What is shown

    def show(self, page: Page | None, place: Place = TOP) -> None:
        """Show a page from `place` on."""
        self.page = page
        self._shift = 0
        self.marks = Marks()
        self.jump(place)

    def replace(self, page: Page) -> None:
        """Show the same post drawn otherwise; the text at the top of the window stays there."""
        place = self.page.counterpart(self.place, page) if self.page else TOP
        self.page = page
        self.marks = Marks()
        self.jump(place)

    @property
    def text_width(self) -> int:
        """Columns that the text takes: the measure, or what there is room for."""
        return max(min(self.measure, self.size.width - 2 * min(GUTTER, self.size.width // 8)), 1)

    def _fit(self) -> None:
        if self.page and self.size.width and self.page.drawer.width != self.text_width:
            self.replace(self.page.redraw(self.page.drawer.at(self.text_width)))

    def grew(self) -> None:
        """Take notice of blocks that were added to the page."""
        self._settle()

    @property
    def window(self) -> list[Row]:
        """The rows in sight."""
        return self._window

    @property
    def margin(self) -> int:
        """Columns left of the text: the measure is centred."""
        measure = self.page.drawer.width if self.page else 0
        return max((self.size.width - measure) // 2, min(GUTTER, self.size.width // 8))

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

    def jump(self, place: Place) -> None:
        """Show the page from `place` on, or from as near as its end allows."""
        self.place = place
        self._settle()

    def go_to_top(self) -> None:
        """Show the beginning."""
        self.jump(TOP)

    def reveal(self, place: Place) -> None:
        """Bring the row at `place` into sight, a third down the window unless it is in sight already."""
        if self.page and not any(row.place == place for row in self._window):
            self.jump(self.page.move(place, -(self.size.height // 3)))

    def slide(self, columns: int) -> None:
        """Slide the lines that are wider than the window."""
        room = self.size.width - self.margin
        widest = max((row.line.width for row in self._window), default=0)
        self._shift = max(0, min(self._shift + columns, widest - room + 2 if widest > room else 0))
        self.refresh()

    def _settle(self) -> None:
        """Draw what the place shows, then bring the scroll bar and the listeners up to date."""
        if self.page is None or not self.size.height:
            self._window = []
            self.virtual_size = Size(self.size.width, 0)
            self.refresh()
            return
        self._window = self.page.rows(self.place, self.size.height)
        if len(self._window) < self.size.height and self.place != TOP:
            self.place = self.page.last_top(self.size.height)
            self._window = self.page.rows(self.place, self.size.height)
        self.virtual_size = Size(self.size.width, self.page.height)
        row = self.page.row_of(self.place)
        self.set_scroll(None, row)
        self.scroll_target_y = row
        self.refresh()
        self.post_message(self.Moved(self._source_in_view(), self._share(row)))

    def _source_in_view(self) -> int:
        return next((row.source for row in self._window if row.line.segments), 0)

    def _share(self, row: int) -> float:
        hidden = self.page.height - self.size.height if self.page else 0
        return min(row / hidden, 1.0) if hidden > 0 else 1.0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scroll bar where a person moved it."""
        super().watch_scroll_y(old_value, new_value)
        if self.page is not None and round(new_value) != self.page.row_of(self.place):
            self.jump(self.page.place_at(round(new_value)))

    def watch_marks(self) -> None:
        """Show other marks."""
        self.refresh()

    def watch_measure(self) -> None:
        """Set the text to another measure."""
        self._fit()

    def on_resize(self) -> None:
        """Fill the new size."""
        self._fit()
        self._settle()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move by the wheel, in steps that stay true whatever heights turn out to be."""
        self._wheel(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move by the wheel."""
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.prevent_default()
        event.stop()
        if event.shift or event.ctrl:
            self.slide(rows * 2)
        elif self.page:
            self.jump(self.page.move(self.place, rows))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the window, as Textual asks for it."""
        width = self.size.width
        if y >= len(self._window):
            return Strip.blank(width, self.rich_style)
        row, margin = self._window[y], self.margin
        segments = self.marks.apply(row, y, self._styles())
        strip = Strip(segments, None)
        if span := self._selected(self.scroll_offset.y + y):
            strip = article_text.stylize(
                strip, *span, self.screen.get_component_rich_style("screen--selection")
            )
        room = width - margin
        if row.line.width > room:
            strip = strip.crop(self._shift, self._shift + room)
        strip = Strip([Segment(" " * margin), *strip]).apply_offsets(-margin, self.scroll_offset.y + y)
        return strip.extend_cell_length(width).crop(0, width).apply_style(self.rich_style)

    def _styles(self) -> dict[str, object]:
        return {
            name: self.get_component_rich_style(f"article--{name}") for name in ("find", "found", "label")
        }

    # Links

    def links_in_view(self) -> list[tuple[int, LinkSpan]]:
        """The links in sight: the row of the window that each begins in, and where it stands there."""
        found: list[tuple[int, LinkSpan]] = []
        seen: set[tuple[int, int]] = set()
        for y, row in enumerate(self._window):
            for span in self._spans(row):
                if (row.place.block, span.number) not in seen:
                    seen.add((row.place.block, span.number))
                    found.append((y, span))
        return found

    def _spans(self, row: Row) -> list[LinkSpan]:
        if self.page is None:
            return []
        drawing = self.page.drawing(row.place.block)
        index = row.place.row - self.page.gap(row.place.block)
        return [span for span in drawing.links if span.row == index]

    def link_at(self, x: int, y: int) -> str:
        """The target of the link at a cell of the widget, or nothing."""
        if not 0 <= y < len(self._window):
            return ""
        row = self._window[y]
        shift = self._shift if row.line.width > self.size.width - self.margin else 0
        cell = x - self.margin + shift
        return next((span.href for span in self._spans(row) if span.start <= cell < span.end), "")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say where the link under the pointer leads."""
        href = self.link_at(event.x, event.y)
        if href != self._hovered:
            self._hovered = href
            self.post_message(self.LinkHovered(href))

    def on_leave(self) -> None:
        """Forget the link that was under the pointer."""
        if self._hovered:
            self._hovered = ""
            self.post_message(self.LinkHovered(""))

    async def _on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked; a second click selects the word."""
        if event.chain == 2:
            self._select_word(event.x, event.y)
        elif event.chain == 1 and not self.screen.get_selected_text():
            if href := self.link_at(event.x, event.y):
                self.post_message(self.LinkChosen(href))

    # Selecting

    def _select_word(self, x: int, y: int) -> None:
        if y >= len(self._window):
            return
        start, end = article_text.word_at(self._window[y].line, x - self.margin)
        row = self.scroll_offset.y + y
        self.screen.selections = {self: Selection(Offset(start, row), Offset(end, row))}

    def _selected(self, row: int) -> tuple[int, int] | None:
        selection = self.text_selection
        span = selection.get_span(row) if selection else None
        if span is None:
            return None
        start, end = span
        return max(start, 0), end if end < 0 and span[1] == -1 else max(end, 0)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it was written, without the breaks that the width made."""
        if self.page is None:
            return None
        first = max(selection.start.y, 0) if selection.start else 0
        last = selection.end.y if selection.end else self.page.height
        rows = self.page.rows(self.page.place_at(first), last - first + 1)
        lines = [row.line for row in rows]
        return article_text.copied(lines, selection.start, selection.end), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's signature
        """Show the selection."""
        self.refresh()
