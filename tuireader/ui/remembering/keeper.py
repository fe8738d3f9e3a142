"""Keeps what is remembered of the archive, and writes what changes in the background, one batch after the other."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.library.record import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.library.changes import Change
    from tuireader.library.last_run import LastRun
    from tuireader.library.record import Bookmark
    from tuireader.library.store import Store


class Keeper:
    """The memory of the archive at `root`; without a `path` it lasts for the run."""

    def __init__(self, path: Path | None, root: Path) -> None:
        self.memory = Memory()
        self.problem: Problem | None = None
        self._path = path
        self._root = root
        self._store: Store | None = None
        self.untold: Problem | None = None
        """What went wrong in writing, and nobody was told of yet."""
        self._noted: list[Change] = []
        self._news = asyncio.Event()
        self._writing = asyncio.Lock()

    def load(self) -> Keeper:
        """Know what earlier runs knew; `problem` is what is wrong with the store, if anything is."""
        if self._path:
            from tuireader.library.store import Store  # noqa: PLC0415 - not without a store

            self._store = Store(self._path, self._root)
            self.memory, self.problem = self._store.load()
        return self

    async def keep(self, tell: Callable[[Problem], None]) -> None:
        """Write what changes, until cancelled; `tell` is called with what goes wrong."""
        while True:
            await self._news.wait()
            # Who is cancelled does not wait any more; the thread that writes goes on, and `finish` is to wait for it.
            await asyncio.shield(self._write())
            if self.untold:
                tell(self.untold)
                self.untold = None

    async def finish(self) -> None:
        """Write what is left to write, and let go of the store; `untold` is what was lost then."""
        async with self._writing:
            if self._store:
                self.untold = await asyncio.to_thread(self._store.finish, self._take_noted()) or self.untold
                self._store = None

    # What there is to remember

    def mark(self, post: Post, *, read: bool) -> None:
        """Count a post as read or as unread."""
        from tuireader.library.changes import Read  # noqa: PLC0415 - not at start

        self._learn(post, Read(post.id, read, self._print(post)), read=read)

    def star(self, post: Post, *, starred: bool) -> None:
        """Give a post a star, or take it away."""
        from tuireader.library.changes import Starred  # noqa: PLC0415 - not at start

        self._learn(post, Starred(post.id, starred, self._print(post)), starred=starred)

    def leave(self, post: Post, bookmark: Bookmark) -> None:
        """Remember where a post was left."""
        from tuireader.library.changes import Left  # noqa: PLC0415 - not at start

        if self.memory.of(post.id).bookmark != bookmark:
            self._learn(post, Left(post.id, bookmark, self._print(post)), bookmark=bookmark)

    def leave_off(self, run: LastRun) -> None:
        """Remember where the run leaves off."""
        from tuireader.library.changes import LeftOff  # noqa: PLC0415 - not at start

        state = run.written()
        if state != self.memory.state:
            self.memory = replace(self.memory, state=state)
            self._note(LeftOff(state))

    def searched(self, query: str) -> None:
        """Remember what was searched for."""
        from tuireader.library.changes import Searched  # noqa: PLC0415 - not at start

        earlier = (one for one in self.memory.searches if one != query)
        self.memory = replace(self.memory, searches=(query, *earlier))
        self._note(Searched(query))

    def rename(self, names: Mapping[PostId, PostId]) -> None:
        """Know posts by other names."""
        from tuireader.library.changes import Renamed  # noqa: PLC0415 - not at start

        known = {old: new for old, new in names.items() if old in self.memory.records}
        if known:
            self._note(Renamed(known, {old: self.memory.of(old).fingerprint for old in known}))
            self.memory = self.memory.renamed(known)

    def recognise(self, posts: Iterable[Post]) -> None:
        """Know posts again whose files were renamed since the last run; `posts` are all of the archive."""
        from tuireader.library.fingerprints import new_names  # noqa: PLC0415 - once, when all is read

        if self.memory.records:
            posts = list(posts)
            self.rename(new_names(self.memory, posts))
            self.renew(posts)

    def renew(self, posts: Iterable[Post]) -> None:
        """Know posts by their contents as they are now, so that they are known again under other names."""
        from tuireader.library.changes import Renewed  # noqa: PLC0415 - not at start
        from tuireader.library.fingerprints import changed  # noqa: PLC0415 - likewise

        prints = changed(self.memory, posts)
        if prints:
            self.memory = self.memory.renewed(prints)
            for post, found in prints.items():
                self._note(Renewed(post, found))

    def _learn(self, post: Post, change: Change, **facts: object) -> None:
        record = replace(self.memory.of(post.id), fingerprint=self._print(post), **facts)  # type: ignore[arg-type]  # of its fields
        self.memory = self.memory.with_record(post.id, record)
        self._note(change)

    def _print(self, post: Post) -> str:
        from tuireader.library.fingerprints import fingerprint  # noqa: PLC0415 - not at start

        return fingerprint(post)

    def _note(self, change: Change) -> None:
        self._noted.append(change)
        self._news.set()

    def _take_noted(self) -> Sequence[Change]:
        self._news.clear()
        changes, self._noted = self._noted, []
        return changes

    async def _write(self) -> None:
        """Write what is noted: one batch after the other, for the store is for one thread at a time."""
        async with self._writing:
            changes = self._take_noted()
            if self._store:
                self.untold = await asyncio.to_thread(self._store.write, changes) or self.untold
