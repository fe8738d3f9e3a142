"""What was not painted, for the terminal had not taken yet what was painted before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


class Missed:
    """The regions of a screen that were to be painted; false where there are none.

    Textual paints differences: what is left out is to be painted later, as it is by then.
    """

    def __init__(self) -> None:
        self._screen: Screen[object] | None = None
        self._regions: set[Region] = set()

    def __bool__(self) -> bool:
        """Whether something is missing on the terminal."""
        return self._screen is not None

    def note(self, screen: Screen[object], update: RenderableType | None) -> None:
        """Note what an update of a screen would have painted."""
        if update is None:
            return
        if screen is not self._screen:
            self._screen, self._regions = screen, {screen.size.region} if self else set()
        spans: list[tuple[int, int, int]] | None = getattr(update, "spans", None)
        whole = getattr(update, "region", screen.size.region)
        self._regions |= {whole} if spans is None else {Region(x, y, end - x, 1) for y, x, end in spans}

    def paint(self, screen: Screen[object]) -> None:
        """Let the screen paint all that is missing, soon."""
        same, regions = screen is self._screen, self._regions
        self._screen, self._regions = None, set()
        if same:
            compositor = screen._compositor  # noqa: SLF001 - it knows what is to be painted
            compositor._dirty_regions.update(regions)  # noqa: SLF001
            # What is dirty besides counts as painted afterwards.
            compositor.update_widgets(screen._dirty_widgets)  # noqa: SLF001
            screen._compositor_refresh()  # noqa: SLF001
        else:
            screen.refresh()


def clipped(update: RenderableType | None) -> RenderableType | None:
    """Return an update without the lines below the screen: what was marked may be of a higher one."""
    spans: list[tuple[int, int, int]] | None = getattr(update, "spans", None)
    if spans is None:
        return update
    rows = len(getattr(update, "chops", ()))
    update.spans = [span for span in spans if span[0] < rows]  # type: ignore[union-attr]  # as was looked up
    return update if update.spans else None  # type: ignore[union-attr]  # likewise
