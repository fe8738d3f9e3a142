"""The lines of an article: their columns, and how each is painted with its gutter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuireader.late import dataclass
from tuireader.rendering.drawing import Slide
from tuireader.rendering.links.hyperlinks import with_hyperlinks
from tuireader.ui.arrangement import text_box
from tuireader.ui.article.article_overlay import BAR, LinkMarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page.page import PageRow
    from tuireader.ui.article.article_overlay import ChangeGutter

_NO_MARKS = LinkMarks()
_REVERSED = Style(reverse=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a window: the `margin` left of the text, and the `width` of the text.

    `room` extends from the text's left edge to the scroll bar. Wider lines are scrolled left by `shift`.
    """

    margin: int
    width: int
    room: int
    shift: int

    @classmethod
    def of(cls, width: int, room: int, measure: int, shift: int) -> Columns:
        """The columns of a window `width` wide, with `room` left of the scroll bar."""
        box = text_box(width, measure)
        return cls(box.margin, box.width, max(room - box.margin, 1), shift)

    def shift_of(self, row: PageRow) -> int:
        """Cells of the row scrolled out of sight on the left."""
        return self.shift if self.slide_of(row).reach > self.room else 0

    def slide_of(self, row: PageRow) -> Slide:
        """How the row slides: with its block, or by itself; half of the room at most is held."""
        slide = row.line.slide
        return Slide(min(slide.held, self.room // 2), slide.reach) if slide else Slide(0, row.line.width)

    def cell_of(self, row: PageRow, x: int) -> int:
        """The cell of the row in column `x` of the window."""
        cell = x - self.margin
        return cell if cell < self.slide_of(row).held else cell + self.shift_of(row)

    def hidden(self, rows: Sequence[PageRow]) -> int:
        """Columns by which the widest of `rows` can be scrolled."""
        return max((self.slide_of(row).reach for row in rows), default=0) - self.room + 1


class ComponentStyle(Protocol):
    """The styles of a widget's parts, from the stylesheet."""

    def __call__(self, *names: str, partial: bool = False) -> Style:
        """The style of a component class; with `partial`, only what the stylesheet sets."""


@dataclass(frozen=True, slots=True)
class LinePainter:
    """The painter of an article's lines, in the styles of the stylesheet.

    With `hyperlinks` external links become links of the terminal.
    """

    style: ComponentStyle
    hyperlinks: bool = False

    def mark_style(self, name: str) -> Style:
        """The style of a mark: `find`, `found` or `label`."""
        return self.style(f"article--{name}")

    def linked(self, row: PageRow, links: Sequence[LinkSpan], marks: LinkMarks) -> Sequence[Segment]:
        """The segments of a row, with broken and current `links` marked, and external ones as links of the terminal."""
        if not links:
            return row.line.segments
        segments: Sequence[Segment] = row.line.segments
        if marks != _NO_MARKS:
            styles = {name: self.style(f"article--{name}", partial=True) for name in ("broken", "current")}
            segments = marks.apply(row, links, styles)
        return with_hyperlinks(segments, links) if self.hyperlinks else segments

    def gutter(self, row: PageRow, gap: int, changes: ChangeGutter, margin: int) -> list[Segment]:
        """The gutter of a row, `margin` columns wide; `gap` is the number of blank rows above its block."""
        sign = changes.sign(row, gap) if margin > 1 else None
        if sign is None:
            return [Segment(" " * margin)]
        text, kind = sign
        style = self.style(f"article--{kind}")
        if row.place.block == changes.current and text != BAR:
            style += _REVERSED
        return [Segment(" " * (margin - 2)), Segment(text, style), Segment(" ")]

    def parts(self, strip: Strip, row: PageRow, columns: Columns) -> tuple[Strip, Strip]:
        """The part of a line that stays in place, and the part in sight of what slides; signs say where it goes on."""
        slide, shift = columns.slide_of(row), columns.shift_of(row)
        if slide.reach <= columns.room:
            return strip, Strip([])
        more = self.style("article--more")
        start, end = slide.held + shift, shift + columns.room - 1
        slid = strip.crop(start, end)
        if shift and strip.crop(slide.held, start + 1).text.strip():
            slid = Strip([Segment("‹", more), *slid.crop(1)])
        if row.line.width > end + 1:
            slid = Strip([*slid.extend_cell_length(end - start), Segment("›", more)])
        elif row.line.width == end + 1:
            slid = Strip([*slid, *strip.crop(end)])
        return strip.crop(0, slide.held), slid
