"""Going on where the last run left off: its panes, its filter, its order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.catalog.order import SORTS
from tuireader.catalog.selection import Selection
from tuireader.library.last_run import LastRun
from tuireader.ui.arrangement import Arrangement, Pane, opening_arrangement

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.order import Sort


def run_of(
    arrangement: Arrangement, selection: Selection, post: PostId | None, measures: tuple[int, int]
) -> LastRun:
    """What the next run is to go on with; `measures` are the article's and that of the settings."""
    measure, width = measures
    return LastRun(
        post=post,
        tags=selection.tags,
        sort=selection.sort,
        reverse=selection.reverse,
        left=arrangement.left,
        outline=arrangement.outline,
        article_only=arrangement.article_only,
        focus=arrangement.focus.value,
        measure=None if measure == width else measure,
        width=width,
    )


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


def selection_of(run: LastRun) -> Selection:
    """The filter and the order that the last run left."""
    sort: Sort = next((sort for sort in SORTS if sort == run.sort), "date")
    return Selection(tags=run.tags, sort=sort, reverse=run.reverse)
