"""Opening a post: its first screen at once, then the rest of it, in whatever way it is to be shown."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tuireader.archive.post import Post, Problem
from tuireader.library.record import Bookmark
from tuireader.rendering.page.page import TOP
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.session.open_post import (
    Typesetting,
    following,
    load_elements,
    notice,
    open_outlined,
    open_parts_of,
    rest,
    settled_references,
    whole_outline,
)
from tuireader.ui.widgets.placed_pane import PlacedPane
from tuireader.ui.working import latest

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.worker import Worker

    from tuireader.archive.archive import Archive
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.theme import Theme
    from tuireader.session.open_post import Landing


class OpeningPane(PlacedPane):
    """An article of the archive, opened and shown as asked."""

    class Shown(Message, namespace="reading_pane"):
        """The article, or a message in its place, is shown."""

    class Outlined(Message, namespace="reading_pane"):
        """The headings of the post are known, as far as it has been parsed, or `complete`."""

        def __init__(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
            super().__init__()
            self.entries = entries
            self.complete = complete

    def __init__(self, theme: Theme, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(theme, id=id)
        self.wanted: Post | None = None
        """The post that was asked for last; it is being opened, or open."""
        self._spot: Bookmark | None = None
        """Where the post that was asked for last is to be opened."""
        self._reading: Worker[None] | None = None
        self._parsers = Parsers()
        self._entries: tuple[OutlineEntry, ...] = ()
        self._left = Bookmark(0)
        """Where the reader was when the front matter was shown."""
        self._landing: Landing | None = None

    @property
    def is_opening(self) -> bool:
        """Whether a post is being read, parsed to its end, or revised after a save."""
        return self._reading is not None and not self._reading.is_finished

    @property
    def has_failed(self) -> bool:
        """Whether what was asked for could not be opened."""
        return self.wanted is not None and self._open is None and not self.is_opening

    # Opening

    def read(self, archive: Archive, post: Post, spot: Bookmark | None = None) -> None:
        """Show a post from `spot` on, or from its top."""
        self.wanted, self._spot = post, spot
        self._begin(partial(self._read, archive, post, spot))

    def _begin(self, reading: Callable[[], Coroutine[None, None, None]]) -> None:
        self._reading = latest(self, reading, "opening the post")

    async def _read(self, archive: Archive, post: Post, spot: Bookmark | None) -> None:
        outlined = await asyncio.to_thread(open_outlined, self._parsers, archive, post)
        self.forget_matches()
        if isinstance(outlined, Problem):
            self._open = None
            self.banner.show(())
            self.say(post.title, outlined.message)
            return
        opened, entries = outlined
        typesetting = Typesetting.of(post, opened)
        spot = spot and spot.found_in(opened.text.lines)
        while spot and typesetting.window.next <= spot.line and not typesetting.complete:
            window = await asyncio.to_thread(following, opened, typesetting.window)
            typesetting = typesetting.grown(window)
        self._open = typesetting
        self.banner.show(post.problems)
        self._lay(spot)
        self._land(post)
        self.post_message(self.Shown())
        self._tell_outline(entries, complete=opened.text.complete)
        if not opened.text.complete:
            typesetting = await self._complete(typesetting)
        left_open = await asyncio.to_thread(open_parts_of, archive, typesetting)
        self.banner.show((*post.problems, *left_open))
        await self._opened(typesetting.post)
        await asyncio.to_thread(load_elements)

    def land_on(self, landing: Landing) -> None:
        """Go to a line of the post that is being opened, as soon as it is open."""
        self._landing = landing

    def _land(self, post: Post) -> None:
        landing, self._landing = self._landing, None
        if landing is None or landing.post != post.id or self._open is None or self.article.page is None:
            return
        place = self.unfolded_place_of(max(landing.line - self._open.lines_above_body - 1, 0))
        if landing.at_top:
            self.article.go_to(place)
        elif place.block and landing.line > self._open.lines_above_body + 1:
            self.article.reveal(place)
        else:
            self.article.go_to_top()
        if landing.sought:
            self.find(landing.sought, place)

    async def _opened(self, post: Post) -> None:
        """Called when a post is open and parsed to its end."""

    def _tell_outline(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        self._entries = entries
        self.post_message(self.Outlined(entries, complete=complete))

    async def _complete(self, typesetting: Typesetting) -> Typesetting:
        """Parse on to the end, showing what comes of it; then put right what only the whole can tell."""
        opened = typesetting.opened
        async with aclosing(rest(opened, typesetting.window)) as windows:
            async for window in windows:
                self._open = typesetting = typesetting.grown(window)
                if self.article.page and not self._look.source:
                    self.article.page.extend(window.blocks)
                    self.article.grew()
                self.find_on()
        entries = await asyncio.to_thread(whole_outline, opened.parsers, typesetting.blocks)
        self._tell_outline(entries, complete=True)
        if references := settled_references(opened.text, typesetting.definitions):
            self._open = replace(typesetting, references=references)
            if self.article.page and not self._look.source:
                self.article.replace(self.article.page.redraw(self.article.page.drawer.knowing(references)))
        return typesetting

    # Showing

    def say(self, title: str, message: str) -> None:
        """Show a message in place of an article."""
        self.article.show(notice(self._parsers, self._look, self.article.columns.width, title, message))
        self.post_message(self.Shown())
        self._tell_outline((), complete=True)

    def _lay(self, spot: Bookmark | None) -> None:
        if self._open:
            page = self._open.page(self._look, self.article.columns.width)
            self.article.show(page, self._place_of(page, spot) if spot else TOP)

    def toggle_source(self) -> None:
        """Show the source in place of the article, at the same text, or the article again."""
        line = self.line
        spot = Bookmark(line) if line else None
        self._look = replace(self._look, source=not self._look.source)
        self.forget_matches()
        self._lay(spot)

    def toggle_front_matter(self) -> None:
        """Show the front matter under the title, or hide it and go back to where the reader was."""
        article, spot = self.article, self.spot
        self._look = replace(self._look, front_matter=not self._look.front_matter)
        if self._open is None or article.page is None:
            return
        article.replace(article.page.redraw(article.page.drawer, self._open.head_drawer(self._look)))
        if self._look.front_matter:
            self._left = spot
            article.go_to_top()
        elif article.place.block == 0:
            article.jump(self._place_of(article.page, self._left))

    @property
    def page_theme(self) -> Theme:
        """The theme that posts are drawn in."""
        return self._look.theme

    def ink(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._look = replace(self._look, theme=theme)
        if page := self.article.page:
            self.article.replace(page.redraw(page.drawer.inked(theme)))
