"""A page and the place in it that the window shows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message

from tuireader.rendering.page.place import TOP, Place
from tuireader.ui.motion import Motion
from tuireader.ui.widgets.article_gutter import Gutter
from tuireader.ui.widgets.article_lines import ArticleLines
from tuireader.ui.widgets.article_links import LinkMarks
from tuireader.ui.widgets.article_marks import Marks
from tuireader.ui.widgets.extent import set_extent
from tuireader.ui.working import later

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tuireader.rendering.page.page import Page

WHEEL = 3
"""Rows that a notch of the wheel moves."""
GROWTH = 0.25
"""Seconds between two looks at how long a post has become."""


class ArticleView(ArticleLines, can_focus=True, inherit_bindings=False):
    """Shows a `Page` from a place on. The place is the truth; the scroll bar follows it."""

    class Moved(Message, namespace="article"):
        """Another part of the post is in sight; `share` says how far through it that is, from 0 to 1."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    class Redrawn(Message, namespace="article"):
        """The same post is drawn otherwise, without its marks."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.place = TOP
        self._target: Place | None = None
        """Where the reader went, if the end of the page keeps that from the top of the window."""
        self.share = 0.0
        """How far through the post the window is, from 0 to 1."""
        self._growth: Timer | None = None
        self._read_at: tuple[Page, Place] | None = None
        """Where the reader last moved to, if the post has been redrawn since: so that no redrawing drifts from it."""

    @property
    def here(self) -> Place:
        """Where the reader is: at the top of the window, or at what was gone to on the last screen of the page."""
        return self._target or self.place

    # What is shown

    def show(self, page: Page, place: Place = TOP) -> None:
        """Show a page from `place` on."""
        self.page = page
        self._shift = 0
        self.marks = Marks()
        self.links = LinkMarks()
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
        target = self.page.counterpart(self._target, page) if self.page and self._target else None
        self.page = page
        self.marks = Marks()
        self.jump(was.counterpart(place, page) if was else TOP)
        self._read_at = (was, place) if was else None
        self._target = target
        self.post_message(self.Redrawn())

    def grew(self) -> None:
        """Take notice of blocks that were added to the page: at once if they are in sight, else before long."""
        if len(self.window) < self.size.height:
            self._settle()
        elif self._growth is None:
            # The scroll bar's length is laid out anew, with the whole screen, and keys would wait for it.
            self._growth = later(self, GROWTH, self._settle_growth)

    def _settle_growth(self) -> None:
        self._growth = None
        self._settle()

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

    def reach_end(self) -> None:
        """Show the end, unless it is in sight."""
        if self.page and (end := self.page.last_top(self.size.height)) > self.place:
            self.jump(end)

    def go_to_top(self) -> None:
        """Show the beginning."""
        self.jump(TOP)

    def jump(self, place: Place) -> None:
        """Show the page from `place` on, or from as near as its end allows."""
        if self.marks.labels:
            self.marks = dataclasses.replace(self.marks, labels=())
        self._read_at = self._target = None
        self.place = place
        self._settle()

    def go_to(self, place: Place) -> None:
        """Show the page from `place` on, and count as there even where the end of the page is in the way."""
        self.jump(place)
        self._target = place if place > self.place else None

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
        set_extent(self, Size(self.size.width, page.height))
        self.set_scroll(None, row)
        self.scroll_target_y = row
        # `set_scroll` tells no watcher, so the bar is told here.
        self.vertical_scrollbar.position = row
        self.refresh()
        hidden = page.height - height
        self.share = min(row / hidden, 1.0) if hidden > 0 else 1.0
        self.post_message(self.Moved(self.share))

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
