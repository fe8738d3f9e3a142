"""The memory of the running archive, saved in the background in batches."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from time import monotonic, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from tuireader.archive.disk.files import begin
from tuireader.archive.post import PostId, Problem
from tuireader.library.record import ArchiveMemory, last_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from tuireader.archive.post import Post
    from tuireader.library.changes import Change
    from tuireader.library.record import Bookmark, LastRun
    from tuireader.library.store import LibraryStore

T = TypeVar("T")

START: Final = 0.3
"""Seconds that the first screen waits for the store."""
END: Final = 2.5
"""Seconds that the end waits for a store that has answered so far."""
LISTEN: Final = 2.0
SLOW: Final = 2.0
"""Seconds after which a store without an answer counts as lost, until it answers."""
STUCK: Final = 0.5
"""Seconds after which a store without an answer is not waited for at the end."""


class MemoryService:
    """The memory of the archive at `root`; without a `path` it lasts for the run.

    The store opens at once in a thread. Nobody waits for it longer than `start` and `end` seconds.
    """

    def __init__(
        self,
        path: Path | None,
        root: Path,
        *,
        start: float = START,
        end: float = END,
        store: LibraryStore | None = None,
    ) -> None:
        self.memory = ArchiveMemory()
        self.problem: Problem | None = None
        """The known trouble with the store."""
        self.unreported: Problem | None = None
        """A failed write that nobody was told of yet."""
        self._path = path
        self._start, self._end = start, end
        self._store = store
        self._loading: Future[tuple[ArchiveMemory, Problem | None]] | None = None
        self._asked: float | None = None
        """The time of the question that the store has not answered yet."""
        self._noted: list[Change] = []
        self._marked = False
        self._begun = int(time())
        self._news = asyncio.Event()
        self.listen = LISTEN
        """Seconds between two looks at what other readers have marked."""
        self._unmerged = False
        """Whether news of other readers were put off."""
        self._writing = asyncio.Lock()
        if path:
            from tuireader.library.store import LibraryStore

            self._store = store or LibraryStore(path, root)
            self._loading = begin(self._store.load)
            self._asked = monotonic()

    def load(self) -> MemoryService:
        """Load the memory of earlier runs; `problem` is the trouble with the store, if any."""
        if self._loading:
            try:
                self._take(*self._loading.result(self._start))
            except TimeoutError:
                self.problem = Problem(
                    PostId(""),
                    "library",
                    f"{self._path} does not answer: what was read is not known",
                    "warning",
                )
        return self

    @property
    def since(self) -> int:
        """When the archive was first opened, in seconds since 1970."""
        found = last_run(self.memory.state).since
        return self._begun if found is None else found

    @property
    def lost(self) -> Problem | None:
        """Why nothing of this run is saved, as long as that is so; None also if nothing is to be saved."""
        if self._loading is not None:
            return self.problem
        if self._asked is not None and monotonic() > self._asked + SLOW:
            return self._unanswered()
        return self._store.lost if self._store else None

    def _take(self, memory: ArchiveMemory, problem: Problem | None) -> None:
        """Combine the stored memory with changes made meanwhile."""
        self._loading = self._asked = None
        self.memory = memory.with_later(self.memory)
        self.problem = problem

    async def keep(
        self,
        report: Callable[[Problem], None],
        loaded: Callable[[], None] = lambda: None,
        shared: Callable[[], None] = lambda: None,
    ) -> None:
        """Save changes until cancelled; `report` is called with problems.

        `loaded` is called if the memory of earlier runs arrives only now, `shared` if another reader has marked posts.
        """
        if self._loading:
            self._take(*await asyncio.wrap_future(self._loading))
            loaded()
        while True:
            try:
                # `wait_for` of Python 3.11 can lose that this is cancelled.
                async with asyncio.timeout(self.listen):
                    await self._news.wait()
            except TimeoutError:
                if await asyncio.shield(self._merge_others()):
                    shared()
                continue
            # A cancelled task stops waiting, but the writing thread goes on, and `finish` must wait for it.
            await asyncio.shield(self._write())
            if self.unreported:
                report(self.unreported)
                self.unreported = None

    async def finish(self) -> None:
        """Save the rest and close the store; `unreported` is what was lost."""
        if self._loading:
            with suppress(TimeoutError):
                self._take(*await asyncio.wait_for(asyncio.wrap_future(self._loading), self._timeout))
        if self._store and self._loading is None and self._timeout > 0:
            try:
                async with asyncio.timeout(self._end), self._writing:
                    self.unreported = await self._ask(self._finish) or self.unreported
            except TimeoutError:
                self.unreported = self._unanswered()
        elif self._store:
            self.unreported = self._unanswered()
        if self._store:
            lost = self._store.lost if self._marked else None
            self.unreported = lost or self.unreported or self._store.renewed
        self._store = None

    @property
    def _timeout(self) -> float:
        """Seconds until an unanswered question is given up."""
        return STUCK if self._asked is None else max(0.0, self._asked + STUCK - monotonic())

    def _finish(self) -> Problem | None:
        return self._store.finish(self._take_noted()) if self._store else None

    def _unanswered(self) -> Problem:
        return Problem(
            PostId(""), "library", f"what you read is not remembered: {self._path} does not answer", "warning"
        )

    async def _ask(self, question: Callable[[], T]) -> T:
        """Ask the store something in a thread that nobody else waits for."""
        self._asked = monotonic()
        answer = await asyncio.wrap_future(begin(question))
        self._asked = None
        return answer

    # Changes

    def mark(self, post: Post, *, read: bool) -> None:
        from tuireader.library.changes import Read

        self._learn(post, Read(post.id, read, self._print(post)), read=read)

    def mark_all(self, posts: Iterable[tuple[Post, str]], *, read: bool) -> None:
        """Mark posts as read or unread; each comes with its fingerprint."""
        from tuireader.library.changes import Read

        records = dict(self.memory.records)
        for post, found in posts:
            records[post.id] = replace(self.memory.of(post.id), read=read, fingerprint=found)
            self._noted.append(Read(post.id, read, found))
        self._marked = True
        self.memory = replace(self.memory, records=MappingProxyType(records))
        self._news.set()

    def star(self, post: Post, *, starred: bool) -> None:
        from tuireader.library.changes import Starred

        self._learn(post, Starred(post.id, starred, self._print(post)), starred=starred)

    def leave(self, post: Post, bookmark: Bookmark) -> None:
        """Save the place in a post."""
        from tuireader.library.changes import Left

        if self.memory.of(post.id).bookmark != bookmark:
            self._learn(post, Left(post.id, bookmark, self._print(post)), bookmark=bookmark)

    def save_run(self, run: LastRun) -> None:
        """Save the state to restore in the next run."""
        from tuireader.library.changes import LeftOff

        state = run.written()
        if state != self.memory.state:
            self.memory = replace(self.memory, state=state)
            self._note(LeftOff(state))

    def searched(self, query: str) -> None:
        from tuireader.library.changes import SEARCHES, SearchMade

        earlier = (one for one in self.memory.searches if one != query)
        self.memory = replace(self.memory, searches=(query, *earlier)[:SEARCHES])
        self._note(SearchMade(query))

    def rename(self, names: Mapping[PostId, PostId]) -> None:
        """Use the new names of posts."""
        from tuireader.library.changes import Renamed

        known = {old: new for old, new in names.items() if old in self.memory.records}
        if known:
            self._note(Renamed(known, {old: self.memory.of(old).fingerprint for old in known}))
            self.memory = self.memory.renamed(known)

    def recognise(self, posts: Iterable[Post]) -> None:
        """Find posts renamed since the last run; `posts` are all of the archive."""
        from tuireader.library.record import new_names

        if self.memory.records:
            posts = list(posts)
            self.rename(new_names(self.memory, posts))
            self.refresh_fingerprints(posts)

    def refresh_fingerprints(self, posts: Iterable[Post]) -> None:
        """Update the fingerprints of posts, by which they are found under new names."""
        from tuireader.library.changes import Renewed
        from tuireader.library.record import changed

        prints = changed(self.memory, posts)
        if prints:
            self.memory = self.memory.renewed(prints)
            for post, found in prints.items():
                self._note(Renewed(post, found))

    def _learn(self, post: Post, change: Change, **facts: object) -> None:
        self._marked = True
        record = replace(self.memory.of(post.id), fingerprint=self._print(post), **facts)  # type: ignore[arg-type]  # of its fields
        self.memory = self.memory.with_record(post.id, record)
        self._note(change)

    def _print(self, post: Post) -> str:
        from tuireader.library.record import fingerprint

        return fingerprint(post)

    def _note(self, change: Change) -> None:
        self._noted.append(change)
        self._news.set()

    def _take_noted(self) -> Sequence[Change]:
        self._news.clear()
        changes, self._noted = self._noted, []
        return changes

    async def _merge_others(self) -> bool:
        """Take over what other readers have marked meanwhile; whether they have."""
        async with self._writing:
            if self._store is None:
                return False
            found = await self._ask(partial(self._store.news, anyway=self._unmerged))
        # What was marked here in this moment goes first, and is written first.
        self._unmerged = found is not None and bool(self._noted)
        if found is None or self._noted or found.records == self.memory.records:
            return False
        self.memory = replace(self.memory, records=found.records)
        return True

    async def _write(self) -> None:
        """Save the noted changes; one batch at a time, since the store is for one thread."""
        async with self._writing:
            changes = self._take_noted()
            if self._store:
                self.unreported = await self._ask(partial(self._store.write, changes)) or self.unreported
