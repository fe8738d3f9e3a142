"""The reader's memory at work: read and unread, stars, and the place in every post."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from tuireader.catalog.order import newest_published
from tuireader.library.record import START, Bookmark
from tuireader.rendering.page.page import TOP
from tuireader.session.progress import Attention
from tuireader.ui.arrangement import run_of
from tuireader.ui.reader.actions import ReaderActions
from tuireader.ui.working import every, lasting, later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.catalog.catalog import Catalog
    from tuireader.library.record import LastRun
    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import Changed, Shelf
    from tuireader.session.memory import Keeper
    from tuireader.ui.commands import Command
    from tuireader.ui.widgets.article import Article

FORGETFUL = "nothing is remembered"
LOOK = 1.0
"""Seconds between two looks at where the reader is."""
SETTLED = 0.3
"""Seconds after which a place is remembered, whether or not the reader goes on."""


class RememberingReader(ReaderActions):
    """A reader that remembers."""

    class Listed(Message):
        """All posts are listed, for the first time."""

    def __init__(
        self, shelf: Shelf, theme: Theme, commands: Sequence[Command], keeper: Keeper, width: int
    ) -> None:
        super().__init__(shelf, theme, commands)
        self.keeper = keeper
        self._width = width
        """The measure that the settings ask for."""
        self._recognised = False
        self._moved: Timer | None = None
        """When the place is remembered that the reader has moved to."""
        self._attention: Attention | None = None
        """That which the open post is given, until it counts as read."""

    def on_mount(self) -> None:
        """Show what earlier runs knew, and write what changes."""
        self.sidebar.remember(self.keeper.memory)
        self._tell_lost()
        keeping = partial(self.keeper.keep, self._say_trouble, self._take_memory)
        lasting(self, keeping, "remembering")
        every(self, LOOK, self._notice_time)

    @property
    def _is_up(self) -> bool:
        """Whether there still is an article: what was asked may be answered while the reader is being left."""
        return bool(self.query("#article"))

    def _say_trouble(self, problem: Problem) -> None:
        self.say(problem.message)
        self._tell_lost()

    def _tell_lost(self) -> None:
        """Go on saying that nothing is remembered, as long as that is so."""
        if self._is_up:
            self.tell_obstacle(FORGETFUL, there=self.keeper.lost is not None)

    def tell_obstacle(self, what: str, *, there: bool) -> None:
        """Have the status line say what is in the way, until it no longer is."""
        others = tuple(one for one in self.status.obstacles if one != what)
        self.status.obstacles = (*others, what) if there else others

    def _take_memory(self) -> None:
        """Know what earlier runs knew, which the store was slow to tell."""
        if not self._is_up:
            return
        self._tell_lost()
        if self._recognised:
            self._recognise(self.catalog)
        self.sidebar.remember(self.keeper.memory)

    def _recognise(self, catalog: Catalog) -> None:
        """Know posts again that were renamed since the last run, once all are known."""
        if self.keeper.problem:
            self._say_trouble(self.keeper.problem)
        self.keeper.recognise(catalog)

    @property
    def _for_now(self) -> str:
        """What is added to what is said of a mark that will not be remembered."""
        return ", for this run only" if self.keeper.lost else ""

    async def on_unmount(self) -> None:
        """Write what is left to write."""
        await self.keeper.finish()

    def note(self) -> None:
        """Remember where the reader is, and how it is arranged."""
        self._leave()
        if self._recognised:
            self.keeper.leave_off(self._run)

    @property
    def _run(self) -> LastRun:
        """Where the reader would leave off now."""
        wanted, newest = self.reading.wanted, newest_published(self.catalog)
        post = wanted.id if wanted and not (newest and newest.id == wanted.id) else None
        measures = self.reading.article.measure, self._width
        return run_of(self.arrangement, self.sidebar.selection, post, measures)

    # Places

    def show_post(self, post: Post, spot: Bookmark | None = None, anchor: str = "") -> None:
        """Show a post where it was left, unless it is known where to."""
        self._leave()
        self._attention = None
        left = self.keeper.memory.of(post.id).bookmark
        super().show_post(post, spot or (None if anchor or left == START else left), anchor)

    def on_reading_pane_shown(self) -> None:
        """Begin to watch how long the post is read."""
        post = self.reading.post
        if post and self._attention is None and not self.keeper.memory.of(post.id).read:
            self._attention = Attention(post.words, monotonic())
            self._attend_to(self.reading.article.share)

    def on_article_moved(self, event: Article.Moved) -> None:
        """Take notice of how far through the post the reader is, and remember the place soon."""
        self._attend_to(event.share)
        if self._moved is None:
            self._moved = later(self, SETTLED, self._remember_place)

    def _remember_place(self) -> None:
        self._moved = None
        self._leave()

    def _attend_to(self, share: float) -> None:
        if self._attention:
            self._attention = self._attention.moved(share, monotonic())

    def _leave(self) -> None:
        """Remember the place in the open post; one that was read to its end begins anew."""
        post, article = self.reading.post, self.reading.article
        if post is None or article.page is None:
            return
        anew = article.share >= 1.0 or article.place == TOP
        place = START if anew else self.reading.spot
        if place != START or self.keeper.memory.of(post.id).bookmark:
            self.keeper.leave(post, place)

    def _notice_time(self) -> None:
        self.note()
        self._tell_lost()
        post = self.reading.post
        if post and self._attention and self._attention.is_read(monotonic()):
            self._attention = None
            self._mark(post, read=True)

    def take_names(self, event: Changed) -> None:
        """Know renamed posts by their new names; once all is read, also those renamed since the last run."""
        self.keeper.rename(event.renamed)
        self.sidebar.renamed(event.renamed)
        if self._recognised:
            self.keeper.renew(post for one in event.change.updated if (post := event.catalog.get(one)))
        if not event.scanning and not self._recognised:
            self._recognised = True
            self._recognise(event.catalog)
            self.sidebar.remember(self.keeper.memory)
            self.sidebar.begin(self.sidebar.selection)
            self.post_message(self.Listed())
        self.sidebar.remember(self.keeper.memory)

    # Read and starred

    def _mark(self, post: Post, *, read: bool) -> None:
        self.keeper.mark(post, read=read)
        self.sidebar.remember(self.keeper.memory)

    def action_toggle_read(self) -> None:
        """Count the post as read, or as unread again."""
        if post := self.reading.wanted:
            read = not self.keeper.memory.of(post.id).read
            self._attention = None
            self._mark(post, read=read)
            self.say(("read" if read else "unread") + self._for_now)

    def action_toggle_star(self) -> None:
        """Give the post a star, or take it away."""
        if post := self.reading.wanted:
            starred = not self.keeper.memory.of(post.id).starred
            self.keeper.star(post, starred=starred)
            self.sidebar.remember(self.keeper.memory)
            self.say(("starred" if starred else "no longer starred") + self._for_now)

    def action_unread(self, steps: int) -> None:
        """Show the next unread post of the list, or the previous one."""
        found = self.sidebar.posts.neighbour(steps, self._is_unread)
        if found:
            self.show_id(found)
        else:
            self.say("no unread post further down" if steps > 0 else "no unread post further up")

    def _is_unread(self, post: PostId) -> bool:
        return not self.keeper.memory.of(post).read
