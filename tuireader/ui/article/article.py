"""The article: a page, the place shown in the window, and its reactions to the pointer."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events, on
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tuireader.rendering.links.hyperlinks import opens_links
from tuireader.rendering.page.page import TOP, Place
from tuireader.ui.arrangement import picture_rows
from tuireader.ui.article import article_text
from tuireader.ui.article.article_lines import Columns, LinePainter
from tuireader.ui.article.article_overlay import ChangeGutter, LinkMarks, Marks, Sight
from tuireader.ui.motion import Motion
from tuireader.ui.widgets.row_list import set_scroll_size
from tuireader.ui.working import later

if TYPE_CHECKING:
    from textual.timer import Timer

    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page.page import Page, PageRow
    from tuireader.session.pictures.service import PictureService
    from tuireader.ui.article.article_overlay import Which

WHEEL = 3
"""Rows per notch of the wheel."""
GROWTH = 0.25
"""Seconds between two updates of the scroll bar while the post is being parsed."""


class Article(ScrollView, can_focus=True, inherit_bindings=False):
    """A `Page` from a place on, with clickable links and selectable text.

    The place decides; the scroll bar follows it.
    """

    class Moved(Message):
        """Another part of the post is in sight; `share` is the progress through it, from 0 to 1."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    class Redrawn(Message):
        """The same post was redrawn, without its marks."""

    class LinkChosen(Message):
        """A link was clicked."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class LinkHovered(Message):
        """A link is under the pointer, or current; an empty `href` means no longer."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class FoldChosen(Message):
        """The line of a fold was clicked; `line` is its line in the body."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

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

    marks: reactive[Marks] = reactive(Marks)
    changes: reactive[ChangeGutter] = reactive(ChangeGutter)
    links: reactive[LinkMarks] = reactive(LinkMarks)
    measure: var[int] = var(80)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.page: Page | None = None
        self.window: list[PageRow] = []
        """The rows in sight."""
        self._shift = 0
        self._sight = Sight(None, self.window)
        self._hovered = ""
        """The address under the pointer."""
        self.place = TOP
        self._target: Place | None = None
        """The place the reader went to, if the end of the page keeps it from the top of the window."""
        self._end: Place | None = None
        """The place of the page's end when it was asked for; it moves while the page grows."""
        self.share = 0.0
        """The progress of the window through the post, from 0 to 1."""
        self._growth: Timer | None = None
        self._read_at: tuple[Page, Place] | None = None
        """The last place the reader moved to, if the post was redrawn since; it keeps redrawing from drifting."""
        self._painting: tuple[LinePainter, Columns, Style] | None = None
        """What is the same for all lines that are being rendered for painting."""
        self._hyperlinks = opens_links(os.environ)
        self.pictures: PictureService | None = None
        """The pictures that are painted; None as long as none was in sight."""
        self.draws_pictures = False

    @property
    def here(self) -> Place:
        """The reading place: the top of the window, or the target on the last screen of the page."""
        return self._target or self.place

    @property
    def columns(self) -> Columns:
        """The columns of the text, which is centred."""
        return Columns.of(self.size.width, self.scrollable_content_region.width, self.measure, self._shift)

    # Pages

    def show(self, page: Page, place: Place = TOP) -> None:
        """Show a page from `place` on."""
        self.page = page
        self._shift = 0
        self.marks = Marks()
        self.links = LinkMarks()
        self.changes = ChangeGutter()
        self.jump(place)

    def revise(self, page: Page, place: Place) -> None:
        """Show the same post after an edit; `place` is the new place of the text at the top of the window."""
        self.page = page
        self.marks = Marks()
        self.jump(place)
        self.post_message(self.Redrawn())

    def replace(self, page: Page) -> None:
        """Show the same post redrawn; the text at the top of the window stays there."""
        was, place = self._read_at or (self.page, self.place)
        target = self.page.counterpart(self._target, page) if self.page and self._target else None
        at_end = self._end == self.place
        self.page = page
        self.marks = Marks()
        self.jump(was.counterpart(place, page) if was else TOP)
        self._end = self.place if at_end else None
        self._read_at = (was, place) if was else None
        self._target = target
        self.post_message(self.Redrawn())

    def grew(self) -> None:
        """Show blocks added to the page: at once if they are in sight, otherwise soon."""
        if len(self.window) < self.size.height or self._end == self.place:
            self._settle()
        elif self._growth is None:
            # A new length of the scroll bar lays out the whole screen, and keys would have to wait.
            self._growth = later(self, GROWTH, self._settle)

    @property
    def picture_rows(self) -> int:
        """The most rows of a picture; 0 where none is drawn."""
        return picture_rows(self.app.size.height) if self.draws_pictures else 0

    def watch_measure(self) -> None:
        """Redraw the text at the measure, or as wide as fits, and its pictures as high as fits."""
        if self.page is None or not self.size.width:
            return
        drawer = self.page.drawer
        if drawer.width != (width := self.columns.width):
            drawer = drawer.changed(width=width)
        if drawer.options.picture_rows != (rows := self.picture_rows):
            drawer = drawer.with_options(replace(drawer.options, picture_rows=rows))
        if drawer is not self.page.drawer:
            self.replace(self.page.redraw(drawer))

    def on_resize(self) -> None:
        self.watch_measure()
        self._settle()

    # Moving

    def go(self, motion: Motion, times: int = 1) -> None:
        if self.page is None:
            return
        rows = motion.rows(self.size.height)
        if rows is not None:
            self.jump(self.page.move(self.place, rows * times))
        elif motion is Motion.TOP:
            self.jump(TOP)
        else:
            self.jump(self.page.last_top(self.size.height))
            self._end = self.place

    def reach_end(self) -> None:
        """Show the end, unless it is in sight."""
        if self.page and (end := self.page.last_top(self.size.height)) > self.place:
            self.jump(end)

    def go_to_top(self) -> None:
        self.jump(TOP)

    def jump(self, place: Place) -> None:
        """Show the page from `place` on, or from as close as its end allows."""
        if self.marks.labels:
            self.marks = replace(self.marks, labels=())
        self._read_at = self._target = self._end = None
        self.place = place
        self._settle()

    def go_to(self, place: Place) -> None:
        """Show the page from `place` on; this counts as the reading place even if the end of the page is in the way."""
        self.jump(place)
        self._target = place if place > self.place else None

    def reveal(self, place: Place) -> None:
        """Scroll the row at `place` into sight, a third down the window, unless it is visible already."""
        if self.page and not any(row.place == place for row in self.window):
            self.jump(self.page.move(place, -(self.size.height // 3)))

    def slide(self, columns: int) -> None:
        """Scroll lines wider than the window sideways."""
        self._shift = max(0, min(self._shift + columns, self.columns.hidden(self.window)))
        self.refresh()

    def _settle(self) -> None:
        """Draw the rows at the place, then update the scroll bar and post `Moved`."""
        if self._growth:
            self._growth.stop()
            self._growth = None
        page, height = self.page, self.size.height
        if page is None or not height:
            self.window = []
            return
        if self._end == self.place:
            self.place = self._end = page.last_top(height)
        self.window = page.rows(self.place, height)
        if len(self.window) < height and self.place != TOP:
            self.place = page.last_top(height)
            self.window = page.rows(self.place, height)
        row = page.row_of(self.place)
        set_scroll_size(self, Size(self.size.width, page.height))
        self.set_scroll(None, row)
        self.scroll_target_y = row
        # `set_scroll` calls no watcher, so the bar is moved here.
        self.vertical_scrollbar.position = row
        self.refresh()
        hidden = page.height - height
        self.share = min(row / hidden, 1.0) if hidden > 0 else 1.0
        self.post_message(self.Moved(self.share))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scroll bar when a person drags it."""
        super().watch_scroll_y(old_value, new_value)
        if self.page is not None and round(new_value) != self.page.row_of(self.place):
            self.jump(self.page.place_at(round(new_value)))

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _turn_wheel(self, event: events.MouseScrollDown | events.MouseScrollUp) -> None:
        """Move by rows, which stays exact while the heights of blocks are still estimates."""
        event.prevent_default()
        event.stop()
        rows = WHEEL if isinstance(event, events.MouseScrollDown) else -WHEEL
        if event.shift or event.ctrl:
            self.slide(rows * 2)
        elif self.page:
            self.jump(self.page.move(self.place, rows))

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines to paint, without the places of their characters.

        A style with a place in it is like no other, and Textual (8.2.8) keeps the last 16,384 that it has painted.
        """
        strips: list[Strip] = []
        self._painting = self._tools()
        try:
            for is_picture, rows in groupby(crop.line_range, lambda y: self.sight.picture_on(y) is not None):
                first, *others = rows
                part = Region(crop.x, first, crop.width, 1 + len(others))
                strips += self._picture_lines(part) if is_picture else super().render_lines(part)
        finally:
            self._painting = None
        return strips

    def _tools(self) -> tuple[LinePainter, Columns, Style]:
        return LinePainter(self.get_component_rich_style, self._hyperlinks), self.columns, self.rich_style

    def render_line(self, y: int) -> Strip:
        """A line of the window, with the offsets of its characters only if the pointer asks for it."""
        width, line = self.size.width, self.scroll_offset.y + y
        painter, columns, background = self._painting or self._tools()
        if y >= len(self.window) or self.page is None:
            return Strip.blank(width, background)
        row = self.window[y]
        segments = painter.linked(row, self.sight.on(y), self.links)
        strip = Strip(self.marks.apply(segments, row, y, painter.mark_style))
        selection = self.text_selection
        if selection and (span := selection.get_span(line)):
            # Only the background: the style's foreground has the same colour.
            style = Style(bgcolor=self.screen.get_component_rich_style("screen--selection").bgcolor)
            strip = article_text.stylize(strip, span, style)
        held, slid = map(article_text.apart, painter.parts(strip, row, columns))
        gutter = painter.gutter(row, self.page.gap(row.place.block), self.changes, columns.margin)
        held = Strip([*gutter, *held])
        if not self._painting:
            cell = columns.slide_of(row).held + columns.shift_of(row)
            held = held.apply_offsets(-columns.margin, line)
            slid = slid.apply_offsets(article_text.character_at(row.line.text, cell), line)
        strip = Strip([*held, *slid])
        return strip.extend_cell_length(width).crop(0, width).apply_style(background)

    def _picture_lines(self, crop: Region) -> list[Strip]:
        """Lines with pictures; Textual (8.2.8) would make segments of finished lines."""
        from tuireader.ui.article.article_pictures import PicturePainter

        page, (painter, columns, style) = self.page, self._painting or self._tools()
        background = page.drawer.theme.palette.surface if page else None
        found = self.pictures.picture if self.pictures else None
        pictures = PicturePainter(self.size.width, style, Style(bgcolor=background), found)
        lines: list[Strip] = []
        for y in crop.line_range:
            row, piece, mark = self.window[y], self.sight.picture_on(y), None
            gutter = painter.gutter(
                row, page.gap(row.place.block) if page else 0, self.changes, columns.margin
            )
            if any(label.y == y for label in self.marks.labels):
                mark = partial(self.marks.apply, row=row, y=y, style=painter.mark_style)
            if piece:
                lines.append(pictures.line(gutter, row.line, piece, mark).crop(crop.x, crop.right))
        for one in self.get_line_filters():
            lines = [line.apply_filter(one, self.background_colors[1]) for line in lines]
        return lines

    # Links

    @property
    def sight(self) -> Sight:
        """The links, folds and code in sight."""
        if self._sight.rows is not self.window:
            self._sight = Sight(self.page, self.window)
        return self._sight

    @property
    def current_link(self) -> str:
        """The address of the link that is current, or under the pointer; empty without one."""
        span = self.current_span
        return span.href if span else self._hovered

    @property
    def current_span(self) -> LinkSpan | None:
        """The current link, if it is in sight."""
        return next((link.span for link in self.sight.links if link.which == self.links.current), None)

    def step_link(self, steps: int) -> bool:
        """Make the next or previous link in sight current; False past the last, and then none is."""
        found = [link.which for link in self.sight.links]
        if self.links.current in found:
            at = found.index(self.links.current) + steps
        else:
            at = 0 if steps > 0 else len(found) - 1
        current = found[at] if 0 <= at < len(found) else None
        self.make_current(current)
        return current is not None

    def make_current(self, link: Which | None) -> None:
        if link != self.links.current:
            self.links = replace(self.links, current=link)
            self.post_message(self.LinkHovered(self.current_link))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        href = self._href_at(event.x, event.y)
        if href != self._hovered:
            self._hovered = href
            self.post_message(self.LinkHovered(href))

    def on_leave(self) -> None:
        if self._hovered:
            self._hovered = ""
            self.post_message(self.LinkHovered(""))

    async def _on_click(self, event: events.Click) -> None:
        """Follow the clicked link, or toggle the clicked fold; select a word on a double click."""
        if event.chain > 1:
            event.prevent_default()
        if event.chain == 2 and event.y < len(self.window):
            clicked = self.window[event.y]
            start, end = article_text.word_at(clicked.line, self.columns.cell_of(clicked, event.x))
            row = self.scroll_offset.y + event.y
            self.screen.selections = {self: Selection(Offset(start, row), Offset(end, row))}
            return
        href = self._href_at(event.x, event.y)
        if event.chain > 1 or self.screen.get_selected_text():
            return
        if href:
            self.post_message(self.LinkChosen(href))
        elif fold := next((one for one in self.sight.folds if one.y == event.y), None):
            self.post_message(self.FoldChosen(fold.line))

    def _href_at(self, x: int, y: int) -> str:
        if not 0 <= y < len(self.window):
            return ""
        return self.sight.link_at(y, self.columns.cell_of(self.window[y], x))

    # Selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as written, without the line breaks of the wrapping."""
        if self.page is None:
            return None
        first = max(selection.start.y, 0) if selection.start else 0
        last = selection.end.y if selection.end else self.page.height
        rows = self.page.rows(self.page.place_at(first), last - first + 1)
        return article_text.copied([row.line for row in rows], selection.start, selection.end), "\n"
