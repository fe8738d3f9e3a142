"""The moves in a pane, the same in each."""

from __future__ import annotations

from enum import Enum

from tuireader.late import dataclass


class Motion(Enum):
    """A move; its value is its name in actions and settings."""

    LINE_DOWN = "line-down"
    LINE_UP = "line-up"
    HALF_DOWN = "half-down"
    HALF_UP = "half-up"
    PAGE_DOWN = "page-down"
    PAGE_UP = "page-up"
    TOP = "top"
    BOTTOM = "bottom"

    def rows(self, page: int) -> int | None:
        """Rows to move down in a pane of `page` rows; None for a move to an end."""
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


@dataclass(frozen=True, slots=True)
class Move:
    """A motion with its keys, by Textual's names, and its description in the help."""

    motion: Motion
    keys: tuple[str, ...]
    does: str


MOVES = (
    Move(Motion.LINE_DOWN, ("j", "down"), "Move down a line"),
    Move(Motion.LINE_UP, ("k", "up"), "Move up a line"),
    Move(Motion.PAGE_DOWN, ("space", "pagedown"), "Move down a page"),
    Move(Motion.PAGE_UP, ("b", "pageup"), "Move up a page"),
    Move(Motion.HALF_DOWN, ("d", "ctrl+d"), "Move down half a page"),
    Move(Motion.HALF_UP, ("u", "ctrl+u"), "Move up half a page"),
    Move(Motion.TOP, ("g", "home"), "Go to the top"),
    Move(Motion.BOTTOM, ("G", "end"), "Go to the bottom"),
)
