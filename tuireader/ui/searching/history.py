"""Going through what was searched for earlier, as a shell does."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier searches, the latest first; `at` is the one that is shown, -1 where it is what was typed."""

    searches: tuple[str, ...]
    typed: str = ""
    at: int = -1

    def older(self, typed: str) -> Earlier | None:
        """One step back, from what was `typed`; None at the oldest."""
        start = self if self.at >= 0 else Earlier(tuple(one for one in self.searches if one != typed), typed)
        return replace(start, at=start.at + 1) if start.at + 1 < len(start.searches) else None

    def newer(self) -> Earlier | None:
        """One step forth again; None where what was typed is shown."""
        return replace(self, at=self.at - 1) if self.at >= 0 else None

    @property
    def text(self) -> str:
        """What is shown."""
        return self.typed if self.at < 0 else self.searches[self.at]
