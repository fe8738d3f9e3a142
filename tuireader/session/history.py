"""Where the reader has been, to go back and forward through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.library.record import Bookmark
    from tuireader.rendering.page.page import Place

LONGEST = 200
DWELL = 2.0
"""Seconds after which a post that is gone past counts as settled on."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A post, and where it was left; its top if it has not been.

    One in `passing` was come to by moving in the list: the next one takes its place, unless it was settled on.
    """

    id: PostId
    bookmark: Bookmark | None = None
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """Since when a post has been on the screen, by the monotonic clock, and from which place on."""

    id: PostId
    since: float
    place: Place

    def is_settled(self, now: float, place: Place) -> bool:
        """Whether the reader has moved in the post by now, or has looked at it for a while."""
        return place != self.place or now >= self.since + DWELL


@dataclass(frozen=True, slots=True)
class History:
    """Visits in order, and which of them the reader is at; -1 where there is none."""

    visits: tuple[Visit, ...] = ()
    at: int = -1

    @property
    def here(self) -> Visit | None:
        """The visit that the reader is at."""
        return self.visits[self.at] if self.visits else None

    @property
    def recent(self) -> tuple[PostId, ...]:
        """The posts that were visited, the latest first, without the one here."""
        ids = dict.fromkeys(visit.id for visit in reversed(self.visits))
        return tuple(one for one in ids if self.here is None or one != self.here.id)

    def left(self, bookmark: Bookmark) -> History:
        """The history with the place noted at which the post is being left."""
        if self.here is None:
            return self
        here = replace(self.here, bookmark=bookmark)
        return replace(self, visits=(*self.visits[: self.at], here, *self.visits[self.at + 1 :]))

    def visited(self, visit: Visit) -> History:
        """The history after following a link to `visit`: what lay ahead is forgotten."""
        visits = (*self._settled().visits[: self.at + 1], visit)[-LONGEST:]
        return History(visits, len(visits) - 1)

    def passed(self, post: PostId, *, settled: bool) -> History:
        """The history after moving on to `post` in the list: a run of such moves is one visit.

        `settled` says that the reader had settled on the post here; then the way back leads to it. A run that comes
        home to where it began leaves nothing behind.
        """
        if self.here is None or settled or not self.here.passing:
            same = self.here is not None and self.here.id == post
            return self if same else self.visited(Visit(post, passing=True))
        before = History(self.visits[: self.at], self.at - 1)
        return before if before.here and before.here.id == post else before.visited(Visit(post, passing=True))

    def _settled(self) -> History:
        """The history whose visit here is one of its own, however it was come to."""
        if self.here is None:
            return self
        here = replace(self.here, passing=False)
        return replace(self, visits=(*self.visits[: self.at], here, *self.visits[self.at + 1 :]))

    def moved(self, post: PostId) -> History:
        """The history after `post` was shown in the place of the visit here."""
        if self.here and self.here.id == post:
            return self
        return History((*self.visits[: self.at], Visit(post), *self.visits[self.at + 1 :]), max(self.at, 0))

    def renamed(self, old: PostId, new: PostId) -> History:
        """The history after the file of a post was given another name."""
        visits = tuple(replace(visit, id=new) if visit.id == old else visit for visit in self.visits)
        return replace(self, visits=visits)

    def travelled(self, steps: int) -> History | None:
        """The history `steps` further on, or back where negative; None where it ends."""
        at = self.at + steps
        return replace(self._settled(), at=at) if 0 <= at < len(self.visits) else None
