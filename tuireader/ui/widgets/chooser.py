"""A panel above the reader: a line to type in, and below it what that finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from tuireader.ui.motion import Motion
from tuireader.ui.widgets.row_list import RowList
from tuireader.ui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from textual.binding import BindingType

RowT = TypeVar("RowT")


class FoundList(RowList[RowT], Generic[RowT], can_focus=False):
    """What was found; the keyboard stays in the line above."""

    def _bar(self, *, highlighted: bool) -> Segment:
        style = self.get_component_rich_style("row-list--accent", partial=True)
        return Segment("▌", style) if highlighted else Segment(" ")

    def show(self, rows: Any, *, anew: bool) -> None:  # noqa: ANN401 - a sequence of rows
        """Show rows, the first highlighted if they answer `anew`; else the highlight stays on its row."""
        if anew:
            self.highlighted = None
        self.set_rows(rows)
        if self.highlighted is None:
            self.scroll_to(y=0, animate=False, force=True)
            self.highlight_first()

    @property
    def chosen(self) -> RowT | None:
        """The highlighted row."""
        return None if self.highlighted is None else self.rows[self.highlighted]


class Asking(TypedLine):
    """The line that is typed into; keys that move do so in what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('line-down')", "next", show=False),
        Binding("up", "move('line-up')", "previous", show=False),
        Binding("pagedown", "move('page-down')", "page down", show=False),
        Binding("pageup", "move('page-up')", "page up", show=False),
    ]

    # As in `Input`, but that no key lays the screen out anew: the line is always as wide and as high.
    value = reactive("", init=False)
    virtual_size = reactive(Size(0, 0))

    class Moved(Message):
        """The highlight is to move."""

        def __init__(self, motion: Motion) -> None:
            super().__init__()
            self.motion = motion

    def __init__(self, value: str = "", *, placeholder: str, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(value, placeholder=placeholder, id=id, compact=True)
        self.cursor_blink = False

    def action_move(self, motion: str) -> None:
        """Move the highlight below."""
        self.post_message(self.Moved(Motion(motion)))
