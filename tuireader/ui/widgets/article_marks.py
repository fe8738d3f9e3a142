"""What is laid over an article's text: the matches of a search, the labels to type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.segment import Segment

from tuireader.ui.widgets.article_text import overlay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.style import Style

    from tuireader.rendering.page.find import Match
    from tuireader.rendering.page.page import Row
    from tuireader.rendering.page.place import Place


@dataclass(frozen=True, slots=True)
class Label:
    """A label to type: over row `y` of the window from cell `start` on."""

    y: int
    start: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """`matches` by the place of their row, the `current` one (its block, its number), and the `labels` to type.

    None equals another, so that it is painted: `matches` may have grown since.
    """

    matches: Mapping[Place, Sequence[Match]] = field(default_factory=dict)
    current: tuple[int, int] | None = None
    labels: tuple[Label, ...] = ()

    def apply(
        self, segments: Sequence[Segment], row: Row, y: int, styles: Mapping[str, Style]
    ) -> Sequence[Segment]:
        """The `segments` of `row`, in row `y` of the window, with its marks over them."""
        if matches := self.matches.get(row.place):
            spans = [(match.start, match.end, styles[self._look(match)]) for match in matches]
            segments = overlay(segments, spans)
        for label in self.labels:
            if label.y == y:
                segments = _labelled(segments, label, styles["label"])
        return segments

    def _look(self, match: Match) -> str:
        return "found" if (match.place.block, match.number) == self.current else "find"


def _labelled(segments: Sequence[Segment], label: Label, style: Style) -> list[Segment]:
    """`segments` with the label's characters in the cells of those that it covers."""
    width = sum(segment.cell_length for segment in segments)
    before, _, after = Segment.divide(
        segments, [label.start, min(label.start + len(label.text), width), width]
    )
    return [*before, Segment(label.text, style), *after]
