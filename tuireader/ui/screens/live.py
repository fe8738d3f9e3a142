"""The reader beside an editor: saves are shown, marked, counted and, if asked for, followed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.ui.reading.last_good import LastGood, is_broken
from tuireader.ui.reading.liveness import Saves
from tuireader.ui.screens.remembering import RememberingReader
from tuireader.ui.working import later, latest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.rendering.theme import Theme
    from tuireader.settings import Settings
    from tuireader.ui.bindings import Command
    from tuireader.ui.live_archive.shelf import Changed, Shelf
    from tuireader.ui.remembering.keeper import Keeper
    from tuireader.watching.touch import Liveness

SETTLED = 0.25
"""Seconds without a save after which it is known how many posts were saved at once."""
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
        self._absence = ""
        """What was said of the open post when it went away."""
        self._ticking: Timer | None = None
        self._at_once: dict[PostId, None] = {}
        """The posts that are being saved one right after the other, while saves are followed."""
        self._settling: Timer | None = None
        self._at_start: Catalog | None = None
        """The posts as they were when the archive had been read."""

    def take_liveness(self, event: Liveness) -> None:
        """Say whether saves are followed."""
        self._saves = replace(self._saves, state="not live" if event.state == "stopped" else event.state)
        if event.message:
            self.say(event.message)
        self._tell_saves()

    def as_shown(self, event: Changed) -> Changed:
        """The change with the posts as they are to be shown."""
        self.catalog = self._last_good.shown(self.catalog, event.catalog, event.change)
        return replace(event, catalog=self.catalog)

    def take_saves(self, event: Changed) -> None:
        """Show what became of the open post, and go to the one that was saved if that is asked for."""
        if self._at_start is None:
            self._at_start = None if event.scanning else event.catalog
        self._take_renames(event)
        self._take_open(event)
        if event.saved and (post := event.catalog.get(event.saved)):
            self._saves = replace(self._saves, saved=monotonic(), words=self._words_added(post))
            if self._ticking:
                self._ticking.stop()
            self._tick()
        if event.saves and self._saves.following:
            self._at_once.update(dict.fromkeys(event.saves))
            if self._settling:
                self._settling.stop()
            self._settling = later(self, SETTLED, self._follow_saves)

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
        touched = shown.id in event.change if is_open else shown.id in event.change.updated
        if touched and (post := event.catalog.get(shown.id)):
            # It may have been gone for any time, and come back as it was or as another.
            self.reading.revise(event.archive, post)
            self._say_what_broke(shown, post)
            if self._absence and self.status.notice == self._absence:
                self.say("")
            self._absence = ""
        elif shown.id in event.change.removed:
            latest(self, partial(self._say_why_gone, event.archive, shown.id), "looking for the post")

    async def _say_why_gone(self, archive: Archive, post: PostId) -> None:
        from tuireader.archive.files import absence  # noqa: PLC0415 - not at start

        message = await asyncio.to_thread(absence, str(archive.root), post)
        if post not in self.catalog:
            self._absence = message
            self.say(message)

    def _say_what_broke(self, before: Post, post: Post) -> None:
        """Say in full what a save broke; the line above the article may be too short for it."""
        if post.problems != before.problems and (is_broken(post) or is_broken(before)):
            self.say(post.problems[0].message if is_broken(post) else "")

    def _words_added(self, post: Post) -> int:
        before = self._at_start.get(post.id) if self._at_start else None
        return post.words - (before.words if before else 0)

    def _tick(self) -> None:
        """Keep the age of the last save true, as often as what is said of it changes."""
        if self._saves.saved is None:
            return
        self._tell_saves()
        age = monotonic() - self._saves.saved
        self._ticking = later(self, TICK if age < 60 else 60 * TICK, self._tick)

    def _tell_saves(self) -> None:
        self.status.live = self._saves.text(monotonic())

    def on_reading_pane_updated(self) -> None:
        """Go to what the save changed, if saves are followed."""
        if self._saves.following:
            self.reading.reveal_latest()

    def _follow_saves(self) -> None:
        """Go to the post that was saved; where several were, by a formatter or a checkout, stay and count them."""
        saved, self._at_once, self._settling = list(self._at_once), {}, None
        shown = self.reading.wanted
        if not self._saves.following or shown is None:
            return
        if len(saved) > 1:
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
        self.say("following saves" if self._saves.following else "no longer following saves")
        self._tell_saves()

    def action_change(self, steps: int) -> None:
        """Go to another change since the post was opened."""
        self.say(self.reading.step_change(steps))

    def action_clear_changes(self) -> None:
        """Mark nothing as changed."""
        self.reading.forget_changes()
