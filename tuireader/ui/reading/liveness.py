"""What the status line says of saves: whether they are followed, when the last one was, and what it added."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saves:
    """The state of live updates (`live`, `polling`, `not live`, or nothing yet), and what became of the open post.

    `saved` is when that was saved last, in seconds of the same clock as `now` below. `words` were added to it since the
    reader was started. Of what its last save changed, so much is out of sight `above` and `below` the window.
    """

    state: str = ""
    saved: float | None = None
    words: int = 0
    following: bool = False
    above: int = 0
    below: int = 0

    def text(self, now: float) -> str:
        """What there is to say at the time `now`."""
        parts = [f"{self.state}, following" if self.following else self.state]
        if self.saved is not None:
            parts.append(f"saved {ago(now - self.saved)}")
        if self.words:
            parts.append(f"{self.words:+,} word{'' if abs(self.words) == 1 else 's'}")
        parts.append(_out_of_sight(self.above, self.below))
        return " · ".join(part for part in parts if part)


def _out_of_sight(above: int, below: int) -> str:
    told = [f"{count} {where}" for count, where in ((above, "above ↑"), (below, "below ↓")) if count]
    if not told:
        return ""
    count, _, where = told[0].partition(" ")
    return " · ".join([f"{count} change{'' if count == '1' else 's'} {where}", *told[1:]])


def ago(seconds: float) -> str:
    """How long ago something was, in the roughest words that tell something."""
    if seconds < 2:
        return "just now"
    if seconds < 60:
        return f"{int(seconds)} s ago"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    return f"{int(seconds // 3600)} h ago"
