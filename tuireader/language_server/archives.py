"""The archives that an editor's files belong to, each followed as the reader follows its own."""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing, suppress
from errno import ENAMETOOLONG
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tuireader.archive.locate import is_archive, locate
from tuireader.archive.source import Source, open_source
from tuireader.failures import note
from tuireader.language_server.completion import Completion
from tuireader.late import dataclass
from tuireader.session.link_service import LinkService
from tuireader.session.live_archive import ArchiveChanged, LiveArchive, Unavailable
from tuireader.session.preview.unsaved import unsaved_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.saved_texts import SavedText
    from tuireader.archive.site import Site
    from tuireader.catalog.catalog import Catalog
    from tuireader.session.links import LinkSnapshot
    from tuireader.settings import Settings


NONE: Final[Mapping[PostId, str]] = MappingProxyType({})
GATHERING: Final = 30.0
"""Seconds to wait for the links of all posts."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a post in an editor, with the links of its archive as if it had been saved.

    `typed` are the texts that the editor has of this archive, as it has them.
    """

    text: SavedText
    links: LinkSnapshot
    typed: Mapping[PostId, str]

    @property
    def id(self) -> PostId:
        return self.text.post.id

    @property
    def post(self) -> Post:
        return self.text.post

    @property
    def site(self) -> Site:
        archive = self.text.archive
        return archive.site_for(self.id)


class ServedArchive:
    """An archive and its links, kept up to date; `notify` is called when links may lead elsewhere."""

    def __init__(self, root: Path, notify: Callable[[], None]) -> None:
        self.root = root
        self._live = LiveArchive(root, None, watch=True, poll=None)
        kept = settings_of(root).cache
        self._live.cached = kept
        self._links = LinkService()
        self.completion = Completion()
        self._read = asyncio.Event()
        self._linked = asyncio.Event()
        """Set whenever links may lead elsewhere."""

        def linked() -> None:
            self._linked.set()
            notify()

        self._tasks = [
            asyncio.create_task(self._follow()),
            asyncio.create_task(self._links.run(linked, kept=kept)),
        ]

    async def _follow(self) -> None:
        try:
            async with aclosing(self._live.run()) as events:
                async for event in events:
                    if isinstance(event, ArchiveChanged):
                        self._links.apply(event)
                        if event.complete or not event.scanning:
                            self._read.set()
                    elif isinstance(event, Unavailable):
                        self._read.set()
                    del event  # frees its texts until the next change
        except Exception as error:  # noqa: BLE001 - a bug, with details in the log
            note(error, "following the archive")
        finally:
            # Whoever waits is answered with what is known.
            self._read.set()

    @property
    def catalog(self) -> Catalog:
        """The posts on disk, as far as they are read."""
        return self._live.catalog

    @property
    def version(self) -> int:
        """A number that grows whenever links may lead elsewhere."""
        return self._links.version

    async def ready(self) -> Archive | None:
        """The archive once all posts are read; None if it cannot be."""
        await self._read.wait()
        return self._live.archive

    async def gathered(self) -> bool:
        """Wait until the links of all posts are known; False if they are not within `GATHERING` seconds."""
        if await self.ready() is None:
            return False
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHERING):
                while not self._links.complete:
                    self._linked.clear()
                    await self._linked.wait()
        return self._links.complete

    async def links(self) -> LinkSnapshot | None:
        """The links known so far."""
        await self._read.wait()
        return await self._links.snapshot()

    async def draft(self, post_id: PostId, text: str, others: Mapping[PostId, str] = NONE) -> Draft | None:
        """A post with the unsaved text of an editor, beside those of `others`; None if that is not a post."""
        links, archive = await self.links(), self._live.archive
        if links is None or archive is None:
            return None
        return await asyncio.to_thread(_draft, archive, links, post_id, text, others)

    async def edited(self, texts: Mapping[PostId, str]) -> LinkSnapshot | None:
        """The links of all posts with the unsaved texts of an editor; None if they are not known in time."""
        links = await self.links() if await self.gathered() else None
        if links is None:
            return None
        unsaved = await asyncio.to_thread(_unsaved, links.facts.archive, texts)
        return await asyncio.to_thread(links.with_unsaved, unsaved)

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()


def _draft(
    archive: Archive, links: LinkSnapshot, post_id: PostId, text: str, others: Mapping[PostId, str]
) -> Draft | None:
    found = unsaved_text(archive, post_id, text)
    # Of too many texts, the last are kept.
    if found is None:
        return None
    return Draft(found, links.with_unsaved([*_unsaved(archive, others), found]), {**others, post_id: text})


def _unsaved(archive: Archive, texts: Mapping[PostId, str]) -> list[SavedText]:
    """The texts that are others than on disk."""
    found = (unsaved_text(archive, post_id, text) for post_id, text in texts.items())
    return [one for one in found if one and one.source.text != _on_disk(archive, one.post.id)]


def _on_disk(archive: Archive, post_id: PostId) -> str | None:
    found = open_source(archive, post_id)
    return found.text if isinstance(found, Source) else None


class Archives:
    """The archives of an editor's files; `notify` is called with the root of one whose links may lead elsewhere."""

    def __init__(self, notify: Callable[[Path], None]) -> None:
        self._notify = notify
        self._served: dict[Path, ServedArchive] = {}

    def of(self, path: str) -> tuple[ServedArchive, PostId] | None:
        """The archive of a file, which is read from now on, and the file's id there; None without one."""
        if _is_too_long(path):
            return None
        root, post_id = locate(Path(path))
        if post_id is None or not _may_be_read(root):
            return None
        if root not in self._served:
            self._served[root] = ServedArchive(root, lambda: self._notify(root))
        return self._served[root], post_id

    def all(self) -> list[ServedArchive]:
        return list(self._served.values())


def _is_too_long(path: str) -> bool:
    """Whether the system can have no file of that name."""
    try:
        os.lstat(path)
    except OSError as error:
        return error.errno == ENAMETOOLONG
    return False


def _may_be_read(root: Path) -> bool:
    """Whether a folder is an archive, or at least not one that holds everything."""
    if is_archive(root):
        return True
    home = os.path.expanduser("~")  # noqa: PTH111 - text
    return os.path.commonpath([home, root]) != str(root)


def settings_of(root: Path) -> Settings:
    """The settings for an archive; the defaults while those of the user have an error."""
    from tuireader.configuration import load_settings
    from tuireader.settings import Settings as AllSettings

    found = load_settings(os.environ, {}, archive=root, themed=False)
    return found if isinstance(found, AllSettings) else AllSettings()
