"""The article: a page, the place in it that the window shows, and what it answers to the pointer."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.geometry import Offset, Size
from textual.message import Message
from textual.selection import Selection

from tuireader.rendering.page.page import TOP, Place
from tuireader.ui.motion import Motion
from tuireader.ui.widgets import article_overlay, article_text
from tuireader.ui.widgets.article_lines import ArticleLines
from tuireader.ui.widgets.article_overlay import Gutter, LinkMarks, Marks, folds_in_view
from tuireader.ui.widgets.extent import set_extent
from tuireader.ui.working import later

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page.page import Page
    from tuireader.ui.widgets.article_overlay import Which

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


class Article(ArticleView):
    """A page whose links can be clicked and whose text can be selected."""

    class LinkChosen(Message):
        """A link was clicked."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class LinkHovered(Message):
        """The pointer is over a link, or one is current; with an empty `href` none is any longer."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class FoldChosen(Message):
        """The line of a fold was clicked; `line` is its line in the body."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._hovered = ""

    # Links

    @property
    def current_link(self) -> str:
        """The address of the link that is current, or under the pointer; nothing without one."""
        span = self.current_span
        return span.href if span else self._hovered

    @property
    def current_span(self) -> LinkSpan | None:
        """Where the current link stands."""
        links = self.sight.links if self.sight else []
        return next((span for which, span in links if which == self.links.current), None)

    def step_link(self, steps: int) -> bool:
        """Make the next link in sight current, or the previous one; none is and False is returned after the last."""
        found = [which for which, _ in self.sight.links] if self.sight else []
        if self.links.current in found:
            at = found.index(self.links.current) + steps
        else:
            at = 0 if steps > 0 else len(found) - 1
        current = found[at] if 0 <= at < len(found) else None
        self.make_current(current)
        return current is not None

    def make_current(self, link: Which | None) -> None:
        """Mark a link as the current one, or none."""
        if link != self.links.current:
            self.links = replace(self.links, current=link)
            self.post_message(self.LinkHovered(self.current_link))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say where the link under the pointer leads."""
        href = self._href_at(event.x, event.y)
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
        if event.chain > 1:
            event.prevent_default()
        if event.chain == 2 and event.y < len(self.window):
            clicked = self.window[event.y]
            cell = event.x - self.margin + self._shift_of(clicked)
            start, end = article_text.word_at(clicked.line, cell)
            row = self.scroll_offset.y + event.y
            self.screen.selections = {self: Selection(Offset(start, row), Offset(end, row))}
            return
        href = self._href_at(event.x, event.y)
        if event.chain > 1 or self.screen.get_selected_text():
            return
        if href:
            self.post_message(self.LinkChosen(href))
        elif self.page and (
            folds := [one for one in folds_in_view(self.page, self.window) if one.y == event.y]
        ):
            self.post_message(self.FoldChosen(folds[0].line))

    def _href_at(self, x: int, y: int) -> str:
        if self.page is None or not 0 <= y < len(self.window):
            return ""
        row = self.window[y]
        return article_overlay.href_at(self.page, row, x - self.margin + self._shift_of(row))

    # Selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it was written, without the breaks that the width made."""
        if self.page is None:
            return None
        first = max(selection.start.y, 0) if selection.start else 0
        last = selection.end.y if selection.end else self.page.height
        rows = self.page.rows(self.page.place_at(first), last - first + 1)
        return article_text.copied([row.line for row in rows], selection.start, selection.end), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show the selection."""
        del selection
        self.refresh()
