"""The reader beside an editor: saves are shown, marked, counted and, if asked for, followed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.session.progress import Saves
from tuireader.session.revise import LastGood
from tuireader.ui.reader.memory import RememberingReader
from tuireader.ui.working import later, latest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.rendering.page.page import Page, Place
    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import Changed, Shelf
    from tuireader.session.memory import Keeper
    from tuireader.settings import Settings
    from tuireader.ui.commands import Command
    from tuireader.ui.widgets.article import Article
    from tuireader.watching.batches import Liveness

SETTLED = 0.25
"""Seconds without a save after which it is known how many posts were saved at once."""
ABSENCE, CHANGES, SAVING, WATCHING = "absence", "changes", "saving", "watching"
"""The states of which something is said: of the open post, its changes, other posts and the archive's folder."""
TICK = 1.0
"""Seconds between two looks at how long ago the last save was."""


class LiveReader(RememberingReader):
    """A reader whose open post follows its file."""

    def __init__(
        self, shelf: Shelf, theme: Theme, commands: Sequence[Command], keeper: Keeper, settings: Settings
    ) -> None:
        super().__init__(shelf, theme, commands, keeper, settings.width)
        self._saves = Saves(following=settings.follow)
        self._last_good = LastGood()
        self._saved: dict[PostId, float] = {}
        """When each post was saved last, on the monotonic clock."""
        self._ticking: Timer | None = None
        self._at_once: dict[PostId, None] = {}
        """The posts that are being saved one right after the other."""
        self._settling: Timer | None = None
        self._many = False
        """Whether the posts that were saved last were several at once."""
        self._left: tuple[Page | None, Place] | None = None
        """Where the reader was before a change was gone to, until it is known that no other post was saved with it."""
        self._at_start: Catalog | None = None
        """The posts as they were when the archive had been read."""
        self._words: dict[PostId, int] = {}
        """The words of posts that came, or took their name, since then, as they were at first."""

    def take_liveness(self, event: Liveness) -> None:
        """Say whether saves are followed."""
        self._saves = replace(self._saves, state="not live" if event.state == "stopped" else event.state)
        self.status.end(WATCHING)
        if event.message:
            self.say(event.message, of=WATCHING)
        self._tell_saves()
        shown, archive = self.reading.wanted, self.shelf.archive
        if event.state != "stopped" and shown and archive and self.reading.has_failed:
            # The folder is back, and with it, as it was, what could not be opened.
            self.reading.revise(archive, shown)

    def as_shown(self, event: Changed) -> Changed:
        """The change with the posts as they are to be shown."""
        self.catalog = self._last_good.shown(self.catalog, event.catalog, event.change)
        return replace(event, catalog=self.catalog)

    def take_saves(self, event: Changed) -> None:
        """Show what became of the open post, and go to the one that was saved if that is asked for."""
        if self._at_start is None:
            self._at_start = None if event.scanning else event.catalog
        if event.saves:
            self.status.fall_silent()
        self._note_words(event)
        self._take_renames(event)
        self._take_open(event)
        if event.saves:
            if not self._at_once:
                self._many, self._left = False, None
            self._saved.update(dict.fromkeys(event.saves, monotonic()))
            self._at_once.update(dict.fromkeys(event.saves))
            self._name_saves()
            if self._settling:
                self._settling.stop()
            self._settling = later(self, SETTLED, self._follow_saves)
        self._tick()

    def _note_words(self, event: Changed) -> None:
        """Note from how many words on those of a post are counted: from its first, or from those of its old name."""
        if event.scanning:
            return
        for post_id in event.change.added:
            if (post := event.catalog.get(post_id)) and self._words_at_first(post_id) is None:
                self._words[post_id] = post.words
        for old, new in event.renamed.items():
            if (words := self._words_at_first(old)) is not None:
                self._words[new] = words
            if old in self._saved:
                self._saved[new] = self._saved.pop(old)
        self._at_once = {event.renamed.get(one, one): None for one in self._at_once}

    def _words_at_first(self, post: PostId) -> int | None:
        if post in self._words:
            return self._words[post]
        known = self._at_start.get(post) if self._at_start else None
        return known.words if known else None

    def _name_saves(self) -> None:
        """Say which other posts than the open one are being saved."""
        shown = self.reading.wanted
        others = [one for one in self._at_once if not (shown and one == shown.id)]
        if len(others) > 1:
            self.say(f"{len(others):,} other posts saved", of=SAVING)
        elif others and (post := self.catalog.get(others[0])):
            self.say(f"saved: {post.title or post.id}", of=SAVING)

    def _take_renames(self, event: Changed) -> None:
        shown = self.reading.wanted
        if shown and (new := event.renamed.get(shown.id)) and (post := event.catalog.get(new)):
            self.reading.renamed(shown.id, post)
            self.history = self.history.renamed(shown.id, new)
            self.sidebar.posts.select(new)

    def _take_open(self, event: Changed) -> None:
        shown = self.reading.wanted
        if shown is None:
            return
        if self.sidebar.posts.highlighted is None:
            self.sidebar.posts.select(shown.id)
        is_open = self.reading.post is not None and self.reading.post.id == shown.id
        once = is_open or self.reading.has_failed
        touched = shown.id in event.change if once else shown.id in event.change.updated
        if touched and (post := event.catalog.get(shown.id)):
            # It may have been gone for any time, and come back as it was or as another.
            self.reading.revise(event.archive, post)
            self.status.end(ABSENCE)
        elif shown.id in event.change.removed:
            latest(self, partial(self._say_why_gone, event.archive, shown.id), "looking for the post")

    async def _say_why_gone(self, archive: Archive, post: PostId) -> None:
        from tuireader.archive.disk.files import absence

        message = await asyncio.to_thread(absence, str(archive.root), post)
        if post not in self.catalog:
            self.say(message, of=ABSENCE, stays=True)

    def _tick(self) -> None:
        """Keep the age of the last save true, as often as what is said of it changes."""
        if self._ticking:
            self._ticking.stop()
            self._ticking = None
        self._tell_saves()
        if self._saves.saved is not None:
            age = monotonic() - self._saves.saved
            self._ticking = later(self, TICK if age < 60 else 60 * TICK, self._tick)

    def _tell_saves(self) -> None:
        """Say of the open post, and of no other, when it was saved and what that added."""
        post = self.reading.post
        words = self._words_at_first(post.id) if post else None
        above, below = self.reading.changes_out_of_sight
        self._saves = replace(
            self._saves,
            saved=self._saved.get(post.id) if post else None,
            words=post.words - words if post and words is not None else 0,
            above=above,
            below=below,
        )
        self.status.live = self._saves.text(monotonic())

    def on_reading_pane_shown(self) -> None:
        """Tell of the post that is open now; nothing that was said of another holds."""
        post = self.reading.post
        for state in (CHANGES, SAVING, *((ABSENCE,) if post and post.id in self.catalog else ())):
            self.status.end(state)
        self._tick()

    def on_article_moved(self, event: Article.Moved) -> None:
        """Tell which changes are still out of sight."""
        del event
        if self._saves.above or self._saves.below:
            self._tell_saves()

    def on_reading_pane_updated(self) -> None:
        """Go to what the save changed, if saves are followed."""
        self.status.end(CHANGES)
        if self._saves.following and not self._many and len(self._at_once) < 2:
            article = self.reading.article
            self._left = article.page, article.place
            self.reading.reveal_latest()
        self._tick()

    def _follow_saves(self) -> None:
        """Go to the post that was saved; where several were, by a formatter or a checkout, stay and count them."""
        saved, self._at_once, self._settling = list(self._at_once), {}, None
        shown = self.reading.wanted
        left, self._left, self._many = self._left, None, len(saved) > 1
        if not saved or not self._saves.following or shown is None:
            return
        if self._many:
            if left and left[0] is self.reading.article.page:
                self.reading.article.go_to(left[1])
            self.say(f"{len(saved):,} posts changed")
        elif saved[0] != shown.id and saved[0] in self.catalog:
            latest(self, partial(self._go_to_saved, saved[0]), "going to the saved post")

    async def _go_to_saved(self, post: PostId) -> None:
        body = await self.body_before_save(post)
        if self._saves.following and self.shelf.archive is not None:
            if body is not None:
                self.reading.recall(self.shelf.archive, post, body)
            self.show_id(post)

    async def body_before_save(self, post: PostId) -> str | None:
        """The body that a post had before its last save, None where nobody knows."""
        del post
        return None

    def action_follow(self) -> None:
        """Follow saves, or no longer."""
        self._saves = replace(self._saves, following=not self._saves.following)
        self._at_once = {}
        self.say("following saves" if self._saves.following else "no longer following saves")
        self._tell_saves()

    def action_change(self, steps: int) -> None:
        """Go to another change since the post was opened."""
        self.say(self.reading.step_change(steps), of=CHANGES)

    def action_clear_changes(self) -> None:
        """Mark nothing as changed."""
        self.reading.forget_changes()
        self.status.end(CHANGES)
        self._tell_saves()
