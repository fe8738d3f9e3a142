"""Keeps what is remembered of the archive, and writes what changes in the background, one batch after the other."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from tuireader.archive.disk.files import begin
from tuireader.archive.post import PostId, Problem
from tuireader.library.record import ArchiveMemory

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
"""Seconds for which the first screen waits for the store."""
END: Final = 2.5
"""Seconds for which the end waits for the store, where it has answered so far."""
SLOW: Final = 2.0
"""Seconds after which a store that has not answered counts as lost, until it answers."""
STUCK: Final = 0.5
"""Seconds after which a store that has not answered is not waited for at the end."""


class MemoryService:
    """The memory of the archive at `root`; without a `path` it lasts for the run.

    The store is opened at once, in a thread. Nobody waits for it longer than `start` and `end` seconds.
    """

    def __init__(self, path: Path | None, root: Path, *, start: float = START, end: float = END) -> None:
        self.memory = ArchiveMemory()
        self.problem: Problem | None = None
        """What is wrong with the store, as far as it is known."""
        self.unreported: Problem | None = None
        """What went wrong in writing, and nobody was told of yet."""
        self._path = path
        self._start, self._end = start, end
        self._store: LibraryStore | None = None
        self._loading: Future[tuple[ArchiveMemory, Problem | None]] | None = None
        self._asked: float | None = None
        """When the store was asked what it has not answered yet."""
        self._noted: list[Change] = []
        self._marked = False
        self._news = asyncio.Event()
        self._writing = asyncio.Lock()
        if path:
            from tuireader.library.store import LibraryStore

            self._store = LibraryStore(path, root)
            self._loading = begin(self._store.load)
            self._asked = monotonic()

    def load(self) -> MemoryService:
        """Know what earlier runs knew; `problem` is what is wrong with the store, if anything is."""
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
    def lost(self) -> Problem | None:
        """Why nothing of this run is remembered, as long as that is so; None also where nothing is to be."""
        if self._loading is not None:
            return self.problem
        if self._asked is not None and monotonic() > self._asked + SLOW:
            return self._unanswered()
        return self._store.lost if self._store else None

    def _take(self, memory: ArchiveMemory, problem: Problem | None) -> None:
        """Know what the store says, and what was noted meanwhile."""
        self._loading = self._asked = None
        self.memory = memory.with_later(self.memory)
        self.problem = problem

    async def keep(self, tell: Callable[[Problem], None], learnt: Callable[[], None] = lambda: None) -> None:
        """Write what changes, until cancelled; `tell` is called with what goes wrong.

        `learnt` is called where earlier runs are known only now.
        """
        if self._loading:
            self._take(*await asyncio.wrap_future(self._loading))
            learnt()
        while True:
            await self._news.wait()
            # Who is cancelled does not wait any more; the thread that writes goes on, and `finish` is to wait for it.
            await asyncio.shield(self._write())
            if self.unreported:
                tell(self.unreported)
                self.unreported = None

    async def finish(self) -> None:
        """Write what is left to write, and let go of the store; `unreported` is what was lost then."""
        if self._loading:
            with suppress(TimeoutError):
                self._take(*await asyncio.wait_for(asyncio.wrap_future(self._loading), self._patience))
        if self._store and self._loading is None and self._patience > 0:
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
    def _patience(self) -> float:
        """Seconds until a question that the store has not answered is given up."""
        return STUCK if self._asked is None else max(0.0, self._asked + STUCK - monotonic())

    def _finish(self) -> Problem | None:
        return self._store.finish(self._take_noted()) if self._store else None

    def _unanswered(self) -> Problem:
        return Problem(
            PostId(""), "library", f"what you read is not remembered: {self._path} does not answer", "warning"
        )

    async def _ask(self, question: Callable[[], T]) -> T:
        """Ask the store something in a thread of its own, which nobody else waits for."""
        self._asked = monotonic()
        answer = await asyncio.wrap_future(begin(question))
        self._asked = None
        return answer

    # What there is to remember

    def mark(self, post: Post, *, read: bool) -> None:
        """Count a post as read or as unread."""
        from tuireader.library.changes import Read

        self._learn(post, Read(post.id, read, self._print(post)), read=read)

    def star(self, post: Post, *, starred: bool) -> None:
        """Give a post a star, or take it away."""
        from tuireader.library.changes import Starred

        self._learn(post, Starred(post.id, starred, self._print(post)), starred=starred)

    def leave(self, post: Post, bookmark: Bookmark) -> None:
        """Remember where a post was left."""
        from tuireader.library.changes import Left

        if self.memory.of(post.id).bookmark != bookmark:
            self._learn(post, Left(post.id, bookmark, self._print(post)), bookmark=bookmark)

    def leave_off(self, run: LastRun) -> None:
        """Remember where the run leaves off."""
        from tuireader.library.changes import LeftOff

        state = run.written()
        if state != self.memory.state:
            self.memory = replace(self.memory, state=state)
            self._note(LeftOff(state))

    def searched(self, query: str) -> None:
        """Remember what was searched for."""
        from tuireader.library.changes import SEARCHES, SearchMade

        earlier = (one for one in self.memory.searches if one != query)
        self.memory = replace(self.memory, searches=(query, *earlier)[:SEARCHES])
        self._note(SearchMade(query))

    def rename(self, names: Mapping[PostId, PostId]) -> None:
        """Know posts by other names."""
        from tuireader.library.changes import Renamed

        known = {old: new for old, new in names.items() if old in self.memory.records}
        if known:
            self._note(Renamed(known, {old: self.memory.of(old).fingerprint for old in known}))
            self.memory = self.memory.renamed(known)

    def recognise(self, posts: Iterable[Post]) -> None:
        """Know posts again whose files were renamed since the last run; `posts` are all of the archive."""
        from tuireader.library.record import new_names

        if self.memory.records:
            posts = list(posts)
            self.rename(new_names(self.memory, posts))
            self.renew(posts)

    def renew(self, posts: Iterable[Post]) -> None:
        """Know posts by their contents as they are now, so that they are known again under other names."""
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

    async def _write(self) -> None:
        """Write what is noted: one batch after the other, for the store is for one thread at a time."""
        async with self._writing:
            changes = self._take_noted()
            if self._store:
                self.unreported = await self._ask(partial(self._store.write, changes)) or self.unreported
