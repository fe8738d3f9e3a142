"""When a post counts as read: its end was in sight for a moment, or it was open for long enough."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOMENT = 2.5
"""Seconds that the end must be in sight: going down the list is not reading."""
SHORTEST, LONGEST = 20.0, 120.0
"""Seconds between which the time lies after which a post counts as read without its end."""
WORDS_PER_SECOND = 8.0
"""Twice as fast as people read: half of a post's reading time will do."""


@dataclass(frozen=True, slots=True)
class Attention:
    """Since when a post of so many `words` is open, and its end in sight, in seconds on one clock."""

    words: int
    opened: float
    ended: float | None = None

    def moved(self, share: float, now: float) -> Attention:
        """The attention after the window was moved; `share` says how far through the post it is."""
        if share < 1.0:
            return replace(self, ended=None)
        return self if self.ended is not None else replace(self, ended=now)

    def is_read(self, now: float) -> bool:
        """Whether the post counts as read."""
        enough = min(max(self.words / WORDS_PER_SECOND, SHORTEST), LONGEST)
        return now - self.opened >= enough or (self.ended is not None and now - self.ended >= MOMENT)
