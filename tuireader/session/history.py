"""The visited posts, to go back and forward through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.late import dataclass

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.library.record import Bookmark
    from tuireader.rendering.page.page import Place

MAX_VISITS = 200
SETTLED_SECONDS = 2.0
"""Seconds after which a post passed by counts as visited."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A post, and the place where it was left; None for its top.

    A `passing` visit came from moving in the list: the next one replaces it, unless the reader settled on the post.
    """

    id: PostId
    bookmark: Bookmark | None = None
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """The time since a post is on the screen, on the monotonic clock, and its first place."""

    id: PostId
    since: float
    place: Place

    def is_settled(self, now: float, place: Place) -> bool:
        """Whether the reader has moved in the post, or looked at it for a while."""
        return place != self.place or now >= self.since + SETTLED_SECONDS


@dataclass(frozen=True, slots=True)
class History:
    """The visits in order, and the index of the present one; -1 without one."""

    visits: tuple[Visit, ...] = ()
    at: int = -1

    @property
    def here(self) -> Visit | None:
        return self.visits[self.at] if self.visits else None

    @property
    def recent(self) -> tuple[PostId, ...]:
        """The visited posts, the latest first, without the present one."""
        ids = dict.fromkeys(visit.id for visit in reversed(self.visits))
        return tuple(one for one in ids if self.here is None or one != self.here.id)

    def left(self, bookmark: Bookmark) -> History:
        """The history with the place where the present post is being left."""
        return self._with(replace(self.here, bookmark=bookmark)) if self.here else self

    def visited(self, visit: Visit) -> History:
        """The history after a link to `visit`; visits ahead are dropped."""
        visits = (*self._settled().visits[: self.at + 1], visit)[-MAX_VISITS:]
        return History(visits, len(visits) - 1)

    def passed(self, post: PostId, *, settled: bool) -> History:
        """The history after a move in the list to `post`: a run of such moves is one visit.

        `settled` says that the reader settled on the present post, so that going back returns to it. A run that ends
        where it began leaves no visit.
        """
        if self.here is None or settled or not self.here.passing:
            same = self.here is not None and self.here.id == post
            return self if same else self.visited(Visit(post, passing=True))
        before = History(self.visits[: self.at], self.at - 1)
        return before if before.here and before.here.id == post else before.visited(Visit(post, passing=True))

    def _settled(self) -> History:
        """The history with the present visit as a full one."""
        return self._with(replace(self.here, passing=False)) if self.here else self

    def _with(self, visit: Visit) -> History:
        """The history with another visit for the present one."""
        return History((*self.visits[: self.at], visit, *self.visits[self.at + 1 :]), max(self.at, 0))

    def moved(self, post: PostId) -> History:
        """The history after `post` replaced the present one."""
        if self.here and self.here.id == post:
            return self
        return self._with(Visit(post))

    def renamed(self, old: PostId, new: PostId) -> History:
        """The history after a post's file was renamed."""
        visits = tuple(replace(visit, id=new) if visit.id == old else visit for visit in self.visits)
        return replace(self, visits=visits)

    def travelled(self, steps: int) -> History | None:
        """The history `steps` further, or back; None past its ends."""
        at = self.at + steps
        return replace(self._settled(), at=at) if 0 <= at < len(self.visits) else None
