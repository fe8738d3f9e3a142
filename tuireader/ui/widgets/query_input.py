"""Lines to type in: for a search, a name, or text to find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from tuireader.archive.text import on_one_line
from tuireader.ui.motion import Motion
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tuireader.rendering.page.find import Pattern


class SafeInput(Input):
    """A line whose text is neutralised: what is pasted comes from anywhere."""

    def validate_value(self, value: str) -> str:
        """Return the text as it is to be, whoever sets it."""
        return on_one_line(value)


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


class QueryInput(SafeInput):
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


AS_TEXT = "find in this post · Ctrl+R: as a regular expression"
AS_EXPRESSION = "find a regular expression · Ctrl+R: as text"


class FindBar(SafeInput):
    """A line to type in; each change is told, Enter keeps the matches, Esc leads back to where it began."""

    BINDINGS = [  # noqa: RUF012 - Textual's way to declare them
        Binding("escape", "leave(False)", "forget", show=False),
        Binding("down", "step(1)", "next", show=False),
        Binding("up", "step(-1)", "previous", show=False),
        Binding("ctrl+r", "turn", "regular expression", show=False),
    ]

    class Left(Message):
        """The bar was left; `keep` says whether the matches are to stay."""

        def __init__(self, *, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    class Stepped(Message):
        """Another match is asked for."""

        def __init__(self, steps: int) -> None:
            super().__init__()
            self.steps = steps

    class Turned(Message):
        """What is typed is an expression now, or text again."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(placeholder=AS_TEXT, id=id, compact=True, select_on_focus=True)
        self.cursor_blink = False
        self._is_expression = False

    @property
    def pattern(self) -> Pattern | str | None:
        """What is asked for; what is wrong with the expression that it is; None where nothing is typed."""
        if not self.value.strip():
            return None
        if self._is_expression:
            from tuireader.rendering.page.find import expression

            return expression(self.value)
        from tuireader.rendering.page.find import literal

        return literal(self.value)

    def action_leave(self, keep: bool) -> None:
        """Leave the bar."""
        self.post_message(self.Left(keep=keep))

    def action_step(self, steps: int) -> None:
        """Go to another match without leaving the bar."""
        self.post_message(self.Stepped(steps))

    def action_turn(self) -> None:
        """Take what is typed for a regular expression, or for text again."""
        self._is_expression = not self._is_expression
        self.set_class(self._is_expression, "-expression")
        self.placeholder = AS_EXPRESSION if self._is_expression else AS_TEXT
        self.post_message(self.Turned())

    async def action_submit(self) -> None:
        """Leave the bar and keep the matches."""
        self.action_leave(keep=True)
