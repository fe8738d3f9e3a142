"""Lines of an article with pictures in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.filter import ANSIToTruecolor
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from textual.color import Color
    from textual.filter import LineFilter

    from tuireader.rendering.drawing import Line
    from tuireader.rendering.pictures.half_blocks import HalfBlocks
    from tuireader.ui.article.article_overlay import PictureInSight


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line with a row of a picture; on `ground`, a colour, as long as that is not decoded."""

    line: Line
    piece: PictureInSight
    picture: HalfBlocks | None
    ground: str

    @property
    def segments(self) -> list[Segment]:
        """The line in segments."""
        span = self.piece.span
        blank = Segment(" " * span.columns, Style(bgcolor=self.ground))
        return [*self._before, *(self.picture.segments(self.piece.row) if self.picture else [blank])]

    @property
    def _before(self) -> list[Segment]:
        space = self.piece.span.left - self.line.width
        return [*self.line.segments, *[Segment(" " * space)] * (space > 0)]

    def strip(self, picture: HalfBlocks, gutter: Sequence[Segment], width: int, style: Style) -> Strip:
        """The line with its decoded `picture` between its gutter and the end of the window."""
        before = Strip([*gutter, *self._before]).apply_style(style)
        after = Strip.blank(width - before.cell_length - picture.columns, style)
        return PictureStrip(before, picture, self.piece.row, after)


class PictureStrip(Strip):
    """A line with a row of a picture: as the terminal reads it, and in segments where it is cut or filtered."""

    __slots__ = ("_after", "_before", "_cells", "_picture", "_row")

    def __init__(self, before: Strip, picture: HalfBlocks, row: int, after: Strip) -> None:
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
        return f"{self._before.render(console)}{self._picture.row(self._row)}{self._after.render(console)}"

    def apply_filter(self, filter: LineFilter, background: Color) -> Strip:  # noqa: A002 - Textual's name for it
        """This line: it is in the terminal's own colours already; filtered only where no colour is wanted."""
        if isinstance(filter, ANSIToTruecolor):
            return self
        return super().apply_filter(filter, background)
