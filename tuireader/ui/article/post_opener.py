"""Opening a post: its first screen at once, then the rest, in the chosen view."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.worker import WorkerError

from tuireader.archive.post import Post, Problem
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.session.open_post import (
    OpenPost,
    following,
    load_elements,
    load_outlined,
    notice,
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
    from tuireader.archive.source import Source
    from tuireader.library.record import Bookmark
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.session.open_post import Jump
    from tuireader.ui.article.post_pane_find import MarkedMatches
    from tuireader.ui.article.shown_post import ShownPost


class OpeningListener(Protocol):
    """The recipient of news about the opening of a post."""

    def post_shown(self) -> None:
        """The post, or a message in its place, is shown."""

    def post_outlined(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        """The headings of the parsed part are known; of the whole post if `complete`."""

    async def post_completed(self, post: Post) -> None:
        """The post is parsed to its end."""


class PostOpener:
    """Opens posts; each replaces the one still being opened."""

    def __init__(
        self, node: Widget, shown: ShownPost, matches: MarkedMatches, listener: OpeningListener | None = None
    ) -> None:
        self.wanted: Post | None = None
        """The last post asked for: open, or being opened."""
        self.entries: tuple[OutlineEntry, ...] = ()
        """The known headings of the open post."""
        self.outlined: OpenPost | None = None
        """The post whose headings they are: a revision before the open one where that was overtaken."""
        self._node = node
        self._shown = shown
        self._matches = matches
        self._listener = listener
        self._parsers = Parsers()
        self._bookmark: Bookmark | None = None
        """The place to open `wanted` at."""
        self._jump: Jump | None = None
        self._work: Worker[None] | None = None

    @property
    def is_opening(self) -> bool:
        """Whether a post is being read, parsed, or revised after a save."""
        return self._work is not None and not self._work.is_finished

    @property
    def has_failed(self) -> bool:
        """Whether the post could not be opened."""
        return self.wanted is not None and self._shown.open_post is None and not self.is_opening

    def open(
        self, archive: Archive, post: Post, bookmark: Bookmark | None = None, unsaved: Source | None = None
    ) -> None:
        """Show a post from `bookmark` on, or from its top; as it is on disk or, `unsaved`, in an editor."""
        self.wanted, self._bookmark = post, bookmark
        self.begin(partial(self._open, archive, post, bookmark, unsaved))

    def begin(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Start opening or revising a post, in place of the one being opened."""
        self._work = restart(self._node, work, "opening the post")

    async def open_again(self, archive: Archive, post: Post) -> None:
        """Open a post that was saved while it was being opened, at the same place."""
        await self._open(archive, post, self._bookmark)

    async def settled(self) -> None:
        """Wait until no post is being opened or revised."""
        while self._work is not None and not self._work.is_finished:
            with suppress(WorkerError):
                await self._work.wait()

    def jump_when_open(self, jump: Jump) -> None:
        """Go to a line of the post once it is open."""
        self._jump = jump

    def show_notice(self, title: str, message: str) -> None:
        shown = self._shown
        shown.article.show(notice(self._parsers, shown.view, shown.article.columns.width, title, message))
        if self._listener:
            self._listener.post_shown()
        self.outline((), None, complete=True)

    def outline(
        self, entries: tuple[OutlineEntry, ...], outlined: OpenPost | None, *, complete: bool
    ) -> None:
        """Keep the headings of a post, and report them."""
        self.entries, self.outlined = entries, outlined
        if self._listener:
            self._listener.post_outlined(entries, complete=complete)

    async def _open(
        self, archive: Archive, post: Post, bookmark: Bookmark | None, unsaved: Source | None = None
    ) -> None:
        outlined = await asyncio.to_thread(load_outlined, self._parsers, archive, post, unsaved)
        self._matches.forget()
        # What is not known yet differs from any text, so that an editor's is shown in its turn.
        self._shown.unsaved = "" if unsaved else None
        if isinstance(outlined, Problem):
            self._shown.open_post = None
            self._shown.banner.show(())
            self.show_notice(post.title, outlined.message)
            return
        loaded, entries = outlined
        open_post = OpenPost.of(post, loaded)
        bookmark = bookmark and bookmark.found_in(loaded.text.lines)
        while bookmark and open_post.window.next <= bookmark.line and not open_post.complete:
            window = await asyncio.to_thread(following, loaded, open_post.window)
            open_post = open_post.grown(window)
        self._shown.open_post = open_post
        self._shown.banner.show(post.problems)
        self._shown.show(bookmark)
        self._make_jump(open_post)
        if self._listener:
            self._listener.post_shown()
        self.outline(entries, open_post, complete=loaded.text.complete)
        # The first screen goes before the rest of the work.
        await painted(self._node)
        if not loaded.text.complete:
            open_post = await self._complete(open_post)
        left_open = await asyncio.to_thread(open_parts_of, archive, open_post)
        self._shown.banner.show((*post.problems, *left_open))
        if self._listener:
            await self._listener.post_completed(open_post.post)
        await asyncio.to_thread(load_elements)

    def _make_jump(self, open_post: OpenPost) -> None:
        jump, self._jump = self._jump, None
        article, above = self._shown.article, open_post.lines_above_body
        if jump is None or jump.post != open_post.post.id or article.page is None:
            return
        place = self._shown.unfolded_place_of(max(jump.line - above - 1, 0))
        if jump.at_top:
            article.go_to(place)
        elif place.block and jump.line > above + 1:
            article.reveal(place)
        else:
            article.go_to_top()
        if jump.pattern:
            self._matches.find(jump.pattern, place)

    async def _complete(self, open_post: OpenPost) -> OpenPost:
        """Parse the rest, showing it as it grows; then correct what depends on the whole."""
        loaded, shown, article = open_post.loaded, self._shown, self._shown.article
        async with aclosing(rest(loaded, open_post.window)) as windows:
            async for window in windows:
                shown.open_post = open_post = open_post.grown(window)
                if article.page and not shown.view.source:
                    article.page.extend(window.blocks)
                    article.grew()
                self._matches.find_on()
        entries = await asyncio.to_thread(whole_outline, loaded.parsers, open_post.blocks)
        self.outline(entries, open_post, complete=True)
        if references := settled_references(loaded.text, open_post.definitions):
            shown.open_post = replace(open_post, references=references)
            if article.page and not shown.view.source:
                article.replace(article.page.redraw(article.page.drawer.changed(references=references)))
                article.grew()
        return open_post
