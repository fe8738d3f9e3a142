"""The links of the running archive: gathered once it is read, and updated with every save.

Nothing here knows Textual. Slow work runs in a thread or in another process, and the code that reads links is loaded
on first use.
"""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.allocator import return_freed
from tuireader.archive.saved_texts import SavedTexts
from tuireader.catalog.catalog import CatalogChange
from tuireader.session.idle import not_busy, until_idle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId, Problem
    from tuireader.catalog.catalog import Catalog
    from tuireader.session.around import Section
    from tuireader.session.link_info import LinkInfo
    from tuireader.session.links import LinkSnapshot
    from tuireader.session.live_archive import ArchiveChanged
    from tuireader.settings import Settings

START_DELAY: Final = 0.2
"""Seconds of rest after the archive was read, for its first keys."""
FREEZE_FROM: Final = 1_000
"""Number of posts whose links make many objects."""


class LinkService:
    """The links of the running archive."""

    def __init__(self, *, many: int = FREEZE_FROM) -> None:
        self._many = many
        self._queue: asyncio.Queue[ArchiveChanged] = asyncio.Queue()
        self._texts = SavedTexts()
        """The texts of saves still to be processed."""
        self._newest: ArchiveChanged | None = None
        self._links: LinkSnapshot | None = None
        self._provisional: tuple[ArchiveChanged, LinkSnapshot] | None = None
        """The links known while the archive is being read, or its links are being gathered."""
        self.settled = False
        """Whether all posts are known, so that a link to none of them is broken."""
        self.gathered = 0
        """The number of posts whose links have been gathered."""
        self.version = 0
        """A number that grows whenever links may lead elsewhere."""
        self._behind = False
        """Whether changes are still to be processed."""
        self._kept = False

    @property
    def complete(self) -> bool:
        """Whether the present links of all posts are known."""
        return self._links is not None and not self._behind

    @property
    def progress(self) -> tuple[int, int]:
        """The number of posts read for links, and of all posts."""
        return self.gathered, len(self._newest.catalog) if self._newest else 0

    def apply(self, event: ArchiveChanged) -> None:
        """Take a change of the archive."""
        texts, event = event.texts, replace(event, texts=())
        self._newest = event
        if not event.scanning:
            self._texts.keep(texts)
            if self._links is not None:
                # Until the change is processed, links in the text on the screen are looked up among the present ones.
                self._links.texts.keep(texts)
            self._behind = True
            self._queue.put_nowait(event)

    async def run(
        self,
        notify: Callable[[], None],
        busy: Callable[[], bool] = not_busy,
        opening: Callable[[], bool] = not_busy,
        *,
        kept: bool = False,
    ) -> None:
        """Keep the links up to date until cancelled; `notify` is called whenever they may lead elsewhere.

        Gathering waits while the reader is `busy`, and a save waits while a post is `opening` or being revised. With
        `kept`, the links of many posts are cached in the user's cache folder.
        """
        self._kept = kept
        if self.settled and self._newest and self._queue.empty():
            # A restart after a failure.
            self._queue.put_nowait(self._newest)
        known = await self._queue.get()
        await asyncio.sleep(START_DELAY)
        self.settled = True
        self._notify(notify)
        await until_idle(busy)
        self._links = await self._gather(known)
        self._apply_waiting(notify)
        while True:
            events = [await self._queue.get()]
            await until_idle(opening)
            while not self._queue.empty():
                events.append(self._queue.get_nowait())
            self._links = await self._changed(self._links, events, known)
            known = events[-1]
            self._apply_waiting(notify)

    async def _changed(
        self, links: LinkSnapshot, events: Sequence[ArchiveChanged], known: ArchiveChanged
    ) -> LinkSnapshot:
        """The links after consecutive changes; `links` are those of the archive as `known` before."""
        newest, texts = events[-1], self._texts.taken()
        if newest.archive != known.archive:
            return await self._gather(newest)
        change = _as_one(events, known.catalog)
        # The new links keep the texts until the next change, since they are asked for right away.
        links = await asyncio.to_thread(links.changed, newest.archive, newest.catalog, change, texts)
        self.gathered = len(newest.catalog)
        return links

    def _apply_waiting(self, notify: Callable[[], None]) -> None:
        self._behind = not self._queue.empty()
        self._notify(notify)

    def _notify(self, notify: Callable[[], None]) -> None:
        self.version += 1
        notify()

    async def _gather(self, event: ArchiveChanged) -> LinkSnapshot:
        from tuireader.session.links import gather

        self.gathered = 0
        ids = list(event.catalog.ids)
        if len(ids) > self._many:
            # Present garbage must not be frozen for good below.
            gc.unfreeze()
            gc.collect()
        written = await gather(event.archive, ids, self._note_gathered, kept=self._kept)
        links = await asyncio.to_thread(_links, event.archive, event.catalog, written)
        if len(ids) > self._many:
            # They stay, and a key would wait while they are searched for garbage.
            gc.freeze()
        await asyncio.to_thread(return_freed)
        return links

    def _note_gathered(self, count: int) -> None:
        self.gathered = count

    async def snapshot(self) -> LinkSnapshot | None:
        """The links known so far; None while no post is known."""
        if self._links is not None or self._newest is None:
            return self._links
        event = self._newest
        if self._provisional is None or self._provisional[0] is not event:
            links = await asyncio.to_thread(_links, event.archive, event.catalog, None)
            links.texts.keep(self._texts.kept)
            self._provisional = event, links
            return links
        return self._provisional[1]

    async def explain(self, hrefs: Sequence[str], source: PostId) -> dict[str, LinkInfo]:
        """The targets of links in the post `source`, by their written addresses."""
        links = await self.snapshot()
        return await asyncio.to_thread(links.explain, hrefs, source) if links else {}

    async def whole(self, text: str, source: PostId) -> str:
        """Markdown from the post `source` with its links made absolute."""
        links = await self.snapshot()
        return await asyncio.to_thread(links.whole, text, source) if links else text

    async def around(self, post_id: PostId) -> tuple[Section, ...]:
        """The posts around a post, as far as known."""
        links = await self.snapshot()
        return await asyncio.to_thread(links.around, post_id) if links else ()

    async def problems(self, post_id: PostId, settings: Settings) -> tuple[Problem, ...]:
        links = await self.snapshot()
        return await asyncio.to_thread(links.problems, post_id, settings) if links else ()


def _as_one(events: Sequence[ArchiveChanged], before: Catalog) -> CatalogChange:
    """One change of a catalog made of consecutive ones."""
    after = events[-1].catalog
    changes = [event.change for event in events]
    touched = sorted({post for one in changes for post in (*one.added, *one.updated, *one.removed)})
    return CatalogChange(
        added=tuple(post for post in touched if post in after and post not in before),
        updated=tuple(post for post in touched if post in after and post in before),
        removed=tuple(post for post in touched if post in before and post not in after),
    )


def _links(archive: Archive, catalog: Catalog, written: object) -> LinkSnapshot:
    from tuireader.session.links import LinkSnapshot

    return LinkSnapshot(archive, catalog, written)  # type: ignore[arg-type]  # what `gather` gives, or None
