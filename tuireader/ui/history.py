"""Where the reader has been, to go back and forward through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.library.record import Bookmark

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A post, and where it was left; its top if it has not been."""

    id: PostId
    spot: Bookmark | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Visits in order, and which of them the reader is at; -1 where there is none."""

    visits: tuple[Visit, ...] = ()
    at: int = -1

    @property
    def here(self) -> Visit | None:
        """The visit that the reader is at."""
        return self.visits[self.at] if self.visits else None

    def left(self, spot: Bookmark) -> History:
        """The history with the place noted at which the post is being left."""
        if self.here is None:
            return self
        visits = list(self.visits)
        visits[self.at] = replace(visits[self.at], spot=spot)
        return replace(self, visits=tuple(visits))

    def visited(self, visit: Visit) -> History:
        """The history after following a link to `visit`: what lay ahead is forgotten."""
        visits = (*self.visits[: self.at + 1], visit)[-LONGEST:]
        return History(visits, len(visits) - 1)

    def moved(self, post: PostId) -> History:
        """The history after `post` was shown without a link: it takes the place of the visit here."""
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
        return replace(self, at=at) if 0 <= at < len(self.visits) else None
