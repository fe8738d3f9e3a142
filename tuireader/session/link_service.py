"""Where the links of the archive lead, as it is now: gathered once it is read, then kept up with every save.

Nothing here knows Textual. Whatever takes long runs in a thread or in a process of its own, and what reads links is
loaded when there are some to be read.
"""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Final

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

PAUSE: Final = 0.2
"""Seconds after the archive was read for which its first keys have the machine to themselves."""
MANY: Final = 1_000
"""Posts whose links are many objects."""


class LinkService:
    """Where the links of the archive lead, as it is now."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[ArchiveChanged] = asyncio.Queue()
        self._texts = SavedTexts()
        """The texts of saves that are not worked in yet."""
        self._newest: ArchiveChanged | None = None
        self._links: LinkSnapshot | None = None
        self._provisional: tuple[ArchiveChanged, LinkSnapshot] | None = None
        """What is known while the archive is being read, or its links are."""
        self.settled = False
        """Whether all posts are known, so that a link to none of them leads nowhere."""
        self.gathered = 0
        """Posts whose links have been gathered."""
        self.version = 0
        """Another one whenever links may lead elsewhere than before."""
        self._behind = False
        """Whether there are changes that are not worked in yet."""
        self._kept = False

    @property
    def complete(self) -> bool:
        """Whether the links of all posts are known as they are now."""
        return self._links is not None and not self._behind

    @property
    def progress(self) -> tuple[int, int]:
        """How many of how many posts have been read for their links."""
        return self.gathered, len(self._newest.catalog) if self._newest else 0

    def take(self, event: ArchiveChanged) -> None:
        """Take notice of a change of the archive."""
        texts, event = event.texts, replace(event, texts=())
        self._newest = event
        if not event.scanning:
            self._texts.keep(texts)
            if self._links is not None:
                # Until the change is worked in, links of the text that is shown are looked up among those known now.
                self._links.texts.keep(texts)
            self._behind = True
            self._queue.put_nowait(event)

    async def run(
        self,
        told: Callable[[], None],
        busy: Callable[[], bool] = not_busy,
        opening: Callable[[], bool] = not_busy,
        *,
        kept: bool = False,
    ) -> None:
        """Keep the links true until cancelled; `told` is called whenever links may lead elsewhere than before.

        They are not gathered while the reader is `busy`, and those of a save not while it is `opening` or revising a
        post. Those of many posts are `kept` in the user's cache folder.
        """
        self._kept = kept
        if self.settled and self._newest and self._queue.empty():
            # It has failed before.
            self._queue.put_nowait(self._newest)
        known = await self._queue.get()
        await asyncio.sleep(PAUSE)
        self.settled = True
        self._tell(told)
        await until_idle(busy)
        self._links = await self._gather(known)
        self._worked_in(told)
        while True:
            events = [await self._queue.get()]
            await until_idle(opening)
            while not self._queue.empty():
                events.append(self._queue.get_nowait())
            self._links = await self._changed(self._links, events, known)
            known = events[-1]
            self._worked_in(told)

    async def _changed(
        self, links: LinkSnapshot, events: Sequence[ArchiveChanged], known: ArchiveChanged
    ) -> LinkSnapshot:
        """The links after changes that followed each other; `links` are those of what was `known` before."""
        newest, texts = events[-1], self._texts.taken()
        if newest.archive != known.archive:
            return await self._gather(newest)
        change = _as_one(events, known.catalog)
        # The new links hold the texts until the next change: where they lead is asked for right after.
        links = await asyncio.to_thread(links.changed, newest.archive, newest.catalog, change, texts)
        self.gathered = len(newest.catalog)
        return links

    def _worked_in(self, told: Callable[[], None]) -> None:
        self._behind = not self._queue.empty()
        self._tell(told)

    def _tell(self, told: Callable[[], None]) -> None:
        self.version += 1
        told()

    async def _gather(self, event: ArchiveChanged) -> LinkSnapshot:
        from tuireader.session.links import gather

        self.gathered = 0
        ids = [post.id for post in event.catalog]
        if len(ids) > MANY:
            # What is garbage by now is not to stay for good with what is frozen below.
            gc.unfreeze()
            gc.collect()
        written = await gather(event.archive, ids, self._note_gathered, kept=self._kept)
        links = await asyncio.to_thread(_links, event.archive, event.catalog, written)
        if len(ids) > MANY:
            # They stay, and a key would wait while they are looked through for garbage.
            gc.freeze()
        return links

    def _note_gathered(self, count: int) -> None:
        self.gathered = count

    async def _now(self) -> LinkSnapshot | None:
        """What can be asked now, however much of it is known."""
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
        """Return where links of the post `source` lead, by their addresses as they are written."""
        links = await self._now()
        return await asyncio.to_thread(links.explain, hrefs, source) if links else {}

    async def whole(self, text: str, source: PostId) -> str:
        """Return Markdown from the post `source` with its links as they lead there from anywhere."""
        links = await self._now()
        return await asyncio.to_thread(links.whole, text, source) if links else text

    def links_to(self, post_id: PostId) -> int:
        """How many links lead to a post, as far as is known."""
        return self._links.links_to(post_id) if self._links else 0

    async def around(self, post_id: PostId) -> tuple[Section, ...]:
        """Return what is around a post, as far as it is known."""
        links = await self._now()
        return await asyncio.to_thread(links.around, post_id) if links else ()

    async def problems(self, post_id: PostId, settings: Settings) -> tuple[Problem, ...]:
        """Return what is wrong with a post."""
        links = await self._now()
        return await asyncio.to_thread(links.problems, post_id, settings) if links else ()


def _as_one(events: Sequence[ArchiveChanged], before: Catalog) -> CatalogChange:
    """Return what changes that followed each other altered in a catalog."""
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
