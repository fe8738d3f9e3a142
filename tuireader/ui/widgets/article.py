"""The article: a page that answers to the pointer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from tuireader.ui.widgets import article_links, article_text
from tuireader.ui.widgets.article_folds import in_view
from tuireader.ui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from textual import events

    from tuireader.rendering.page.drawing import LinkSpan
    from tuireader.ui.widgets.article_links import Which


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
        elif self.page and (folds := [one for one in in_view(self.page, self.window) if one.y == event.y]):
            self.post_message(self.FoldChosen(folds[0].line))

    def _href_at(self, x: int, y: int) -> str:
        if self.page is None or not 0 <= y < len(self.window):
            return ""
        row = self.window[y]
        return article_links.href_at(self.page, row, x - self.margin + self._shift_of(row))

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
