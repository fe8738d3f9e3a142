"""Input lines: for a search, a name, or text to find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from tuireader.archive.text import on_one_line
from tuireader.ui.leaving import DismissedOnce
from tuireader.ui.motion import Motion
from tuireader.ui.widgets.panel_hint import PanelHint
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tuireader.rendering.page.find import Pattern


class SafeInput(Input):
    """An input with neutralised text, since pasted text may come from anywhere."""

    def validate_value(self, value: str) -> str:
        return on_one_line(value)


RowT = TypeVar("RowT")


class FoundList(RowList[RowT], Generic[RowT], can_focus=False):
    """A list of results; the focus stays in the input above."""

    def _bar(self, *, highlighted: bool) -> Segment:
        return Segment("▌", self.part_style("accent")) if highlighted else Segment(" ")

    def show(self, rows: Any, *, new: bool) -> None:  # noqa: ANN401 - a sequence of rows
        """Show rows and highlight the first if they are new results (`new`).

        Otherwise keep the highlighted row, or what takes its place if it is gone.
        """
        if new:
            self.highlighted = None
        before = self.highlighted
        self.set_rows(rows)
        if self.highlighted is None and before and rows:
            self.highlight(min(before, len(rows) - 1))
        elif self.highlighted is None:
            self.scroll_to(y=0, animate=False, force=True)
            self.highlight_first()


class QueryInput(SafeInput):
    """The input of a query; keys that move do so in the results."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('line-down')", "next", show=False),
        Binding("up", "move('line-up')", "previous", show=False),
        Binding("pagedown", "move('page-down')", "page down", show=False),
        Binding("pageup", "move('page-up')", "page up", show=False),
    ]

    # As in `Input`, but no key lays out the screen again, since the input never changes its size.
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
        self.post_message(self.Moved(Motion(motion)))


AS_TEXT = "find in this post · Ctrl+R: as a regular expression"
AS_EXPRESSION = "find a regular expression · Ctrl+R: as text"


class FindBar(SafeInput):
    """The bar to find text: each change is reported, Enter keeps the matches, Esc returns to the start."""

    BINDINGS = [  # noqa: RUF012 - Textual's way to declare them
        Binding("escape", "leave(False)", "forget", show=False),
        Binding("down", "step(1)", "next", show=False),
        Binding("up", "step(-1)", "previous", show=False),
        Binding("ctrl+r", "toggle_expression", "regular expression", show=False),
    ]

    class Left(Message):
        """The bar was left; `keep` is whether the matches stay."""

        def __init__(self, *, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    class Stepped(Message):
        """Another match is asked for."""

        def __init__(self, steps: int) -> None:
            super().__init__()
            self.steps = steps

    class ModeChanged(Message):
        """The text became a regular expression, or plain text again."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(placeholder=AS_TEXT, id=id, compact=True, select_on_focus=True)
        self.cursor_blink = False
        self._is_expression = False

    @property
    def pattern(self) -> Pattern | str | None:
        """The pattern; the error of a wrong expression; None for empty text."""
        if not self.value.strip():
            return None
        if self._is_expression:
            from tuireader.rendering.page.find import typed_expression

            return typed_expression(self.value)
        from tuireader.rendering.page.find import literal

        return literal(self.value)

    def action_leave(self, keep: bool) -> None:
        self.post_message(self.Left(keep=keep))

    def action_step(self, steps: int) -> None:
        self.post_message(self.Stepped(steps))

    def action_toggle_expression(self) -> None:
        """Take the text as a regular expression, or as plain text again."""
        self._is_expression = not self._is_expression
        self.set_class(self._is_expression, "-expression")
        self.placeholder = AS_EXPRESSION if self._is_expression else AS_TEXT
        self.post_message(self.ModeChanged())

    async def action_submit(self) -> None:
        self.action_leave(keep=True)


TITLE_HINT = "Enter writes the post and opens it in your editor · Esc closes"


class TitleScreen(ModalScreen["str | None"], DismissedOnce["str | None"]):
    """An input for a title; nothing is written before Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "close")]

    def compose(self) -> ComposeResult:
        with Vertical(id="asking", classes="chooser"):
            yield QueryInput(placeholder="the title of the new post", id="new-title")
            yield PanelHint(TITLE_HINT)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(QueryInput))

    def on_input_submitted(self, event: QueryInput.Submitted) -> None:
        event.stop()
        if title := event.value.strip():
            self.dismiss(title)
