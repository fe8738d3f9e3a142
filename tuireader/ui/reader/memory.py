"""The reading memory: read and starred posts, and the place in each."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from tuireader.archive.text import counted
from tuireader.catalog.order import newest_published
from tuireader.library.record import START, Bookmark, fingerprint
from tuireader.rendering.page.page import TOP
from tuireader.session.progress import ReadingTime
from tuireader.ui.arrangement import run_of
from tuireader.ui.working import every, lasting, later, restart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.catalog.catalog import Catalog
    from tuireader.library.record import LastRun
    from tuireader.session.live_archive import ArchiveChanged
    from tuireader.session.memory import MemoryService
    from tuireader.ui.arrangement import Arrangement
    from tuireader.ui.reader.context import ReaderContext

NOT_REMEMBERED = "nothing is remembered"
PLACE_DELAY = 0.3
"""Seconds after a move until the place is saved."""


class ReadingMemory:
    """The reading memory, updated by what happens on the screen.

    `width` is the measure in the settings; `arrangement` returns the present arrangement of the panes.
    """

    class Listed(Message):
        """All posts are listed, for the first time."""

    def __init__(
        self,
        context: ReaderContext,
        memory_service: MemoryService,
        width: int,
        arrangement: Callable[[], Arrangement],
    ) -> None:
        self.memory_service = memory_service
        self._context = context
        self._reading = context.reading
        self._sidebar = context.sidebar
        self._width = width
        self._arrangement = arrangement
        self._recognised = False
        self._all_read: tuple[Post, ...] = ()
        """The posts that were marked as read together, to take that back."""
        self._moved: Timer | None = None
        """The timer that saves the place after a move."""
        self._reading_time: ReadingTime | None = None
        """The time spent on the open post, until it counts as read."""

    def start(self, interval: float) -> None:
        """Show the marks of earlier runs and save new ones; check the place every `interval` seconds."""
        self._show_marks()
        self._report_lost()
        keeping = partial(self.memory_service.keep, self._say_trouble, self._take_memory, self._show_shared)
        lasting(self._context.screen, keeping, "remembering")
        every(self._context.screen, interval, self._notice_time)

    def _show_shared(self) -> None:
        """Show the marks that another reader has made."""
        if self._context.is_up:
            self._show_marks()

    def _show_marks(self) -> None:
        self._sidebar.remember(self.memory_service.memory, self.memory_service.since)

    def _say_trouble(self, problem: Problem) -> None:
        self._context.say(problem.message)
        self._report_lost()

    def _report_lost(self) -> None:
        """Keep saying that nothing is remembered, as long as that is so."""
        if self._context.is_up:
            self._context.set_obstacle(NOT_REMEMBERED, there=self.memory_service.lost is not None)

    def _take_memory(self) -> None:
        """Show the marks of earlier runs, loaded late by a slow store."""
        if not self._context.is_up:
            return
        self._report_lost()
        if self._recognised:
            self._recognise(self._context.posts.catalog)
        self._show_marks()

    def _recognise(self, catalog: Catalog) -> None:
        """Find posts that were renamed since the last run."""
        if self.memory_service.problem:
            self._say_trouble(self.memory_service.problem)
        self.memory_service.recognise(catalog)

    @property
    def _for_now(self) -> str:
        """The addition to messages about marks that will not be saved."""
        return ", for this run only" if self.memory_service.lost else ""

    async def finish(self) -> None:
        await self.memory_service.finish()

    def note(self) -> None:
        """Save the reading place and the arrangement of the panes."""
        self._leave()
        if self._recognised:
            self.memory_service.save_run(self._run)

    @property
    def _run(self) -> LastRun:
        """The state to restore in the next run."""
        wanted, newest = self._as_saved(self._reading.wanted), newest_published(self._context.posts.catalog)
        post = wanted.id if wanted and not (newest and newest.id == wanted.id) else None
        measures = self._context.article.measure, self._width
        run = run_of(self._arrangement(), self._sidebar.selection, post, measures)
        return replace(run, since=self.memory_service.since)

    def _as_saved(self, post: Post | None) -> Post | None:
        """The post as it is on disk, since nothing that is not saved is remembered; None if it never was saved."""
        if post is None or self._reading.shown.unsaved is None:
            return post
        return self._context.posts.get(post.id)

    # Places

    def opening(self, post: Post) -> Bookmark | None:
        """Leave the open post for another; the place where that one was left, None for its top."""
        self._leave()
        self._reading_time = None
        left = self.memory_service.memory.of(post.id).bookmark
        return None if left == START else left

    def note_shown(self) -> None:
        """Start measuring how long the post is read."""
        post = self._reading.post
        if post and self._reading_time is None and not self.memory_service.memory.of(post.id).read:
            self._reading_time = ReadingTime(post.words, monotonic())
            self._note_share(self._context.article.share)

    def note_moved(self, share: float) -> None:
        """Note how far the post is read, and save the place soon."""
        self._note_share(share)
        if self._moved is None:
            self._moved = later(self._context.screen, PLACE_DELAY, self._remember_place)

    def _remember_place(self) -> None:
        self._moved = None
        self._leave()

    def _note_share(self, share: float) -> None:
        if self._reading_time:
            self._reading_time = self._reading_time.moved(share, monotonic())

    def _leave(self) -> None:
        """Save the place in the open post; a post read to its end starts at the top again."""
        post, article = self._as_saved(self._reading.post), self._context.article
        if post is None or article.page is None:
            return
        from_start = article.share >= 1.0 or article.place == TOP
        place = START if from_start else self._reading.shown.bookmark
        if place != START or self.memory_service.memory.of(post.id).bookmark:
            self.memory_service.leave(post, place)

    def _notice_time(self) -> None:
        self.note()
        self._report_lost()
        post = self._as_saved(self._reading.post)
        if post and self._reading_time and self._reading_time.is_read(monotonic()):
            self._reading_time = None
            self._mark(post, read=True)

    def posts_renamed(self, event: ArchiveChanged) -> None:
        """Use the new names of renamed posts; once all are read, also of those renamed since the last run."""
        self.memory_service.rename(event.renamed)
        self._sidebar.renamed(event.renamed)
        if self._recognised:
            self.memory_service.refresh_fingerprints(
                post for one in event.change.updated if (post := event.catalog.get(one))
            )
        if not event.scanning and not self._recognised:
            self._recognised = True
            self._recognise(event.catalog)
            self._show_marks()
            self._sidebar.begin(self._sidebar.selection)
            self._context.screen.post_message(self.Listed())
        elif event.complete and event.scanning:
            # All that there was is listed, and keys may act on it.
            self._context.screen.post_message(self.Listed())
        self._show_marks()

    # Read and starred

    def _mark(self, post: Post, *, read: bool) -> None:
        self.memory_service.mark(post, read=read)
        self._show_marks()

    def toggle_read(self) -> None:
        if post := self._as_saved(self._reading.wanted):
            read = not self.memory_service.memory.of(post.id).read
            self._reading_time = None
            self._mark(post, read=read)
            self._context.say(("read" if read else "unread") + self._for_now)

    def toggle_all_read(self) -> None:
        """Mark all listed posts as read; if nothing has changed since, take that back."""
        memory = self.memory_service.memory
        unread = tuple(post for post in self._sidebar.listed if not memory.of(post.id).read)
        posts, read = (unread, True) if unread else (self._all_read, False)
        if posts:
            restart(self._context.screen, partial(self._mark_all, posts, read=read), "marking posts")
        else:
            self._context.say("all listed posts are read")

    async def _mark_all(self, posts: Sequence[Post], *, read: bool) -> None:
        prints = await asyncio.to_thread(lambda: [(post, fingerprint(post)) for post in posts])
        self._reading_time = None
        self._all_read = tuple(posts) if read else ()
        self.memory_service.mark_all(prints, read=read)
        self._show_marks()
        marked = f"{counted(len(posts), 'post')} marked as {'read' if read else 'unread'}"
        self._context.say(f"{marked}{self._for_now}" + ("; again to take that back" if read else ""))

    def toggle_star(self) -> None:
        if post := self._as_saved(self._reading.wanted):
            starred = not self.memory_service.memory.of(post.id).starred
            self.memory_service.star(post, starred=starred)
            self._show_marks()
            self._context.say(("starred" if starred else "no longer starred") + self._for_now)

    def is_unread(self, post: PostId) -> bool:
        return not self.memory_service.memory.of(post).read
