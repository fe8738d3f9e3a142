"""The ways to move in a pane, the same in all of them."""

from __future__ import annotations

from enum import Enum


class Motion(Enum):
    """A move: its value is its name in actions and settings."""

    LINE_DOWN = "line-down"
    LINE_UP = "line-up"
    HALF_DOWN = "half-down"
    HALF_UP = "half-up"
    PAGE_DOWN = "page-down"
    PAGE_UP = "page-up"
    TOP = "top"
    BOTTOM = "bottom"

    def rows(self, page: int) -> int | None:
        """How many rows the move goes down in a pane of `page` rows; None where it goes to an end."""
        lines, pages = _DISTANCES.get(self, (None, None))
        return None if lines is None or pages is None else lines + int(pages * page)


_DISTANCES = {
    Motion.LINE_DOWN: (1, 0.0),
    Motion.LINE_UP: (-1, 0.0),
    Motion.HALF_DOWN: (0, 0.5),
    Motion.HALF_UP: (0, -0.5),
    Motion.PAGE_DOWN: (-1, 1.0),
    Motion.PAGE_UP: (1, -1.0),
}
