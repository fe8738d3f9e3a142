"""The arrangement of panes: which fit side by side, which the reader wants to see, and how the last run left them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from tuireader.library.record import LastRun

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.order import Sort
    from tuireader.catalog.selection import Selection

WIDE = 100
"""Columns from which posts, article and outline stand side by side."""
MIDDLE = 72
"""Columns from which posts and article do."""
LEFT_WIDTHS = 24, 38
"""Columns of the left side, where there is little room and where there is enough."""
RIGHT_WIDTHS = 18, 28
"""Columns of the outline."""
ENOUGH = 40
"""Columns above the least that three panes need, from which the sides are as wide as they get."""
LOW = 16
"""Rows from which there are two lines above an article, and not one."""
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


def top_margin(height: int) -> int:
    """Rows above an article in a window of so many; what is wrong with the post is said in them."""
    return 1 if height < LOW else 2


def article_room(width: int, panes: Panes) -> tuple[int, int]:
    """The first column of the article, and how many it has beside its scroll bar."""
    left, right = side_widths(width, panes)
    return left, width - left - right - SCROLL_BAR


def side_widths(width: int, panes: Panes) -> tuple[int, int]:
    """Columns of the left side and of the outline beside an article: they give way to it; 0 for what is hidden."""
    least = WIDE if panes.left and panes.outline else MIDDLE
    left, right = (
        low + (high - low) * max(0, min(width - least, ENOUGH)) // ENOUGH
        for low, high in (LEFT_WIDTHS, RIGHT_WIDTHS)
    )
    return left if panes.left else 0, right if panes.outline else 0


def opening_arrangement(width: int) -> Arrangement:
    """The arrangement that the reader starts with."""
    return Arrangement(focus=Pane.POSTS if width >= MIDDLE else Pane.ARTICLE)


def measure_of(run: LastRun, width: int) -> int:
    """The article's measure: as it was left, unless the settings ask for another `width` now than they did then."""
    return run.measure if run.measure and run.width == width else width


def arrangement_of(run: LastRun, width: int) -> Arrangement:
    """The panes as the last run left them, in `width` columns."""
    focuses = {pane.value: pane for pane in Pane}
    opening = opening_arrangement(width)
    return replace(
        opening,
        left=run.left,
        outline=run.outline,
        article_only=run.article_only,
        focus=focuses.get(run.focus, opening.focus),
    )


def run_of(
    arrangement: Arrangement, selection: Selection, post: PostId | None, measures: tuple[int, int]
) -> LastRun:
    """What the next run is to go on with; `measures` are the article's and that of the settings."""
    measure, width = measures
    return LastRun(
        post=post,
        query=selection.query,
        tags=selection.tags,
        any_tag=selection.mode == "any",
        without=selection.without,
        categories=selection.categories,
        series=selection.series,
        years=selection.years,
        states=selection.states,
        sort=selection.sort,
        reverse=selection.reverse,
        left=arrangement.left,
        outline=arrangement.outline,
        article_only=arrangement.article_only,
        focus=arrangement.focus.value,
        measure=None if measure == width else measure,
        width=width,
    )


def selection_of(run: LastRun) -> Selection:
    """The filter and the order that the last run left."""
    from tuireader.catalog.order import SORTS
    from tuireader.catalog.selection import Selection, known_state

    sort: Sort = next((sort for sort in SORTS if sort == run.sort), "date")
    return Selection(
        tags=run.tags,
        mode="any" if run.any_tag else "all",
        without=run.without,
        categories=run.categories,
        series=run.series,
        years=run.years,
        states=tuple(filter(known_state, run.states)),
        query=run.query,
        sort=sort,
        reverse=run.reverse,
    )
