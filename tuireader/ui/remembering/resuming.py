"""Going on where the last run left off: its filter and its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.order import SORTS
from tuireader.catalog.selection import Selection, known_state
from tuireader.library.last_run import LastRun

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.order import Sort
    from tuireader.ui.arrangement import Arrangement


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
