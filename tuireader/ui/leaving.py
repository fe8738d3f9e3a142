"""Screens above the reader's own, which are left once, however many keys ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.screen import ScreenResultType

ResultT = TypeVar("ResultT")


class LeftOnce(Screen[ResultT]):
    """A screen of which all comes to nothing that comes after it was left.

    Textual's own would take the screen below away with it.
    """

    left = False
    """Whether it was left; it may be some time until it is taken away."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with a result, unless it was left before, or something else is above."""
        if self.left or not self.is_current:
            return AwaitComplete()
        self.left = True
        return super().dismiss(result)  # type: ignore[arg-type]  # Textual's name for ours
