"""Keys in order: each takes effect before the next.

Textual gives a key to the focused widget as soon as it is read, and looks for its binding once it has bubbled up to
the app. Of several keys read together (pasted, over a slow line, from another program), the later ones would reach
the widget that had the focus before the first of them opened a panel.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Key

from tuireader.ui.working import later, soon, when_painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Event
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.timer import Timer

KEY_TIMEOUT = 0.25
"""Seconds after which a key counts as handled, or lost with its widget."""
PASSING = 0.02
"""Seconds a key takes from the terminal, and between two checks for waiting keys."""


class OrderedKeys(App[None]):
    """An app that handles keys one after the other."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # Textual's own options
        self._typed: deque[Key] = deque()
        """Keys waiting for the one being handled."""
        self._target: MessagePump | None = None
        """The recipient of the last key; None before the first."""
        self._handed_out = 0.0
        """The time of the last key, on the monotonic clock."""
        self._screen_before: Screen[object] | None = None
        self._waiting: Timer | None = None
        self._held = False

    def hold_keys(self, seconds: float) -> None:
        """Hold keys until `release_keys` is called, or for `seconds`."""
        self._held = True
        later(self, seconds, self.release_keys)

    async def release_keys(self) -> None:
        """Handle the held keys in order, and those that come."""
        if self._held:
            self._held = False
            if self._typed:
                await self._hand_out(self._typed.popleft())
            if self._typed:
                self._wait()

    async def keys_done(self, seconds: float) -> None:
        """Wait until all keys have taken effect, for at most `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                # The keyboard's thread may have some left.
                await asyncio.sleep(PASSING)
                await self._reached(self)
                while self._typed and not self._held:  # noqa: ASYNC110 - once, when the reader is left
                    await asyncio.sleep(PASSING)
                if self._target and not self._held:
                    await self._reached(self._target)

    async def _reached(self, pump: MessagePump) -> None:
        """Wait until earlier messages to a widget have bubbled up to the app."""
        reached = asyncio.Event()
        self._follow(pump, reached.set)
        await reached.wait()

    async def on_event(self, event: Event) -> None:
        """Handle a key, or hold it until the one before has taken effect."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._held:
            self._typed.append(event)
        elif self._typed or (self._target and monotonic() < self._handed_out + KEY_TIMEOUT):
            self._typed.append(event)
            if len(self._typed) == 1:
                self._wait()
        else:
            await self._hand_out(event)

    async def _hand_out(self, key: Key) -> None:
        self._screen_before, self._handed_out = self.screen, monotonic()
        self._target = self.focused or self.screen
        await super().on_event(key)

    def _wait(self) -> None:
        """Wait for the last key, but only if another follows, since this costs a frame."""
        moment = self._handed_out
        self._waiting = later(self, KEY_TIMEOUT, lambda: self._done(moment))
        if self._target:
            self._follow(self._target, lambda: self._done(moment))

    def _follow(self, pump: MessagePump, then: Callable[[], object], *, twice: bool = True) -> None:
        """Follow a key from the widget up to the app, then what its action sent, and to a screen it has opened."""
        if pump is not self:
            parent = pump._parent or self  # noqa: SLF001 - the way of a message that bubbles
            if not soon(pump, lambda: self._follow(parent, then, twice=twice)):
                self._follow(parent, then, twice=twice)
        elif self.screen is self._screen_before:
            # What the app has done with the key may have sent a message from the widget: an input that was submitted.
            if twice and (target := self._target):
                soon(self, lambda: self._follow(target, then, twice=False))
            else:
                soon(self, then)
        else:
            when_painted(self.screen, then)

    async def _done(self, moment: float) -> None:
        if moment != self._handed_out or not self._typed:
            return
        if self._waiting:
            self._waiting.stop()
        await self._hand_out(self._typed.popleft())
        if self._typed:
            self._wait()
