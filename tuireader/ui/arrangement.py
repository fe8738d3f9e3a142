"""The arrangement of panes: those that fit side by side, those wanted, and those of the last run."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from tuireader.late import dataclass
from tuireader.library.record import LastRun

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.order import Sort
    from tuireader.catalog.selection import Selection

WIDE = 100
"""Columns from which posts, article and outline fit side by side."""
MIDDLE = 72
"""Columns from which posts and article fit."""
LEFT_WIDTHS = 24, 38, 52
"""Columns of the left side, unless it is resized: the fewest, those beside a full measure, and the most."""
RIGHT_WIDTHS = 18, 28, 38
"""Columns of the outline, unless it is resized: the fewest, those beside a full measure, and the most."""
GROWTH = (0, 40), (60, 100)
"""Columns beyond the least for three panes between which the sides grow from one width to the next."""
NARROWEST_SIDE, NARROWEST_ARTICLE = 12, 40
"""Fewest columns to which a side can be resized, and which are left to the article."""
STEP = 2
"""Columns by which a key resizes a side."""
LOW = 16
"""Rows from which there are two lines above an article instead of one."""
SCROLL_BAR = 1
GUTTER = 3
"""Fewest columns beside the text, for its marks and for space."""
TALLEST_PICTURE = 100
"""Most rows of a picture: kitty's placeholders have marks for no more than 108 here (`rendering.pictures.kitty`)."""


class Pane(Enum):
    """A part of the reader that can have the focus; the value is its widget's id."""

    POSTS = "posts"
    TAGS = "tags"
    ARTICLE = "article"
    OUTLINE = "outline"


class Side(Enum):
    """A side of the article; the value is its place among widths of both."""

    LEFT = 0
    RIGHT = 1


@dataclass(frozen=True, slots=True)
class Panes:
    """The visible panes; `resized` are the columns by which the left side and the outline are wider than usual.

    If the outline is `yielded`, the article has its room, and the left side is as wide as beside an outline.
    """

    left: bool
    article: bool
    outline: bool
    resized: tuple[int, int] = (0, 0)
    yielded: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The wanted panes: None leaves the choice to the width. `resized` as in `Panes`.

    Without `headings` in the post, a wanted outline gives its room to the article.
    """

    left: bool | None = None
    outline: bool | None = None
    article_only: bool = False
    focus: Pane = Pane.ARTICLE
    resized: tuple[int, int] = (0, 0)
    headings: bool = True

    def panes(self, width: int) -> Panes:
        """The visible panes in `width` columns: the outline gives way first, then the left side."""
        if self.article_only:
            return Panes(left=False, article=True, outline=False)
        if width < MIDDLE:
            return Panes(
                left=self.focus in {Pane.POSTS, Pane.TAGS},
                article=self.focus is Pane.ARTICLE or (self.focus is Pane.OUTLINE and not self.headings),
                outline=self.focus is Pane.OUTLINE and self.headings,
            )
        outline = width >= WIDE if self.outline is None else self.outline
        crowded = outline and width < WIDE
        left = (not crowded) if self.left is None else self.left and not crowded
        yielded = outline and not self.headings
        return Panes(
            left, article=True, outline=outline and self.headings, resized=self.resized, yielded=yielded
        )

    def with_wider_side(self, columns: int, width: int, side: Side | None = None) -> Arrangement:
        """The arrangement with a side wider, as far as there is room: by default that with the focus, or the left."""
        panes = self.panes(width)
        if side is None:
            side = Side.RIGHT if self.focus is Pane.OUTLINE or not panes.left else Side.LEFT
        at = side.value
        before = side_widths(width, panes)[at]
        asked = [*self.resized]
        asked[at] += columns
        after = side_widths(width, replace(panes, resized=(asked[0], asked[1])))[at]
        asked[at] = self.resized[at] + after - before
        return replace(self, resized=(asked[0], asked[1]))

    def toggled_outline(self, width: int) -> Arrangement:
        shown = self.panes(width).outline
        if width < MIDDLE:
            return replace(self, focus=Pane.ARTICLE if shown else Pane.OUTLINE, article_only=False)
        return replace(self, outline=not shown, article_only=False)

    def toggled_left(self, width: int) -> Arrangement:
        shown = self.panes(width).left
        if width < MIDDLE:
            return replace(self, focus=Pane.ARTICLE if shown else Pane.POSTS, article_only=False)
        crowded = width < WIDE and not shown
        return replace(self, left=not shown, outline=False if crowded else self.outline, article_only=False)

    def focused(self, pane: Pane) -> Arrangement:
        return replace(self, focus=pane)


@dataclass(frozen=True, slots=True)
class TextBox:
    """The place of an article's text: columns to its left, and its width."""

    margin: int
    width: int


def text_box(room: int, measure: int) -> TextBox:
    """The centred place of a text of at most `measure` columns in `room` columns."""
    gutter = min(GUTTER, room // 8)
    width = max(min(measure, room - 2 * gutter), 1)
    return TextBox(max((room - width) // 2, gutter), width)


def top_margin(height: int) -> int:
    """Rows above an article in a window of this height; they hold the worst problem of the post."""
    return 1 if height < LOW else 2


def picture_rows(height: int) -> int:
    """The most rows of a picture in a window of this height: two thirds, so that text can be read beside it."""
    return min(max((height - top_margin(height) - 1) * 2 // 3, 1), TALLEST_PICTURE)


def article_room(width: int, panes: Panes) -> tuple[int, int]:
    """The first column of the article, and its number of columns without the scroll bar."""
    left, right = side_widths(width, panes)
    return left, width - left - right - SCROLL_BAR


def side_widths(width: int, panes: Panes) -> tuple[int, int]:
    """Columns of the left side and of the outline; 0 if hidden. They give way to the article."""
    wanted = panes.outline or panes.yielded
    least = WIDE if panes.left and wanted else MIDDLE
    left = _grown(LEFT_WIDTHS, width - least) if panes.left else 0
    right = _grown(RIGHT_WIDTHS, width - least) if wanted else 0
    if panes.resized == (0, 0):
        return left, right * panes.outline
    room = width - NARROWEST_ARTICLE - SCROLL_BAR
    if left:
        left = max(min(left + panes.resized[0], room - right), NARROWEST_SIDE)
    if right:
        right = max(min(right + panes.resized[1], room - left), NARROWEST_SIDE)
    return left, right * panes.outline


def _grown(widths: tuple[int, int, int], beyond: int) -> int:
    """The columns of a side that may grow between these, `beyond` columns more than three panes need."""
    first, *_ = widths
    steps = zip(pairwise(widths), GROWTH, strict=True)
    return first + sum(
        (high - low) * max(0, min(beyond - start, end - start)) // (end - start)
        for (low, high), (start, end) in steps
    )


def opening_arrangement(width: int) -> Arrangement:
    """The arrangement of a first run."""
    return Arrangement(focus=Pane.POSTS if width >= MIDDLE else Pane.ARTICLE)


def measure_of(run: LastRun, width: int) -> int:
    """The article's measure: that of the last run, unless the `width` in the settings has changed since."""
    return run.measure if run.measure and run.width == width else width


def arrangement_of(run: LastRun, width: int) -> Arrangement:
    """The panes of the last run, in `width` columns."""
    focuses = {pane.value: pane for pane in Pane}
    opening = opening_arrangement(width)
    return replace(
        opening,
        left=run.left,
        outline=run.outline,
        article_only=run.article_only,
        focus=focuses.get(run.focus, opening.focus),
        resized=run.resized,
    )


def run_of(
    arrangement: Arrangement, selection: Selection, post: PostId | None, measures: tuple[int, int]
) -> LastRun:
    """The state to restore in the next run; `measures` are the article's and that of the settings."""
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
        resized=arrangement.resized,
    )


def selection_of(run: LastRun) -> Selection:
    """The filter and the order of the last run."""
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
