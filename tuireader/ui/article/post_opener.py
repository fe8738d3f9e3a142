"""Opening a post: its first screen at once, then the rest of it, in whatever view it is to be shown."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from tuireader.archive.post import Post, Problem
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.session.open_post import (
    OpenPost,
    following,
    load_elements,
    notice,
    open_outlined,
    open_parts_of,
    rest,
    settled_references,
    whole_outline,
)
from tuireader.ui.working import painted, restart

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.widget import Widget
    from textual.worker import Worker

    from tuireader.archive.archive import Archive
    from tuireader.library.record import Bookmark
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.session.open_post import Jump
    from tuireader.ui.article.post_pane_find import MarkedMatches
    from tuireader.ui.article.shown_post import ShownPost


class OpeningListener(Protocol):
    """Who is told how the opening of a post goes on."""

    def post_shown(self) -> None:
        """The post, or a message in its place, is shown."""

    def post_outlined(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        """The headings are known, as far as the post has been parsed, or `complete`."""

    async def post_completed(self, post: Post) -> None:
        """The post is parsed to its end."""


class PostOpener:
    """Opens posts one after the other; what is still being opened is given up for the next."""

    def __init__(
        self,
        node: Widget,
        shown: ShownPost,
        matches: MarkedMatches,
        listener: OpeningListener | None = None,
    ) -> None:
        self.wanted: Post | None = None
        """The post that was asked for last; it is being opened, or open."""
        self.entries: tuple[OutlineEntry, ...] = ()
        """The headings of the open post that are known."""
        self._node = node
        self._shown = shown
        self._matches = matches
        self._listener = listener
        self._parsers = Parsers()
        self._spot: Bookmark | None = None
        """Where the post that was asked for last is to be opened."""
        self._landing: Jump | None = None
        self._work: Worker[None] | None = None

    @property
    def is_opening(self) -> bool:
        """Whether a post is being read, parsed to its end, or revised after a save."""
        return self._work is not None and not self._work.is_finished

    @property
    def has_failed(self) -> bool:
        """Whether what was asked for could not be opened."""
        return self.wanted is not None and self._shown.typesetting is None and not self.is_opening

    def open(self, archive: Archive, post: Post, spot: Bookmark | None = None) -> None:
        """Show a post from `spot` on, or from its top."""
        self.wanted, self._spot = post, spot
        self.begin(partial(self._open, archive, post, spot))

    def begin(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Begin to open or to revise a post, in the place of what was being opened."""
        self._work = restart(self._node, work, "opening the post")

    async def open_again(self, archive: Archive, post: Post) -> None:
        """Open a post that was saved while it was being opened, where that was to be."""
        await self._open(archive, post, self._spot)

    def land_on(self, landing: Jump) -> None:
        """Go to a line of the post that is being opened, as soon as it is open."""
        self._landing = landing

    def show_notice(self, title: str, message: str) -> None:
        """Show a message in place of an article."""
        shown = self._shown
        shown.article.show(notice(self._parsers, shown.look, shown.article.columns.width, title, message))
        if self._listener:
            self._listener.post_shown()
        self.outline((), complete=True)

    def outline(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        """Take notice of the headings of the open post."""
        self.entries = entries
        if self._listener:
            self._listener.post_outlined(entries, complete=complete)

    async def _open(self, archive: Archive, post: Post, spot: Bookmark | None) -> None:
        outlined = await asyncio.to_thread(open_outlined, self._parsers, archive, post)
        self._matches.forget()
        if isinstance(outlined, Problem):
            self._shown.typesetting = None
            self._shown.banner.show(())
            self.show_notice(post.title, outlined.message)
            return
        opened, entries = outlined
        typesetting = OpenPost.of(post, opened)
        spot = spot and spot.found_in(opened.text.lines)
        while spot and typesetting.window.next <= spot.line and not typesetting.complete:
            window = await asyncio.to_thread(following, opened, typesetting.window)
            typesetting = typesetting.grown(window)
        self._shown.typesetting = typesetting
        self._shown.banner.show(post.problems)
        self._shown.lay(spot)
        self._land(typesetting)
        if self._listener:
            self._listener.post_shown()
        self.outline(entries, complete=opened.text.complete)
        # What else there is to do must not hold it up.
        await painted(self._node)
        if not opened.text.complete:
            typesetting = await self._complete(typesetting)
        left_open = await asyncio.to_thread(open_parts_of, archive, typesetting)
        self._shown.banner.show((*post.problems, *left_open))
        if self._listener:
            await self._listener.post_completed(typesetting.post)
        await asyncio.to_thread(load_elements)

    def _land(self, typesetting: OpenPost) -> None:
        landing, self._landing = self._landing, None
        article, above = self._shown.article, typesetting.lines_above_body
        if landing is None or landing.post != typesetting.post.id or article.page is None:
            return
        place = self._shown.unfolded_place_of(max(landing.line - above - 1, 0))
        if landing.at_top:
            article.go_to(place)
        elif place.block and landing.line > above + 1:
            article.reveal(place)
        else:
            article.go_to_top()
        if landing.sought:
            self._matches.find(landing.sought, place)

    async def _complete(self, typesetting: OpenPost) -> OpenPost:
        """Parse on to the end, showing what comes of it; then put right what only the whole can tell."""
        opened, shown, article = typesetting.opened, self._shown, self._shown.article
        async with aclosing(rest(opened, typesetting.window)) as windows:
            async for window in windows:
                shown.typesetting = typesetting = typesetting.grown(window)
                if article.page and not shown.look.source:
                    article.page.extend(window.blocks)
                    article.grew()
                self._matches.find_on()
        entries = await asyncio.to_thread(whole_outline, opened.parsers, typesetting.blocks)
        self.outline(entries, complete=True)
        if references := settled_references(opened.text, typesetting.definitions):
            shown.typesetting = replace(typesetting, references=references)
            if article.page and not shown.look.source:
                article.replace(article.page.redraw(article.page.drawer.knowing(references)))
                article.grew()
        return typesetting
