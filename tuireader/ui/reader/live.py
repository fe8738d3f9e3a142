"""The reader beside an editor: saves are shown, marked, counted and, on demand, followed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.late import dataclass
from tuireader.session.progress import Saves, WordsAtFirst
from tuireader.ui.working import later, restart

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from textual.timer import Timer

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId
    from tuireader.session.live_archive import ArchiveChanged
    from tuireader.session.preview.unsaved import UnsavedTexts
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.navigator import Navigator
    from tuireader.watching.batches import Liveness

ABSENCE, CHANGES, SAVING, WATCHING = "absence", "changes", "saving", "watching"
"""The states that have messages: the open post is missing, its changes, other posts saved, the watch."""
AGE_INTERVAL = 1.0
"""Seconds between two updates of the age of the last save."""


@dataclass(frozen=True, slots=True)
class Following:
    """Whether the reader goes to each saved post; saves count as one until there is none for `together` seconds."""

    is_on: bool
    together: float


class LiveStatus:
    """The messages about saves, and the way to saved posts.

    `body_before_save` returns the body of a post before its last save, None if unknown. `unsaved` are the texts that
    editors have open.
    """

    def __init__(
        self,
        context: ReaderContext,
        navigator: Navigator,
        body_before_save: Callable[[PostId], Awaitable[str | None]],
        unsaved: UnsavedTexts,
        following: Following,
    ) -> None:
        self._together = following.together
        self.saves = Saves(following=following.is_on)
        self._context = context
        self._reading = context.reading
        self._navigator = navigator
        self._body_before_save = body_before_save
        self._unsaved = unsaved
        self._saved: dict[PostId, float] = {}
        """The time of the last save of each post, on the monotonic clock."""
        self._ticking: Timer | None = None
        self._at_once: dict[PostId, None] = {}
        """The posts in the current group of saves."""
        self._settling: Timer | None = None
        self._many = False
        """Whether the last group of saves had several posts."""
        self._words = WordsAtFirst()

    # Changes of the archive

    def liveness_changed(self, event: Liveness) -> None:
        """Show whether the archive is watched."""
        self.saves = replace(self.saves, state="not live" if event.state == "stopped" else event.state)
        self._context.end(WATCHING)
        if event.message:
            self._context.say(event.message, of=WATCHING)
        self._tell_saves()
        shown, archive = self._reading.wanted, self._context.archive
        if event.state != "stopped" and shown and archive and self._reading.opener.has_failed:
            # The folder is back, and the post that could not be opened may be unchanged in it.
            self._reading.saves.revise(archive, shown)

    def posts_saved(self, event: ArchiveChanged) -> None:
        """Update the open post, and go to the saved one if saves are followed."""
        if event.saves:
            self._context.status.clear_notice()
        self._words.apply(event)
        self._take_names(event)
        self._take_open(event)
        if event.saves:
            if not self._at_once:
                self._many = False
            self._saved.update(dict.fromkeys(event.saves, monotonic()))
            self._at_once.update(dict.fromkeys(event.saves))
            self._name_saves()
            self._await_others()
        self._tick()

    def files_touched(self, paths: Iterable[str]) -> None:
        """Update the open post if its templates may read one of some files that were saved."""
        post, archive = self._reading.wanted, self._context.archive
        shown = self._reading.shown.open_post
        if post is None or archive is None or shown is None or shown.post.id != post.id:
            return
        site = archive.site_for(post.id)
        if self._unsaved.of(post.id) is not None or site.engine.templates not in {
            "liquid",
            "vue",
            "shortcodes",
        }:
            return
        from tuireader.rendering.body.parsed_start import may_hold_templates
        from tuireader.rendering.templates.liquid.partials import may_read

        source = shown.loaded.source
        if may_hold_templates(source.body, mdx=source.mdx) and any(
            may_read(site, post.id, path) for path in paths
        ):
            self._reading.saves.revise(archive, post)

    def _take_names(self, event: ArchiveChanged) -> None:
        """Use the new names of renamed posts, the open one included."""
        if not event.scanning:
            for old, new in event.renamed.items():
                if old in self._saved:
                    self._saved[new] = self._saved.pop(old)
            self._at_once = {event.renamed.get(one, one): None for one in self._at_once}
        shown = self._reading.wanted
        if shown and (new_id := event.renamed.get(shown.id)) and (post := event.catalog.get(new_id)):
            self._reading.saves.renamed(shown.id, post)
            self._navigator.rename(shown.id, new_id)
            self._context.sidebar.posts.select(new_id)

    def _take_open(self, event: ArchiveChanged) -> None:
        shown = self._reading.wanted
        if shown is None:
            return
        if self._context.sidebar.posts.highlighted is None:
            self._context.sidebar.posts.select(shown.id)
        is_open = self._reading.post is not None and self._reading.post.id == shown.id
        once = is_open or self._reading.opener.has_failed
        touched = shown.id in event.change if once else shown.id in event.change.updated
        # A link that gave way to its target may have had nothing behind it before.
        touched = touched or shown.id in event.renamed.values()
        if touched and (post := event.catalog.get(shown.id)):
            # A post that is back may be the same or another. What an editor has open goes before what is on disk.
            if self._unsaved.of(shown.id) is None:
                self._reading.saves.revise(event.archive, post, event.text_of(shown.id))
            self._context.end(ABSENCE)
        elif shown.id in event.change.removed:
            # It was about a file that is gone, or listed under another name.
            self._reading.shown.banner.show(())
            why = partial(self._say_why_gone, event.archive, shown.id)
            restart(self._context.screen, why, "looking for the post")

    async def _say_why_gone(self, archive: Archive, post: PostId) -> None:
        from tuireader.archive.disk.files import absence

        message = await asyncio.to_thread(absence, str(archive.root), post)
        wanted = self._reading.wanted
        if wanted and wanted.id == post and post not in self._context.posts.catalog:
            self._context.say(message, of=ABSENCE, stays=True)

    def _name_saves(self) -> None:
        """Say which posts besides the open one are being saved."""
        shown = self._reading.wanted
        others = [one for one in self._at_once if not (shown and one == shown.id)]
        if len(others) > 1:
            self._context.say(f"{len(others):,} other posts saved", of=SAVING)
        elif others and (post := self._context.posts.get(others[0])):
            self._context.say(f"saved: {post.title or post.id}", of=SAVING)

    # Messages about the open post

    def _tick(self) -> None:
        """Keep the age of the last save up to date."""
        if self._ticking:
            self._ticking.stop()
            self._ticking = None
        self._tell_saves()
        if self.saves.saved is not None:
            age = monotonic() - self.saves.saved
            self._ticking = later(
                self._context.screen, AGE_INTERVAL if age < 60 else 60 * AGE_INTERVAL, self._tick
            )

    def _tell_saves(self) -> None:
        """Show when the open post was saved, and how many words that added."""
        post = self._reading.post
        words = self._words.of(post.id) if post else None
        above, below = self._reading.saves.out_of_sight
        self.saves = replace(
            self.saves,
            saved=self._saved.get(post.id) if post else None,
            words=post.words - words if post and words is not None else 0,
            above=above,
            below=below,
            unsaved=self._reading.shown.unsaved is not None,
        )
        self._context.status.live = self.saves.text(monotonic())

    def note_shown(self) -> None:
        """Show the saves of the post that is open now."""
        wanted = self._reading.wanted
        is_there = wanted is not None and wanted.id in self._context.posts.catalog
        for state in (CHANGES, SAVING, *((ABSENCE,) if is_there else ())):
            self._context.end(state)
        self._tick()

    def note_moved(self) -> None:
        """Update the number of changes out of sight."""
        if self.saves.above or self.saves.below:
            self._tell_saves()

    def note_updated(self) -> None:
        """Go to the change of a save, if saves are followed."""
        self._context.end(CHANGES)
        is_typed = self._reading.shown.unsaved is not None
        if self.saves.following and not is_typed and not self._many and len(self._at_once) < 2:
            # The open post may be shown before its save is reported, so that this may be the first of several.
            self._await_others()
            self._reading.saves.reveal_latest()
        self._tick()

    # Following saves

    def _await_others(self) -> None:
        """Wait for other posts that are saved at once."""
        if self._settling:
            self._settling.stop()
        self._settling = later(self._context.screen, self._together, self._follow_saves)

    def _follow_saves(self) -> None:
        """Go to the saved post; after several at once, by a formatter or a checkout, stay and count them."""
        saved, self._at_once, self._settling = list(self._at_once), {}, None
        shown = self._reading.wanted
        self._many = len(saved) > 1
        if not self._many:
            self._reading.saves.stay_at_latest()
        if not saved or not self.saves.following or shown is None:
            return
        if self._many:
            self._reading.saves.return_from_latest()
            self._context.say(f"{len(saved):,} posts changed")
        elif saved[0] != shown.id and saved[0] in self._context.posts.catalog:
            restart(self._context.screen, partial(self._go_to_saved, saved[0]), "going to the saved post")

    async def _go_to_saved(self, post: PostId) -> None:
        body = await self._body_before_save(post)
        archive = self._context.archive
        if self.saves.following and archive is not None:
            if body is not None:
                self._reading.saves.recall(archive, post, body)
            self._navigator.show_id(post)

    def toggle_following(self) -> None:
        self.saves = replace(self.saves, following=not self.saves.following)
        self._at_once = {}
        self._context.say("following saves" if self.saves.following else "no longer following saves")
        self._tell_saves()

    # Changes

    def step_change(self, steps: int) -> None:
        self._context.say(self._reading.saves.step(steps), of=CHANGES)

    def clear_changes(self) -> None:
        self._reading.saves.forget()
        self._context.end(CHANGES)
        self._tell_saves()
