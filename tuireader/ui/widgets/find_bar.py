"""Where the text to find is typed."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input


class FindBar(Input):
    """A line to type in; each change is told, Enter keeps the matches, Esc forgets them."""

    BINDINGS = [  # noqa: RUF012 - Textual's way to declare them
        Binding("escape", "leave(False)", "forget", show=False),
        Binding("down", "step(1)", "next", show=False),
        Binding("up", "step(-1)", "previous", show=False),
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

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(placeholder="find in this post", id=id, compact=True, select_on_focus=True)

    def action_leave(self, keep: bool) -> None:
        """Leave the bar."""
        self.post_message(self.Left(keep=keep))

    def action_step(self, steps: int) -> None:
        """Go to another match without leaving the bar."""
        self.post_message(self.Stepped(steps))

    async def action_submit(self) -> None:
        """Leave the bar and keep the matches."""
        self.action_leave(keep=True)
