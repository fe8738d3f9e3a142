"""How the open post is drawn: folds, wrapped code, footnotes in place, charts, current images."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from tuireader.late import dataclass, expression
from tuireader.rendering.page.places import same_row, unfold_over
from tuireader.session.drawn.diagrams import Diagrams
from tuireader.ui.article.article_overlay import Sight
from tuireader.ui.working import lasting, later, restart, soon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.timer import Timer
    from textual.widget import Widget

    from tuireader.rendering.drawing import DrawOptions
    from tuireader.rendering.page.drawer import Drawer
    from tuireader.rendering.page.page import Page, Place
    from tuireader.session.open_post import LoadedPost
    from tuireader.session.pictures.decoder import PictureStyle
    from tuireader.session.pictures.service import PictureService
    from tuireader.ui.article.shown_post import ShownPost
    from tuireader.ui.terminal.graphics import PictureTerminal

IMAGE_FILE: Final = expression(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|ico)\Z|(?:^|/)[^./]+\Z", re.IGNORECASE
)
"""Names of images, and of folders, which may hold images."""
DIAGRAM_MARK: Final = "mermaid"
"""Every post with a diagram has this."""
IMAGE_MARKS: Final = ("![", "<img", "{%", "{{")
"""Every post with an image has one of these."""


LOOKAHEAD_DELAY: Final = 0.25
"""Seconds of rest before the pictures further down are decoded."""
FETCHING: Final = "fetching"
"""The state of waiting for a picture from the web."""


class Messages(Protocol):
    """The place where messages are shown."""

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        """Show a message for a moment, or, with `stays`, until the state it is about (`of`) ends."""

    def end(self, state: str) -> None:
        """Take back the messages about a state that has ended."""


@dataclass(frozen=True, slots=True)
class PictureSetup:
    """Whether pictures are `drawn`, the `terminal` that they are drawn in, and why none may be fetched from the web."""

    terminal: Callable[[], PictureTerminal]
    drawn: bool = False
    unfetched: str = ""


class Folding:
    """The folds, long code lines, footnotes and images of the post; the text at the top of the window stays put."""

    def __init__(self, node: Widget, shown: ShownPost, pictures: PictureSetup) -> None:
        self._node = node
        self._setup = pictures
        self._terminal: PictureTerminal | None = None
        self._resting: Timer | None = None
        self._shown = shown
        self._article = shown.article
        self._diagrams = Diagrams(
            lambda: soon(node, lambda: restart(node, self._draw_pending, "drawing charts"))
        )
        shown.view = replace(shown.view, options=replace(shown.view.options, diagram=self._diagrams.of))
        self._folded: frozenset[int] | None = None
        """The folds that were toggled before all were opened for a search."""
        self._without_pictures: LoadedPost | None = None
        """The open post, once it is known to have no image."""
        self._pictured: tuple[LoadedPost | None, bool] = None, False
        """The open post, and whether it has diagrams that may be pictures."""

    # Folds

    def toggle(self, line: int) -> None:
        """Open or close the fold at a line of the body."""
        if page := self._article.page:
            page.toggle(line)
            self._article.revise(page, self._article.place)

    def toggle_nearest(self) -> str:
        """Open or close the first fold in sight; the message for it."""
        fold = next(iter(self._article.sight.folds), None)
        if fold is None:
            return "no folds in sight"
        self.toggle(fold.line)
        return "closed" if fold.opened else "opened"

    def toggle_all(self) -> str:
        """Open all folds of the post, or leave them as the author did; the message for it."""
        unfolded = not self._shown.view.options.unfolded
        self._folded = None
        if self._article.page:
            self._article.page.toggled = frozenset()
        self._draw(replace(self._shown.view.options, unfolded=unfolded))
        return "all folds are open" if unfolded else "folds are as the author left them"

    # Code and notes

    def toggle_wrapping(self) -> str:
        """Wrap long lines of code, or let them scroll; the message for it."""
        wraps = not self._shown.view.options.wrap_code
        self._draw(replace(self._shown.view.options, wrap_code=wraps))
        return "long lines of code are wrapped" if wraps else "long lines of code scroll"

    def toggle_notes(self) -> str:
        """Show footnotes where they are cited, or at the end; the message for it."""
        notes = not self._shown.view.options.notes
        self._draw(replace(self._shown.view.options, notes=notes, note=self._note))
        return (
            "footnotes are shown where they are cited"
            if notes
            else "footnotes are shown where they are defined"
        )

    def _note(self, label: str) -> str:
        from tuireader.rendering.page.notes import note_text

        open_post, line = self._shown.open_post, self._shown.footnote_line(label)
        return note_text(open_post.loaded.text.lines, line) if open_post and line is not None else ""

    def _draw(self, options: DrawOptions) -> None:
        self._shown.view = replace(self._shown.view, options=options)
        page = self._article.page
        if page is None or self._shown.view.source:
            return
        known = page.drawer.options
        options = replace(options, title=known.title, picture=known.picture, picture_rows=known.picture_rows)
        self._redraw(page.drawer.with_options(options))

    def _redraw(self, drawer: Drawer) -> None:
        if page := self._article.page:
            new = page.redraw(drawer)
            self._article.revise(new, same_row(page, self._article.place, new))

    # Pictures

    def look_for_pictures(self) -> None:
        """Request the pictures in sight, and prepare for those further down."""
        article, open_post = self._article, self._shown.open_post
        # A post that is still being parsed is another open post after each part, of the same text.
        loaded = open_post.loaded if open_post else None
        if article.pictures is None and article.draws_pictures and loaded is not self._without_pictures:
            self._without_pictures = loaded
            if self._has_images() or self._has_pictured_diagrams():
                self._begin_pictures()
        if article.pictures:
            article.pictures.style = self._picture_style()
            self._choose_diagrams(article.pictures)
            article.pictures.request(article.sight.pictures)
            if self._resting:
                self._resting.stop()
            self._resting = later(self._node, LOOKAHEAD_DELAY, self._look_ahead)

    def _look_ahead(self) -> None:
        """Request the pictures of the next window after those in sight."""
        article, page = self._article, self._article.page
        if page is None or article.pictures is None or not article.draws_pictures:
            return
        height = article.size.height
        below = Sight(page, page.rows(page.move(article.place, height), height))
        article.pictures.request([*article.sight.pictures, *below.pictures])

    def _begin_pictures(self) -> None:
        from tuireader.session.pictures.service import PictureService

        shown, terminal = self._shown, self._setup.terminal()
        self._terminal = terminal
        pictures = PictureService(
            self._picture_style(), self._article.refresh, self._draw_pictures_again, terminal.write
        )
        self._article.pictures = pictures
        terminal.begin(self.look_for_pictures)
        shown.view = replace(shown.view, options=replace(shown.view.options, spoiled=pictures.spoiled))
        lasting(self._node, pictures.run, "decoding pictures")

    def _picture_style(self) -> PictureStyle:
        from tuireader.session.pictures.decoder import PictureStyle

        colours = {"truecolor": 0, "256": 256}.get(self._node.app.console.color_system or "", 16)
        background = self._shown.view.theme.palette.background_rgb
        if (terminal := self._terminal) is None or terminal.graphics.protocol == "blocks":
            return PictureStyle(colours, background)
        return PictureStyle(
            0, background, terminal.graphics.protocol, terminal.graphics.cell, terminal.generation
        )

    def toggle_pictures(self) -> str:
        """Draw pictures, or frames in their place; the message for it."""
        article = self._article
        article.draws_pictures = not article.draws_pictures
        if article.pictures:
            self._choose_diagrams(article.pictures)
        article.watch_measure()
        return "pictures are drawn" if article.draws_pictures else "pictures are frames"

    def fetch_picture(self, messages: Messages) -> None:
        """Fetch the first picture in sight that is on the web, and draw it."""
        addresses = self._article.sight.elsewhere
        if self._setup.unfetched or not addresses:
            messages.say(self._setup.unfetched or "no picture from the web in sight")
        else:
            restart(self._node, partial(self._fetch, addresses[0], messages), "fetching a picture")

    async def _fetch(self, address: str, messages: Messages) -> None:
        from tuireader.session.pictures.fetch import fetch_picture, host_of

        host = host_of(address)
        messages.say(f"fetching a picture from {host} …", of=FETCHING, stays=True)
        try:
            reason = await asyncio.to_thread(fetch_picture, address)
        finally:
            messages.end(FETCHING)
        messages.say(f"not fetched from {host}: {reason}" if reason else f"fetched from {host}")
        if not reason:
            self._draw_pictures_again()

    def look_at_images(self, touched: Iterable[str], *, everything: bool = False) -> None:
        """Redraw images if some of the `touched` files, or with `everything` any files, changed them."""
        if self._shown.open_post and (everything or any(IMAGE_FILE.search(path) for path in touched)):
            restart(self._node, self._look_at_images, "looking at images")

    async def _look_at_images(self) -> None:
        open_post = self._shown.open_post
        if open_post is None or not self._has_images():
            return
        pictures = open_post.loaded.pictures
        if await asyncio.to_thread(pictures.have_changed):
            pictures.forget()
            self._draw_pictures_again()

    def _has_images(self) -> bool:
        open_post = self._shown.open_post
        return open_post is not None and any(mark in open_post.loaded.source.body for mark in IMAGE_MARKS)

    def _draw_pictures_again(self) -> None:
        page, open_post = self._article.page, self._shown.open_post
        if page is None or open_post is None or self._shown.view.source:
            return
        spoiled = self._shown.view.options.spoiled
        options = replace(page.drawer.options, picture=open_post.picture, spoiled=spoiled)
        self._redraw(page.drawer.with_options(options))

    # Diagrams

    def _has_pictured_diagrams(self) -> bool:
        """Tell whether the post has diagrams that a terminal may show as pictures."""
        open_post = self._shown.open_post
        loaded = open_post.loaded if open_post else None
        if loaded is not self._pictured[0]:
            found = loaded is not None and DIAGRAM_MARK in loaded.source.body
            if found:
                from tuireader.rendering.diagrams.picture import can_draw_pictures

                found = can_draw_pictures()
            self._pictured = loaded, found
        return self._pictured[1]

    def _choose_diagrams(self, pictures: PictureService) -> None:
        """Draw diagrams as pictures where the terminal has more than half blocks, else as lines."""
        style, before = pictures.style, self._diagrams.pictures
        drawn = style.protocol != "blocks" and self._article.draws_pictures and self._has_pictured_diagrams()
        if (before.background if before else None) == (style.background if drawn else None):
            return
        from tuireader.session.drawn.diagram_pictures import DiagramPictures

        self._diagrams.pictures = DiagramPictures(pictures.drawing, style.background) if drawn else None
        self._draw_diagrams_again()

    def _draw_diagrams_again(self) -> None:
        page = self._article.page
        if page is not None and not self._shown.view.source:
            self._redraw(page.drawer.with_options(replace(page.drawer.options, diagram=self._diagrams.of)))

    async def _draw_pending(self) -> None:
        """Redraw the diagrams when charts that take long have been drawn."""
        if await self._diagrams.draw_pending():
            self._draw_diagrams_again()

    # During opening and finding

    def complete_post(self) -> None:
        """Show the footnotes of a post parsed to its end, where most are defined."""
        view, open_post = self._shown.view, self._shown.open_post
        if view.options.notes and open_post and not open_post.loaded.text.complete:
            self._draw(view.options)

    def unfold_to_find(self) -> None:
        """Open all folds, so that their text is found too."""
        page = self._article.page
        if page is None or self._shown.view.source or self._folded is not None:
            return
        self._folded = page.toggled
        options = replace(page.drawer.options, unfolded=True)
        if self._diagrams.pictures:
            # The words of a picture cannot be marked.
            self._diagrams.searched = True
            options = replace(options, diagram=self._diagrams.of)
        elif page.drawer.options.unfolded and not page.toggled:
            return
        new = page.redraw(page.drawer.with_options(options))
        new.toggled = frozenset()
        self._show_folded(new)

    def fold_after_finding(self, place: Place | None) -> None:
        """Restore the folds from before a search, except the one around the current match at `place`."""
        folded, page = self._folded, self._article.page
        self._folded = None
        view = self._shown.view
        searched, self._diagrams.searched = self._diagrams.searched, False
        if folded is None or page is None or view.source or page.drawer.options.unfolded is False:
            return
        options = replace(page.drawer.options, unfolded=view.options.unfolded)
        options = replace(options, diagram=self._diagrams.of) if searched else options
        new = page.redraw(page.drawer.with_options(options))
        new.toggled = folded
        if place is not None and place.block < len(new):
            unfold_over(page, place, new)
        self._show_folded(new)

    def _show_folded(self, new: Page) -> None:
        if page := self._article.page:
            self._article.page = new
            self._article.jump(same_row(page, self._article.place, new))
