"""A list that draws only the rows in sight: ten thousand cost no more than one screen."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tuireader.archive.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text
    from textual import events

    from tuireader.ui.motion import Motion

RowT = TypeVar("RowT")


def set_scroll_size(view: ScrollView, size: Size) -> None:
    """Make `size` the scrollable size of `view`; lay out the screen again only if the scroll bar comes or goes.

    Textual does so for every change of `virtual_size` and paints the whole screen, which delays the next key.
    """
    needed = view.styles.overflow_y == "scroll" or size.height > view.size.height
    if needed != view.show_vertical_scrollbar or size.width != view.virtual_size.width:
        view.virtual_size = size
        return
    view.set_reactive(Widget.virtual_size, size)
    if needed:
        bar = view.vertical_scrollbar
        bar.window_virtual_size, bar.window_size = size.height, view.size.height


class RowList(ScrollView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Rows of one or more lines, one of them highlighted.

    A subclass defines the height of a row (`height_of`), whether it can be highlighted (`can_highlight`), its identity
    when rows change (`key_of`), and its text (`draw`).
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--highlight",
        "row-list--plain",
        "row-list--dim",
        "row-list--accent",
        "row-list--state",
    }

    ALLOW_SELECT = False

    class Highlighted(Message):
        """The highlight moved to another row."""

        def __init__(self, row_list: RowList[Any]) -> None:
            super().__init__()
            self.row_list = row_list

        @property
        def control(self) -> RowList[Any]:
            """The sender, under Textual's name for it."""
            return self.row_list

    class Chosen(Highlighted):
        """A row was chosen, with Enter or a click."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.rows: Sequence[RowT] = ()
        self.highlighted: int | None = None
        self._lost = 0
        """The last index of the highlight, before its row was removed."""
        self._starts = array("q", [0])
        self._blank = Style.null()
        """The list's own style, as of the painting that is under way: Textual gathers it from all above the list."""

    def height_of(self, row: RowT) -> int:  # noqa: ARG002 - for subclasses
        """The number of lines of a row."""
        return 1

    def heights_of(self, rows: Sequence[RowT]) -> Iterable[int]:
        """The number of lines of each of many rows."""
        return map(self.height_of, rows)

    def can_highlight(self, row: RowT) -> bool:  # noqa: ARG002 - for subclasses
        return True

    def key_of(self, row: RowT) -> object:
        """The identity of a row when the rows change."""
        return row

    def draw(self, row: RowT, width: int, *, highlighted: bool) -> list[Text]:
        """The lines of a row, at most `width` cells each; they are neutralised when painted."""
        raise NotImplementedError

    @property
    def chosen(self) -> RowT | None:
        return None if self.highlighted is None else self.rows[self.highlighted]

    def part_style(self, name: str) -> Style:
        """The style of a part of a row: `plain`, `dim`, `accent` or `state`, without the row's background."""
        return self.get_component_rich_style(f"row-list--{name}", partial=True)

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows; the highlighted row stays highlighted, and in place if it was in sight."""
        key, offset = self._highlighted_key(), self._highlighted_line() - self.scroll_offset.y
        before = self.highlighted
        self.rows = rows
        self._starts = array("q", accumulate(self.heights_of(rows), initial=0))
        self._set_height(self._starts[-1])
        self.highlighted = None if key is None else self.index_of(key)
        if before is not None and self.highlighted is None:
            self._lost = before
        if self.highlighted is not None and 0 <= offset < self.size.height:
            self._scroll(self._highlighted_line() - offset)
        self.refresh()

    def _set_height(self, lines: int) -> None:
        set_scroll_size(self, Size(self.size.width, lines))
        self.scroll_y = min(self.scroll_y, self.max_scroll_y)

    def index_of(self, key: object) -> int | None:
        return next((index for index, row in enumerate(self.rows) if self.key_of(row) == key), None)

    def highlight(self, index: int | None, *, notify: bool = True) -> None:
        """Move the highlight; without `notify`, post no message."""
        if index is None or not 0 <= index < len(self.rows) or index == self.highlighted:
            return
        self._refresh_row(self.highlighted)
        self.highlighted = index
        self._refresh_row(index)
        self.scroll_to_highlight()
        if notify:
            self.post_message(self.Highlighted(self))

    def highlight_nothing(self) -> None:
        """Remove the highlight; the next move starts from its last place."""
        if self.highlighted is not None:
            self._refresh_row(self.highlighted)
            self._lost, self.highlighted = self.highlighted, None

    def scroll_to_highlight(self) -> None:
        """Scroll to the highlighted row and the heading above it."""
        if self.highlighted is None:
            return
        first, last = self._starts[self.highlighted], self._starts[self.highlighted + 1]
        if self.highlighted and not self.can_highlight(self.rows[self.highlighted - 1]):
            first = self._starts[self.highlighted - 1]
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if first < top:
            self._scroll(first)
        elif last > top + height:
            self._scroll(last - height)

    def show_in_context(self) -> None:
        """Show the highlighted row a third down the list, or lower if its heading is then in sight."""
        if self.highlighted is None:
            return
        first, last = self._starts[self.highlighted], self._starts[self.highlighted + 1]
        height = max(self.size.height, 1)
        above = range(self.highlighted - 1, max(self.highlighted - height, 0) - 1, -1)
        heading = next((index for index in above if not self.can_highlight(self.rows[index])), None)
        top = first - height // 3
        if heading is not None and self._starts[heading] >= last - height:
            top = min(top, self._starts[heading])
        self._scroll(max(top, 0))

    def show_from(self, index: int) -> None:
        """Show the list from a row on, as far as its end allows."""
        self._scroll(self._starts[index])

    def _scroll(self, line: int) -> None:
        # Forced, because new rows may need a scroll bar that is not laid out yet.
        self.scroll_to(y=line, animate=False, force=True)

    def go(self, motion: Motion, times: int = 1) -> None:
        rows = motion.rows(max(self.size.height // 2, 2))
        if not self.rows:
            return
        if rows is None:
            self._highlight_near(
                0 if motion.value == "top" else len(self.rows) - 1, 1 if motion.value == "top" else -1
            )
        else:
            self._highlight_near(self.beside(rows) + rows * times, 1 if rows > 0 else -1)

    def beside(self, steps: int) -> int:
        """The row to count `steps` from: the highlighted one, or the last place of the highlight."""
        if self.highlighted is not None:
            return self.highlighted
        return self._lost - 1 if steps > 0 else self._lost

    def highlight_first(self) -> None:
        """Highlight the first row that can be highlighted."""
        if self.rows:
            self._highlight_near(0, 1)

    def choose(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Chosen(self))

    def _highlight_near(self, index: int, direction: int) -> None:
        index = max(0, min(index, len(self.rows) - 1))
        for step in (direction, -direction):
            found = index
            while 0 <= found < len(self.rows):
                if self.can_highlight(self.rows[found]):
                    self.highlight(found)
                    return
                found += step

    def _highlighted_key(self) -> object | None:
        return None if self.highlighted is None else self.key_of(self.rows[self.highlighted])

    def _highlighted_line(self) -> int:
        return -1 if self.highlighted is None else self._starts[self.highlighted]

    def _refresh_row(self, index: int | None) -> None:
        if index is not None:
            top = self._starts[index] - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, self._starts[index + 1] - self._starts[index]))

    def _row_at(self, line: int) -> int | None:
        return bisect_right(self._starts, line) - 1 if 0 <= line < self._starts[-1] else None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the list, as Textual asks for them."""
        self._blank = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        line, width = y + self.scroll_offset.y, self.size.width
        index = self._row_at(line)
        if index is None:
            return self._draw_nothing(y, width)
        highlighted = index == self.highlighted
        style = self.get_component_rich_style("row-list--highlight") if highlighted else self._blank
        bar = self._bar(highlighted=highlighted)
        text = self.draw(self.rows[index], max(width - 2, 1), highlighted=highlighted)[
            line - self._starts[index]
        ]
        text.plain = on_one_line(text.plain)
        text.truncate(max(width - 2, 1), overflow="ellipsis", pad=True)
        segments = Segment.apply_style([bar, *text.render(self.app.console)], style)
        return Strip(segments).adjust_cell_length(width, style)

    def _draw_nothing(self, y: int, width: int) -> Strip:  # noqa: ARG002 - for subclasses
        """A line below the last row."""
        return Strip.blank(width, self._blank)

    def _bar(self, *, highlighted: bool) -> Segment:
        if not highlighted:
            return Segment(" ")
        return Segment("▌", self.part_style("accent" if self.has_focus else "dim"))

    def on_resize(self) -> None:
        self._set_height(self._starts[-1])
        self.scroll_to_highlight()

    def on_focus(self) -> None:
        self._refresh_row(self.highlighted)

    def on_blur(self) -> None:
        self._refresh_row(self.highlighted)

    def on_click(self, event: events.Click) -> None:
        index = self._row_at(event.y + self.scroll_offset.y)
        if index is not None and self.can_highlight(self.rows[index]):
            self.highlight(index)
            self.choose()
