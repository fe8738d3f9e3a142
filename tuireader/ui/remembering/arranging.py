"""Going on where the last run left off: its panes and its measure, which are needed before all else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.ui.arrangement import Arrangement, Pane, opening_arrangement

if TYPE_CHECKING:
    from tuireader.library.last_run import LastRun


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
