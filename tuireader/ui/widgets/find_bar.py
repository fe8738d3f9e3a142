"""Where the text to find is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.message import Message

from tuireader.ui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from tuireader.rendering.page.find import Sought

AS_TEXT = "find in this post · Ctrl+R: as a regular expression"
AS_EXPRESSION = "find a regular expression · Ctrl+R: as text"


class FindBar(TypedLine):
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
    def sought(self) -> Sought | str | None:
        """What is asked for; what is wrong with the expression that it is; None where nothing is typed."""
        if not self.value.strip():
            return None
        if self._is_expression:
            from tuireader.rendering.page.expressions import expression  # noqa: PLC0415 - only where one is asked for

            return expression(self.value)
        from tuireader.rendering.page.find import literal  # noqa: PLC0415 - not at start

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
