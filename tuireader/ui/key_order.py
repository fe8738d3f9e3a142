"""Keys one after the other, each when the last one has done what it does.

Textual hands a key to the widget that has the keyboard when it is read, and looks for its binding when it has come back
up to the app. Keys that are read together, from a paste, a slow line or another program, would reach the widget that
had the keyboard before the first of them opened a panel, and be lost or taken for commands.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Key

if TYPE_CHECKING:
    from textual.events import Event
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.timer import Timer

PATIENCE = 0.25
"""Seconds that keys wait at most for the one before: a widget may go away while it has a key."""


class OrderedKeys(App[None]):
    """An app whose keys wait for one another."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # Textual's own options
        self._typed: deque[Key] = deque()
        """Keys that wait for the one under way."""
        self._under_way = 0
        """The number of the key that is under way, or 0."""
        self._handed_out = 0
        self._waiting: Timer | None = None
        self._screen_before: Screen[object] | None = None

    async def on_event(self, event: Event) -> None:
        """Hand out a key, or keep it until the one before has done what it does."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._typed.append(event)
        else:
            await self._hand_out(event)

    async def _hand_out(self, key: Key) -> None:
        self._handed_out += 1
        self._under_way = self._handed_out
        self._waiting = self.set_timer(PATIENCE, lambda number=self._handed_out: self._done(number))
        self._screen_before = self.screen
        target = self.focused or self.screen
        await super().on_event(key)
        self._follow(target, self._handed_out)

    def _follow(self, pump: MessagePump, number: int) -> None:
        """Go where the key goes, behind it: from the widget up to the app, and to a screen that it has opened."""
        if pump is not self:
            parent = pump._parent or self  # noqa: SLF001 - the way of a message that bubbles
            if not pump.call_later(self._follow, parent, number):
                self._follow(parent, number)
        elif self.screen is self._screen_before:
            self.call_later(self._done, number)
        else:
            self.screen.call_after_refresh(self._done, number)

    async def _done(self, number: int) -> None:
        if number != self._under_way:
            return
        self._under_way = 0
        if self._waiting:
            self._waiting.stop()
        if self._typed:
            await self._hand_out(self._typed.popleft())
