"""Which panes fit side by side, and which the reader wants to see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

WIDE = 100
"""Columns from which posts, article and outline stand side by side."""
MIDDLE = 72
"""Columns from which posts and article do."""
LEFT_WIDTH = 38
"""Columns of the left side."""
RIGHT_WIDTH = 28
"""Columns of the outline."""
SCROLL_BAR = 1
GUTTER = 3
"""Columns beside the text at least, for its marks and for air."""


class Pane(Enum):
    """A part of the reader that the keyboard can be in; the value is its widget's id."""

    POSTS = "posts"
    TAGS = "tags"
    ARTICLE = "article"
    OUTLINE = "outline"


@dataclass(frozen=True, slots=True)
class Panes:
    """What is visible."""

    left: bool
    article: bool
    outline: bool


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the reader wants to see: a wish of None leaves it to the width."""

    left: bool | None = None
    outline: bool | None = None
    article_only: bool = False
    focus: Pane = Pane.ARTICLE

    def panes(self, width: int) -> Panes:
        """What is visible in `width` columns: the outline gives way first, then the left side."""
        if self.article_only:
            return Panes(left=False, article=True, outline=False)
        if width < MIDDLE:
            return Panes(
                left=self.focus in {Pane.POSTS, Pane.TAGS},
                article=self.focus is Pane.ARTICLE,
                outline=self.focus is Pane.OUTLINE,
            )
        outline = width >= WIDE if self.outline is None else self.outline
        crowded = outline and width < WIDE
        left = (not crowded) if self.left is None else self.left and not crowded
        return Panes(left=left, article=True, outline=outline)

    def toggled_outline(self, width: int) -> Arrangement:
        """The arrangement after the outline's key."""
        shown = self.panes(width).outline
        if width < MIDDLE:
            return replace(self, focus=Pane.ARTICLE if shown else Pane.OUTLINE, article_only=False)
        return replace(self, outline=not shown, article_only=False)

    def toggled_left(self, width: int) -> Arrangement:
        """The arrangement after the left side's key."""
        shown = self.panes(width).left
        if width < MIDDLE:
            return replace(self, focus=Pane.ARTICLE if shown else Pane.POSTS, article_only=False)
        crowded = width < WIDE and not shown
        return replace(self, left=not shown, outline=False if crowded else self.outline, article_only=False)

    def focused(self, pane: Pane) -> Arrangement:
        """The arrangement with the keyboard in `pane`."""
        return replace(self, focus=pane)


@dataclass(frozen=True, slots=True)
class TextBox:
    """Where the text of an article stands: columns to the left of it, and its width."""

    margin: int
    width: int


def text_box(room: int, measure: int) -> TextBox:
    """The place of a text of at most `measure` columns in `room` columns: centred."""
    gutter = min(GUTTER, room // 8)
    width = max(min(measure, room - 2 * gutter), 1)
    return TextBox(max((room - width) // 2, gutter), width)


def article_room(width: int, panes: Panes) -> tuple[int, int]:
    """The first column of the article, and how many it has beside its scroll bar."""
    left = LEFT_WIDTH if panes.left else 0
    right = RIGHT_WIDTH if panes.outline else 0
    return left, width - left - right - SCROLL_BAR


def opening_arrangement(width: int) -> Arrangement:
    """The arrangement that the reader starts with."""
    return Arrangement(focus=Pane.POSTS if width >= MIDDLE else Pane.ARTICLE)
