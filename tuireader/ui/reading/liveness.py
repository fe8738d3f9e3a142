"""What the status line says of saves: whether they are followed, when the last one was, and what it added."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saves:
    """The state of live updates (`live`, `polling`, `not live`, or nothing yet), and the last save's time.

    `saved` is in seconds of the same clock as `now` below. `words` were added since the reader was started.
    """

    state: str = ""
    saved: float | None = None
    words: int = 0
    following: bool = False

    def text(self, now: float) -> str:
        """What there is to say at the time `now`."""
        parts = [f"{self.state}, following" if self.following else self.state]
        if self.saved is not None:
            parts.append(f"saved {ago(now - self.saved)}")
        if self.words:
            parts.append(f"{self.words:+,} word{'' if abs(self.words) == 1 else 's'}")
        return " · ".join(part for part in parts if part)


def ago(seconds: float) -> str:
    """How long ago something was, in the roughest words that tell something."""
    if seconds < 2:
        return "just now"
    if seconds < 60:
        return f"{int(seconds)} s ago"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    return f"{int(seconds // 3600)} h ago"
