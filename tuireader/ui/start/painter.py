"""Lines of the screen as a terminal takes them, for what is painted before the interface is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from tuireader.ui.arrangement import SCROLL_BAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.theme import Palette


@dataclass(frozen=True, slots=True)
class Painter:
    """Lines of the screen: `left` columns of the side, then `room` for the article, the rest beside it."""

    palette: Palette
    columns: int
    left: int
    room: int
    margin: int

    def line(self, text: Sequence[Segment]) -> str:
        """A line with `text` in the article's place."""
        page = Style(color=self.palette.foreground, bgcolor=self.palette.background)
        side = Style(bgcolor=self.palette.surface)
        article = [Segment(" " * self.margin), *text]
        right = self.columns - self.left - self.room - SCROLL_BAR
        segments = [
            Segment(" " * self.left, side),
            *Segment.apply_style(Segment.adjust_line_length(article, self.room + SCROLL_BAR), page),
            Segment(" " * right, side),
        ]
        return "".join(
            segment.style.render(segment.text, color_system=ColorSystem.TRUECOLOR)
            for segment in segments
            if segment.style
        )

    def bottom(self) -> str:
        """The last line of the screen, empty."""
        page = Style(bgcolor=self.palette.background)
        return page.render(" " * self.columns, color_system=ColorSystem.TRUECOLOR)
