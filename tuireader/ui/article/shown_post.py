"""The open post as its article shows it: its view, and the places of its lines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.library.record import Bookmark
from tuireader.rendering.body.blocks import block_text
from tuireader.rendering.page.page import TOP, Place
from tuireader.session.open_post import View, find_fragment

if TYPE_CHECKING:
    from tuireader.archive.metadata.dates import DateForm
    from tuireader.archive.post import Post
    from tuireader.rendering.anchors import Spot
    from tuireader.rendering.page.page import Page
    from tuireader.rendering.theme import Theme
    from tuireader.session.open_post import OpenPost
    from tuireader.ui.article.article import Article
    from tuireader.ui.widgets.status_line import Banner


class ShownPost:
    """The open post in its article: from lines of the body to places on the page, and back."""

    def __init__(self, article: Article, banner: Banner, view: View) -> None:
        self.article = article
        self.banner = banner
        """The line with the post's worst problem."""
        self.view = view
        self.open_post: OpenPost | None = None
        """The open post; None without one, or with a message in its place."""
        self.unsaved: str | None = None
        """The editor's text that is shown; None for the text on disk."""
        self._left = Bookmark(0)
        """The reading place before the front matter was shown."""
        self._height: int | None = None
        """The row of the window that the editor's cursor stays in."""

    @property
    def post(self) -> Post | None:
        return self.open_post.post if self.open_post else None

    def show(self, bookmark: Bookmark | None) -> None:
        """Show the post from `bookmark` on, or from its top."""
        if self.open_post:
            options = replace(self.view.options, picture_rows=self.article.picture_rows)
            page = self.open_post.page(replace(self.view, options=options), self.article.columns.width)
            self.article.show(page, self.place_of(page, bookmark) if bookmark else TOP)

    # From lines to places

    def line_on_page(self, line: int) -> int:
        return line + self.open_post.lines_above_body if self.view.source and self.open_post else line

    def place_of(self, page: Page, bookmark: Bookmark) -> Place:
        """The place of `bookmark` on a page; a fold around it is opened."""
        line = self.line_on_page(bookmark.line)
        _unfold(page, line)
        return page.move(page.place_of_source(line), bookmark.rows)

    def place_of_line(self, line: int) -> Place:
        page = self.article.page
        return page.place_of_source(self.line_on_page(line)) if page else TOP

    def unfolded_place_of(self, line: int) -> Place:
        """The place of a line of the body on the page; a fold around it is opened."""
        if self.article.page:
            _unfold(self.article.page, self.line_on_page(line))
        return self.place_of_line(line)

    async def find_fragment(self, fragment: str) -> Spot | None:
        """The target of a link's fragment in the body, whatever it is; None if missing."""
        loaded = self.open_post and self.open_post.loaded
        return await asyncio.to_thread(find_fragment, loaded, fragment) if loaded else None

    def footnote_line(self, label: str) -> int | None:
        """The line of the body that defines a footnote, in the part parsed so far."""
        if self.open_post is None:
            return None
        definitions = self.open_post.definitions
        lines = [one.line for one in definitions if (one.kind, one.label) == ("footnote", label)]
        last_counts = self.open_post.loaded.text.last_counts
        return lines[-1 if last_counts else 0] if lines else None

    # Reading place

    @property
    def line(self) -> int:
        """The line of the body being read; 0 at the very top."""
        article = self.article
        if article.page is None or article.here.block == 0:
            return 0
        return max(article.page.source_at(article.here) - self.line_on_page(0), 0)

    @property
    def file_line(self) -> int:
        """The line of the file being read, from 1."""
        return self.line + (self.open_post.lines_above_body if self.open_post else 0) + 1

    @property
    def bookmark(self) -> Bookmark:
        """The place at the top of the window."""
        line, page = self.line, self.article.page
        if page is None or self.open_post is None:
            return Bookmark(line)
        rows = page.row_of(self.article.place) - page.row_of(self.place_of_line(line))
        if self.unsaved is not None:
            # Bookmarks are remembered, and nothing that is not saved is.
            return Bookmark(line, rows)
        return Bookmark.of(line, rows, self.open_post.loaded.text.lines)

    # Going

    def go_to_line(self, line: int) -> None:
        """Show a line of the body at the top of the window."""
        if self.article.page:
            self.article.go_to(self.unfolded_place_of(line))

    def follow_cursor(self, file_line: int) -> None:
        """Keep the editor's line, from 1 in the file, in sight at the same height."""
        page, open_post = self.article.page, self.open_post
        if page is None or open_post is None:
            return
        line = file_line - 1 - open_post.lines_above_body
        if line < 0:
            self.article.go_to_top()
            return
        place, height = self.unfolded_place_of(line), self.article.size.height
        if self._height is None:
            rows = page.row_of(place) - page.row_of(self.article.place)
            self._height = rows if 0 <= rows < height else height // 3
        rows = min(max(self._height, height // 4), 3 * height // 4)
        top = page.move(place, -rows)
        if top != self.article.place:
            self.article.jump(top)

    def forget_cursor(self) -> None:
        """Forget the height of the cursor in the window."""
        self._height = None

    def return_to(self, bookmark: Bookmark) -> bool:
        """Go to a place in the post without opening folds; False if it is not parsed that far."""
        page = self.article.page
        if page is None or self.open_post is None or not self.open_post.complete:
            return False
        self.article.go_to(self.place_of(page, bookmark.found_in(self.open_post.loaded.text.lines)))
        return True

    def go_to_citation(self, label: str) -> bool:
        """Go to the first citation of a footnote; False if there is none."""
        page = self.article.page
        if page is None:
            return False
        cited = f"[^{label}]"
        for index, block in enumerate(page.blocks, 1):
            if any(cited in line for line in page.lines[block.start : block.end]):
                links = page.drawing(index).links
                row = next((link.row for link in links if link.href == f"#fn:{label}"), None)
                if row is not None:
                    self.article.go_to(Place(index, page.gap(index) + row))
                    return True
        return False

    # Views

    def toggle_front_matter(self) -> None:
        """Show the front matter under the title, or hide it and return to the reading place."""
        article, bookmark = self.article, self.bookmark
        self.view = replace(self.view, front_matter=not self.view.front_matter)
        if self.open_post is None or article.page is None:
            return
        article.replace(article.page.redraw(article.page.drawer, self.open_post.head_drawer(self.view)))
        if self.view.front_matter:
            self._left = bookmark
            article.go_to_top()
        elif article.place.block == 0:
            article.jump(self.place_of(article.page, self._left))

    def draw_in(self, theme: Theme) -> None:
        self.view = replace(self.view, theme=theme)
        if page := self.article.page:
            self.article.replace(page.redraw(page.drawer.changed(theme=theme)))

    def use_dates(self, dates: DateForm) -> None:
        """Write the date of the post in another form."""
        self.view = replace(self.view, dates=dates)
        if self.open_post and (page := self.article.page):
            self.article.replace(page.redraw(page.drawer, self.open_post.head_drawer(self.view)))

    # Texts to copy

    @property
    def source(self) -> str:
        """The text of the post's file."""
        return self.open_post.loaded.source.text if self.open_post else ""

    @property
    def paragraph(self) -> str:
        """The Markdown of the first block in sight that is no heading; empty for the source."""
        page = self.article.page
        if page is None or self.view.source:
            return ""
        blocks = (
            page.blocks[row.place.block - 1]
            for row in self.article.window
            if row.place.block and row.line.text
        )
        return next((block_text(page.lines, block) for block in blocks if block.kind != "heading"), "")


def _unfold(page: Page, line: int) -> None:
    from tuireader.rendering.page.places import unfold_to

    unfold_to(page, line)
