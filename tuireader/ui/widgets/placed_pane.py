"""An article that knows which line of its post's body stands where."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tuireader.library.record import Bookmark
from tuireader.rendering.page.page import TOP
from tuireader.session.open_post import Look, spot_of
from tuireader.ui.widgets.finding_pane import FindingPane

if TYPE_CHECKING:
    from tuireader.archive.post import Post
    from tuireader.rendering.anchors import Spot
    from tuireader.rendering.page.page import Page, Place
    from tuireader.rendering.theme import Theme
    from tuireader.session.open_post import Typesetting


class PlacedPane(FindingPane):
    """The post that is open, looked at in some way: from places on the page to lines of the body, and back."""

    def __init__(self, theme: Theme, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._look = Look(theme)
        self._open: Typesetting | None = None

    @property
    def post(self) -> Post | None:
        """The post that is open."""
        return self._open.post if self._open else None

    def _place_of(self, page: Page, spot: Bookmark) -> Place:
        line = self._shown_line(spot.line)
        self._unfold(page, line)
        return page.move(page.place_of_source(line), spot.rows)

    def _unfold(self, page: Page, line: int) -> None:
        from tuireader.rendering.page.places import unfold_to

        unfold_to(page, line)

    def _shown_line(self, line: int) -> int:
        """The line on the page of a line of the body."""
        return line + self._open.lines_above_body if self._look.source and self._open else line

    @property
    def line(self) -> int:
        """The line of the body that the reader is at; 0 at the very top."""
        article = self.article
        if article.page is None or article.here.block == 0:
            return 0
        return max(article.page.source_at(article.here) - self._shown_line(0), 0)

    @property
    def file_line(self) -> int:
        """The line of the file, from 1, that the reader is at."""
        return self.line + (self._open.lines_above_body if self._open else 0) + 1

    @property
    def spot(self) -> Bookmark:
        """Where the top of the window is."""
        line, page = self.line, self.article.page
        if page is None or self._open is None:
            return Bookmark(line)
        rows = page.row_of(self.article.place) - page.row_of(self.place_of_line(line))
        return Bookmark.of(line, rows, self._open.opened.text.lines)

    def go_to_line(self, line: int) -> None:
        """Show line `line` of the body at the top of the window."""
        if self.article.page:
            self.article.go_to(self.unfolded_place_of(line))

    def unfolded_place_of(self, line: int) -> Place:
        """Where line `line` of the body stands on the page, which is unfolded there if need be."""
        if self.article.page:
            self._unfold(self.article.page, self._shown_line(line))
        return self.place_of_line(line)

    def place_of_line(self, line: int) -> Place:
        """Where line `line` of the body stands on the page."""
        page = self.article.page
        return page.place_of_source(self._shown_line(line)) if page else TOP

    async def spot_of(self, fragment: str) -> Spot | None:
        """Where in the body a link's fragment leads, whatever stands there; None for nowhere."""
        opened = self._open and self._open.opened
        return await asyncio.to_thread(spot_of, opened, fragment) if opened else None

    def footnote_line(self, label: str) -> int | None:
        """The line of the body that defines a footnote, as far as the post has been parsed."""
        definitions = self._open.definitions if self._open else ()
        lines = (one.line for one in definitions if (one.kind, one.label) == ("footnote", label))
        return next(lines, None)
