"""Progress: when a post counts as read, and the status line's summary of saves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.late import dataclass

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.session.live_archive import ArchiveChanged

END_SECONDS = 2.5
"""Seconds that the end must be in sight, since passing it is not reading."""
SHORTEST, LONGEST = 20.0, 120.0
"""The least and most seconds after which a post counts as read without its end."""
WORDS_PER_SECOND = 8.0
"""Twice as fast as people read: half of a post's reading time is enough."""


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """The times since a post of so many `words` is open and its end in sight, in seconds on one clock."""

    words: int
    opened: float
    ended: float | None = None

    def moved(self, share: float, now: float) -> ReadingTime:
        """The reading time after a move; `share` is the progress through the post."""
        if share < 1.0:
            return replace(self, ended=None)
        return self if self.ended is not None else replace(self, ended=now)

    def is_read(self, now: float) -> bool:
        """Whether the post counts as read."""
        enough = min(max(self.words / WORDS_PER_SECOND, SHORTEST), LONGEST)
        return now - self.opened >= enough or (self.ended is not None and now - self.ended >= END_SECONDS)


@dataclass(frozen=True, slots=True)
class Saves:
    """The state of the watch (`live`, `polling`, `not live`, or empty), and the saves of the open post.

    `saved` is the time of its last save, on the clock of `now` below. `words` is the number added since the reader was
    started. `above` and `below` count the changes of its last save outside the window.
    `unsaved`: an editor's text is shown that is not on disk.
    """

    state: str = ""
    saved: float | None = None
    words: int = 0
    following: bool = False
    above: int = 0
    below: int = 0
    unsaved: bool = False

    def text(self, now: float) -> str:
        """The summary at the time `now`."""
        parts = [f"{self.state}, following" if self.following else self.state]
        if self.unsaved:
            parts.append("unsaved")
        elif self.saved is not None:
            parts.append(f"saved {ago(now - self.saved)}")
        if self.words:
            parts.append(f"{self.words:+,} word{'' if abs(self.words) == 1 else 's'}")
        parts.append(_out_of_sight(self.above, self.below))
        return " · ".join(part for part in parts if part)


def _out_of_sight(above: int, below: int) -> str:
    parts = [f"{count} {where}" for count, where in ((above, "above ↑"), (below, "below ↓")) if count]
    if not parts:
        return ""
    count, _, where = parts[0].partition(" ")
    return " · ".join([f"{count} change{'' if count == '1' else 's'} {where}", *parts[1:]])


def ago(seconds: float) -> str:
    """A time span in the roughest useful words."""
    if seconds < 2:
        return "just now"
    if seconds < 60:
        return f"{int(seconds)} s ago"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    return f"{int(seconds // 3600)} h ago"


class WordsAtFirst:
    """The number of words of each post at the start, or when it was added; a renamed post keeps its number."""

    def __init__(self) -> None:
        self._at_start: Catalog | None = None
        """The posts when the archive had been read."""
        self._since: dict[PostId, int] = {}
        """The first number of words of posts added or renamed since then."""

    def apply(self, event: ArchiveChanged) -> None:
        """Note added and renamed posts, once the archive has been read."""
        if event.scanning:
            return
        if self._at_start is None:
            self._at_start = event.catalog
        for post_id in event.change.added:
            if (post := event.catalog.get(post_id)) and self.of(post_id) is None:
                self._since[post_id] = post.words
        for old, new in event.renamed.items():
            if (words := self.of(old)) is not None:
                self._since[new] = words

    def of(self, post: PostId) -> int | None:
        """The first number of words of a post; None if unknown."""
        if post in self._since:
            return self._since[post]
        known = self._at_start.get(post) if self._at_start else None
        return known.words if known else None
