"""Changes of the archive, handed to the parts of the reader; and the post shown until a person chooses one."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.archive.disk.filenames import recency
from tuireader.archive.disk.files import stamp_of
from tuireader.archive.text import on_one_line
from tuireader.catalog.order import newest_published
from tuireader.session.live_archive import ArchiveChanged, FilesTouched, Unavailable
from tuireader.ui.working import begin, lasting, painted
from tuireader.watching.batches import Liveness

if TYPE_CHECKING:
    from tuireader.archive.post import Post, PostId
    from tuireader.session.live_archive import Event
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.parts import ReaderParts

NAME_WAIT = 1.0
"""Seconds to hold back a post that may not be the newest, since its name holds no date."""
FIRST_SCREEN_TIMEOUT = 0.5
"""Most seconds that the list waits for the first post, to be painted with it."""
EARLY_POLL = 0.05
"""Seconds between two looks at the file of the open post, until the system tells of changes."""
EMPTY_TITLE = "There is nothing to read here"
ADVICE = (
    "Start the reader in the folder that holds your posts, or name it:  tuireader PATH\n"
    "Posts are Markdown files; Jekyll keeps them in _posts, Hugo in content. Any folder of .md files will do."
)


class FirstPost:
    """The post to show until a person chooses: the one named or read last, else the newest."""

    def __init__(self, named: PostId | None, began: float) -> None:
        self._named = named
        self._began = began
        """When the reader was started, on the monotonic clock."""
        self._chosen = False
        self._shown: PostId | None = None
        """The post last shown without anybody's choice."""

    def leave(self) -> None:
        """Stop: a person has chosen."""
        self._chosen = True

    def next(self, event: ArchiveChanged, wanted: Post | None, now: float) -> Post | None:
        """The post to show instead of `wanted`; None to stay with that."""
        # A search, a link or a key for the next post is a choice too.
        self._chosen = self._chosen or (wanted is not None and wanted.id != self._shown)
        if self._chosen:
            return None
        post = self._next(event, wanted, now)
        self._shown = post.id if post else self._shown
        return post

    def _next(self, event: ArchiveChanged, wanted: Post | None, now: float) -> Post | None:
        if self._named and (named := event.catalog.get(self._named)):
            self._chosen = True
            return named
        if wanted is not None and event.scanning:
            return None
        newest = newest_published(event.catalog)
        if newest is None and not event.scanning:
            newest = next(iter(event.catalog), None)
        known = event.complete or not event.scanning or now > self._began + NAME_WAIT
        if newest and not (known or recency(newest.id)):
            return None
        self._chosen = not event.scanning and newest is not None
        return newest if newest and (wanted is None or wanted.id != newest.id) else None


class ArchiveFeed:
    """Hands changes of the archive to the parts of the reader."""

    def __init__(self, context: ReaderContext, parts: ReaderParts) -> None:
        self.first = FirstPost(context.live_archive.first, monotonic())
        self._context = context
        self._parts = parts
        self._shown = asyncio.Event()
        self._watched = False
        """Whether the system tells of changes, and those of before are known, or nothing watches."""

    def note_shown(self) -> None:
        """A post is shown."""
        self._shown.set()

    def start(self) -> None:
        """Start reading the archive."""
        lasting(self._context.screen, self._follow, "following the archive")
        if self._context.live_archive.watches:
            begin(self._context.screen, self._look_early, "looking at the open post")

    async def _look_early(self) -> None:
        """Show saves of the open post while the archive is read for the first time, and its watch begins."""
        reading, seen = self._context.reading, None
        while not self._watched:
            await asyncio.sleep(EARLY_POLL)
            archive, shown = self._context.archive, reading.shown.open_post
            if archive is None or shown is None:
                continue
            stamp = await asyncio.to_thread(stamp_of, str(archive.root), shown.post.id)
            still = reading.shown.open_post is shown and reading.wanted and reading.wanted.id == shown.post.id
            saved = stamp not in {seen, shown.loaded.source.stamp} and stamp is not None and stamp.size
            if saved and still and reading.shown.unsaved is None:
                seen = stamp
                reading.saves.revise(archive, reading.wanted or shown.post)

    async def _follow(self) -> None:
        async with aclosing(self._context.live_archive.run()) as events:
            async for event in events:
                try:
                    self._take(event)
                except Exception as error:  # noqa: BLE001 - the next change must be shown all the same
                    self._parts.program.fail(error, "showing a change")
                listed = isinstance(event, ArchiveChanged) and (event.complete or not event.scanning)
                if listed and not self._shown.is_set():
                    await self._first_screen()
                del event  # frees its texts until the next change

    async def _first_screen(self) -> None:
        """Wait until the list and the first post are painted: threads that read on would hold them up."""
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_SCREEN_TIMEOUT):
                await self._shown.wait()
        await painted(self._context.screen)

    def _take(self, event: Event) -> None:
        match event:
            case ArchiveChanged():
                self._take_change(event)
            case Liveness():
                self._parts.live.liveness_changed(event)
                self._watched = self._watched or event.state == "stopped"
            case FilesTouched():
                self._watched = self._watched or event.everything
                self._context.reading.folding.look_at_images(event.paths, everything=event.everything)
                self._parts.live.files_touched(event.paths)
            case Unavailable():
                self._context.reading.opener.show_notice(EMPTY_TITLE, f"{event.problem.message}.\n\n{ADVICE}")

    def _take_change(self, event: ArchiveChanged) -> None:
        """Hand out a change, in this order: index, posts, links, list, memory, open post."""
        parts, context = self._parts, self._context
        parts.search.service.apply(event)
        event = context.posts.apply(event)
        parts.link_service.apply(event)
        context.sidebar.show_catalog(
            event.catalog, event.archive.site.title or on_one_line(event.archive.root.name)
        )
        self._say_progress(event)
        parts.memory.posts_renamed(event)
        if post := self.first.next(event, context.reading.wanted, monotonic()):
            parts.navigator.show_post(post)
        parts.live.posts_saved(event)
        if context.reading.wanted is None and not event.scanning and not len(event.catalog):
            message = f"No Markdown posts were found in {context.live_archive.root}.\n\n{ADVICE}"
            context.reading.opener.show_notice(EMPTY_TITLE, message)

    def _say_progress(self, event: ArchiveChanged) -> None:
        if event.scanning and not event.complete:
            progress = f"reading the archive: {event.done:,} of {event.total:,}"
            self._context.say(progress, of="reading", stays=True)
        else:
            self._context.end("reading")
