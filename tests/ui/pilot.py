"""A pilot that goes on as soon as the app has done what it was asked, however fast or slow the machine is.

Textual's own waits after each key until the process computes little for some hundredths of a second. Here a key has
been answered when nothing is left that the event loop could run, and the threads have ended what was begun meanwhile.

The screen is painted when a test waits for something, not by the clock nor after each key, and for nobody: each widget
draws what has changed of it, but the lines of all are put together only for a test that looks at them, and once for
each change. Of the time of these tests, a third went into paintings that none looked at.
"""

from __future__ import annotations

import asyncio
import unicodedata
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType
    from textual.app import App
    from textual.css.model import RuleSet
    from textual.screen import Screen
    from textual.strip import Strip

THREADS = 0.1
"""Seconds for which work in threads is waited for: what takes longer goes on by itself."""
LOOK = 0.002
NEVER = 3600.0

_PARSE_RULES = Stylesheet._parse_rules
_RENDER_UPDATE = Compositor.render_update
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Threads(ThreadPoolExecutor):
    """The threads of an event loop; `at_work` holds what was begun and has not been answered yet."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.at_work: set[Future[Any]] = set()
        self._loop = loop

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Let a thread do something."""
        future = super().submit(fn, *args, **kwargs)
        self.at_work.add(future)
        # Only in the next turn, so that the loop has the answer before the work counts as done.
        self._loop.call_soon_threadsafe(future.add_done_callback, self._has_ended)
        return future

    def _has_ended(self, future: Future[Any]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.at_work.discard, future)


class PromptPilot(Pilot[None]):
    """Presses keys and uses the mouse, each as soon as the one before has been answered."""

    def __init__(self, app: App[None], threads: Threads) -> None:
        super().__init__(app)
        self._threads = threads
        self._painted: tuple[Screen[object], list[Strip]] | None = None

    @property
    def strips(self) -> list[Strip]:
        """The lines of the screen as it is now."""
        screen = self.app.screen
        if screen._compositor._dirty_regions or not self._painted or self._painted[0] is not screen:
            visible_screen_stack.set(self.app._background_screens)
            screen._compositor._dirty_regions.clear()
            self._painted = (screen, screen._compositor.render_strips())
        return self._painted[1]

    async def press(self, *keys: str) -> None:
        """Press keys, by Textual's names."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            before = frozenset(self._threads.at_work)
            driver.send_message(_key(key, self.app))
            await self._settle(before)

    async def pause(self, delay: float | None = None) -> None:
        """Wait until nothing is left to do but what threads do, and paint."""
        await self.settle()
        if self.draw():
            await self.settle()
        if delay is not None:
            await asyncio.sleep(delay)

    async def settle(self) -> None:
        """Wait until nothing is left to do but what threads do."""
        await self._settle(None)

    def draw(self) -> bool:
        """Have the widgets draw what has changed of them, as Textual does for a frame; whether anything has."""
        screen = self.app.screen
        compositor = screen._compositor
        changed = compositor._dirty_regions
        if not changed:
            return False
        self._painted = None
        visible_screen_stack.set(self.app._background_screens)
        crop = Region.from_union(changed).intersection(compositor.size.region)
        changed.clear()
        for _ in compositor._get_renders(crop):
            pass
        return True

    async def _settle(self, before: frozenset[Future[Any]] | None) -> None:
        end = monotonic() + THREADS
        await self._drain()
        while before is not None and self._threads.at_work - before and monotonic() < end:
            await asyncio.sleep(LOOK)
            await self._drain()

    async def _drain(self) -> None:
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        while True:
            await asyncio.sleep(0)
            while ready:  # noqa: ASYNC110 - whatever it is
                await asyncio.sleep(0)
            self.app.screen._on_timer_update()
            if not ready:
                return


@contextmanager
def painted_for_nobody() -> Iterator[None]:
    """Screens that only the pilot has painted, without frames for a terminal, in styles that are parsed once."""
    with (
        patch("textual.screen.UPDATE_PERIOD", NEVER),
        patch.object(Compositor, "render_update", _draw_later),
        patch.object(Stylesheet, "_parse_rules", _parse_once),
    ):
        yield


def _draw_later(compositor: Compositor, *, full: bool = False, **how: Any) -> RenderableType | None:
    """Leave what has changed to be drawn when a test waits; draw all for a picture of the screen."""
    return _RENDER_UPDATE(compositor, full=True, **how) if full else None


def _parse_once(sheet: Stylesheet, css: str, **where: Any) -> list[RuleSet]:
    """Return the rules of a text for the colours of a theme; the same for each app of these tests."""
    return _rules(css, tuple(sheet._variables.items()), tuple(where.items()))


@lru_cache(maxsize=1000)
def _rules(
    css: str, variables: tuple[tuple[str, str], ...], where: tuple[tuple[str, Any], ...]
) -> list[RuleSet]:
    return _PARSE_RULES(Stylesheet(variables=dict(variables)), css, **dict(where))


def threads_of_this_loop() -> Threads:
    """The threads that the running loop uses from now on."""
    loop = asyncio.get_running_loop()
    threads = getattr(loop, "_default_executor", None)
    if not isinstance(threads, Threads):
        threads = Threads(loop)
        loop.set_default_executor(threads)
    return threads


def _key(key: str, sender: App[None]) -> events.Key:
    """What Textual's own pilot makes of the name of a key."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    try:
        char: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        char = name if len(name) == 1 else None
    event = events.Key(name, char)
    event.set_sender(sender)
    return event
