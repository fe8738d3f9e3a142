"""Lines of an article with pictures in them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import ANSIToTruecolor
from textual.strip import Strip

from tuireader.late import dataclass
from tuireader.ui.terminal.frames import WrittenStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console
    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter

    from tuireader.rendering.drawing import Line, PictureSpan
    from tuireader.session.pictures.decoder import DrawnPicture
    from tuireader.ui.article.article_overlay import PictureInSight

    Mark = Callable[[Sequence[Segment]], Sequence[Segment]]


@dataclass(frozen=True, slots=True)
class PicturePainter:
    """Paints lines with a row of a picture; on `background` as long as that is not decoded.

    Lines are `width` cells wide, in the page's `style`; `found` gives the pictures that are decoded.
    """

    width: int
    style: Style
    background: Style
    found: Callable[[PictureSpan], DrawnPicture | None] | None

    def line(
        self, gutter: Sequence[Segment], line: Line, piece: PictureInSight, mark: Mark | None = None
    ) -> Strip:
        """The line after its gutter; `mark` adds marks to its segments."""
        span = piece.span
        picture = self.found(span) if self.found else None
        space = span.left - line.width
        before = [*line.segments, Segment(" " * space)] if space > 0 else line.segments
        if picture is None or mark:
            cells = picture.segments(piece.row) if picture else [Segment(" " * span.columns, self.background)]
            segments = mark([*before, *cells]) if mark else [*before, *cells]
            strip = Strip([*gutter, *segments]).extend_cell_length(self.width)
            return strip.crop(0, self.width).apply_style(self.style)
        left = Strip([*gutter, *before])
        rest = Strip.blank(self.width - left.cell_length - span.columns, self.style)
        return PictureStrip(left.apply_style(self.style), picture, piece.row, rest)


class PictureStrip(WrittenStrip):
    """A line with a row of a picture: as the terminal reads it, and in segments where it is cut or filtered."""

    __slots__ = ("_after", "_before", "_cells", "_picture", "_row")

    def __init__(self, before: Strip, picture: DrawnPicture, row: int, after: Strip) -> None:
        self._before, self._picture, self._row, self._after = before, picture, row, after
        self._cells: list[Segment] | None = None
        super().__init__((), before.cell_length + picture.columns + after.cell_length)

    @property
    def _segments(self) -> list[Segment]:
        if self._cells is None:
            self._cells = [*self._before, *self._picture.segments(self._row), *self._after]
        return self._cells

    @_segments.setter
    def _segments(self, value: list[Segment]) -> None:
        """Make none in advance, as Textual's own would be."""

    def __bool__(self) -> bool:
        return True

    def render(self, console: Console) -> str:
        """The line as the terminal reads it."""
        before, after = self._before.render(console), self._after.render(console)
        return f"{before}{self._picture.row(self._row)}{after}"

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The line between two cells; still written out at once where that holds all of the picture."""
        end = self.cell_length if end is None else min(self.cell_length, end)
        seen = self.cell_length - self._after.cell_length
        if start >= seen:
            return self._after.crop(start - seen, end - seen)
        if start > 0 or end < seen:
            return super().crop(start, end)
        return PictureStrip(self._before, self._picture, self._row, self._after.crop(0, end - seen))

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The line cut at cells, as the edges of other widgets cut it."""
        edges = [0, *(cut for cut in cuts if cut <= self.cell_length)]
        return [self.crop(start, end) for start, end in pairwise(edges)]

    def apply_filter(self, filter: LineFilter, background: Color) -> Strip:  # noqa: A002 - Textual's name for it
        """This line: it is in the terminal's own colours already; filtered only where no colour is wanted."""
        if isinstance(filter, ANSIToTruecolor):
            return self
        return super().apply_filter(filter, background)
