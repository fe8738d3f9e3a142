"""An article drawn in the manner that the reader wants: folds open or closed, code wrapped, notes in place."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.rendering.body.blocks import block_text
from tuireader.rendering.page.page import Place
from tuireader.rendering.page.places import same_row, unfold_over
from tuireader.ui.widgets import article_overlay
from tuireader.ui.widgets.opening_pane import OpeningPane
from tuireader.ui.working import latest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuireader.archive.post import Post, PostId
    from tuireader.library.record import Bookmark
    from tuireader.rendering.page.drawer import Drawer
    from tuireader.rendering.page.manner import Manner
    from tuireader.rendering.theme import Theme

IMAGE_FILE: Final = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|ico)\Z|(?:^|/)[^./]+\Z", re.IGNORECASE
)
"""Names of images, and of folders, which may hold some."""
IMAGE_MARKS: Final = ("![", "<img", "{%", "{{")
"""Of these there is one in each post that shows an image."""


class MannerPane(OpeningPane):
    """An article whose manner of drawing can be changed; the text at the top of the window stays there."""

    def __init__(self, theme: Theme, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(theme, id=id)
        self._folded: frozenset[int] | None = None
        """The folds that the reader had turned before all were opened to find in them."""
        self._began: tuple[PostId, Bookmark] | None = None
        """The post and the place in which the bar to find was opened."""

    def return_to(self, spot: Bookmark) -> bool:
        """Go to a place in the open post, whose folds stay as they are; tell whether it is parsed as far as there."""
        page = self.article.page
        if page is None or self._open is None or not self._open.complete:
            return False
        self.article.go_to(self._place_of(page, spot.found_in(self._open.opened.text.lines)))
        return True

    # Folds

    def toggle_fold(self, line: int) -> None:
        """Open or close the fold at a line of the body."""
        article = self.article
        if article.page:
            article.page.toggle(line)
            article.revise(article.page, article.place)

    def toggle_nearest_fold(self) -> str:
        """Open or close the first fold in sight; what there is to say of it."""
        article = self.article
        folds = list(article_overlay.folds_in_view(article.page, article.window)) if article.page else []
        if not folds:
            return "no folds in sight"
        self.toggle_fold(folds[0].line)
        return "closed" if folds[0].opened else "opened"

    def toggle_folds(self) -> str:
        """Open all folds of the post, or leave them as its author did; what there is to say of it."""
        unfolded = not self._look.manner.unfolded
        self._folded = None
        if self.article.page:
            self.article.page.toggled = frozenset()
        self._show_in(replace(self._look.manner, unfolded=unfolded))
        return "all folds are open" if unfolded else "folds are as the author left them"

    # Code and notes

    def toggle_wrapping(self) -> str:
        """Wrap long lines of code, or let them scroll; what there is to say of it."""
        wraps = not self._look.manner.wrap_code
        self._show_in(replace(self._look.manner, wrap_code=wraps))
        return "long lines of code are wrapped" if wraps else "long lines of code scroll"

    def toggle_notes(self) -> str:
        """Show footnotes where they are cited, or no longer; what there is to say of it."""
        notes = not self._look.manner.notes
        self._show_in(replace(self._look.manner, notes=notes, note=self._note))
        return (
            "footnotes are shown where they are cited"
            if notes
            else "footnotes are shown where they are defined"
        )

    def _note(self, label: str) -> str:
        from tuireader.rendering.page.notes import note_text

        line = self.footnote_line(label)
        return note_text(self._open.opened.text.lines, line) if self._open and line is not None else ""

    def go_to_citation(self, label: str) -> bool:
        """Go to where a footnote is first cited; tell whether that is known."""
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

    def _show_in(self, manner: Manner) -> None:
        self._look = replace(self._look, manner=manner)
        page = self.article.page
        if page is None or self._look.source:
            return
        known = page.drawer.manner
        new = page.redraw(page.drawer.mannered(replace(manner, picture=known.picture, title=known.title)))
        self.article.revise(new, same_row(page, self.article.place, new))

    def look_at_images(self, touched: Iterable[str]) -> None:
        """Show images as they are now, where some of the files that were `touched` may be theirs."""
        if self._open and any(IMAGE_FILE.search(path) for path in touched):
            latest(self, self._look_at_images, "looking at images")

    async def _look_at_images(self) -> None:
        if self._open is None or not any(mark in self._open.opened.source.body for mark in IMAGE_MARKS):
            return
        await asyncio.to_thread(self._open.opened.pictures.look_anew)
        page = self.article.page
        if page is not None and not self._look.source:
            new = page.redraw(page.drawer.mannered(replace(page.drawer.manner, picture=self._open.picture)))
            self.article.revise(new, same_row(page, self.article.place, new))

    def _drawer_after_save(self, drawer: Drawer) -> Drawer:
        """The drawer after a save: what cites notes is drawn anew, since they may say something else."""
        return drawer.mannered(drawer.manner) if drawer.manner.notes else drawer

    async def _opened(self, post: Post) -> None:
        await super()._opened(post)
        if self._look.manner.notes and self._open and not self._open.opened.text.complete:
            # Notes are mostly defined at the end, which is known only now.
            self._show_in(self._look.manner)

    # What can be copied

    @property
    def source(self) -> str:
        """The text of the open post's file."""
        return self._open.opened.source.text if self._open else ""

    def paragraph(self) -> str:
        """The Markdown of the first block in sight that is no heading, or nothing where the source is shown."""
        page = self.article.page
        if page is None or self._look.source:
            return ""
        blocks = (
            page.blocks[row.place.block - 1]
            for row in self.article.window
            if row.place.block and row.line.text
        )
        return next((block_text(page.lines, block) for block in blocks if block.kind != "heading"), "")

    # Finding, also in what is folded

    def _note_beginning(self) -> None:
        self._began = (self.post.id, self.spot) if self.post else None

    @property
    def _beginning(self) -> Bookmark | None:
        began, post, page = self._began, self.post, self.article.page
        return began[1] if began and post and page and began[0] == post.id else None

    def _first_place(self) -> Place | None:
        beginning, page = self._beginning, self.article.page
        if beginning is None or page is None:
            return None
        return Place(page.move(self.place_of_line(beginning.line), beginning.rows).block)

    def _go_to_beginning(self) -> None:
        if (beginning := self._beginning) and self.article.page:
            self.article.go_to(self._place_of(self.article.page, beginning))

    def _unfold_to_find(self) -> None:
        page = self.article.page
        if page is None or self._look.source or self._folded is not None:
            return
        self._folded = page.toggled
        if page.drawer.manner.unfolded and not page.toggled:
            return
        new = page.redraw(page.drawer.mannered(replace(page.drawer.manner, unfolded=True)))
        new.toggled = frozenset()
        self.article.page = new
        self.article.jump(same_row(page, self.article.place, new))

    def _fold_after_finding(self, place: Place | None) -> None:
        folded, page = self._folded, self.article.page
        self._folded = None
        if folded is None or page is None or self._look.source or page.drawer.manner.unfolded is False:
            return
        new = page.redraw(
            page.drawer.mannered(replace(page.drawer.manner, unfolded=self._look.manner.unfolded))
        )
        new.toggled = folded
        if place is not None and place.block < len(new):
            unfold_over(page, place, new)
        self.article.page = new
        self.article.jump(same_row(page, self.article.place, new))
