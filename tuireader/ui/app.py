"""The Textual app: themes, keys and the reader's screen."""

from __future__ import annotations

import gc
import sys
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.events import Key

from tuireader.library.last_run import last_run
from tuireader.rendering.theme import themes
from tuireader.ui.bindings import keymap, with_keys
from tuireader.ui.key_order import OrderedKeys
from tuireader.ui.live_archive.shelf import Shelf
from tuireader.ui.palette import ReaderCommands
from tuireader.ui.remembering.keeper import Keeper
from tuireader.ui.screens.reader import ReaderScreen
from tuireader.ui.themes import app_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.events import Event

    from tuireader.archive.post import PostId
    from tuireader.settings import Settings
    from tuireader.ui.start.first_light import FirstLight

LONGEST_HOLD = 1.0
"""Seconds that the first light stays at most."""
GARBAGE = (20_000, 20, 50)
"""Python's thresholds for looking for garbage; its own are for programs without keys to answer."""
TURN = 0.001
"""Seconds that one thread computes while another waits to."""


class ReaderApp(OrderedKeys):
    """Reads one archive."""

    TITLE = "tuireader"
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar = {ReaderCommands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self, settings: Settings, root: Path, post: PostId | None = None, light: FirstLight | None = None
    ) -> None:
        super().__init__(driver_class=_painted_over(light) if light else None)
        self._light = light
        self._held = ExitStack()
        self._settings = settings
        self._page_themes = themes()
        for theme in self._page_themes.values():
            self.register_theme(app_theme(theme))
        self.theme = settings.theme
        self.keeper = Keeper(settings.library, root).load()
        self._shelf = Shelf(root, post, watch=settings.watch, poll=settings.poll)
        self._shelf.first = post or last_run(self.keeper.memory.state).post
        self.pressed = 0.0
        """When a key was pressed last, on the monotonic clock."""

    def get_default_screen(self) -> ReaderScreen:
        """The reader."""
        settings = self._settings
        theme = self._page_themes[self.theme]
        return ReaderScreen(self._shelf, theme, settings, with_keys(settings.keys), self.keeper)

    async def on_event(self, event: Event) -> None:
        """Note when a key is pressed: what goes on behind the reader gives way to it."""
        if isinstance(event, Key):
            self.pressed = monotonic()
        await super().on_event(event)

    def on_mount(self) -> None:
        """Give the commands the keys that the settings name."""
        self.set_keymap(keymap(self._settings.keys))
        if self._light and self._light.painted:
            self._held.enter_context(self.batch_update())
            self.set_timer(LONGEST_HOLD, self._held.close)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, but not without noting where the reader was."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.note()
        super().exit(result, return_code, message)

    def on_reading_pane_shown(self) -> None:
        """Paint over the first light, now that there is as much to see."""
        self._held.close()
        if not gc.isenabled():
            gc.freeze()
            # Parsing makes tokens by the thousand, and a key would wait while garbage is looked for among them.
            gc.set_threshold(*GARBAGE)
            gc.enable()


def run(
    settings: Settings,
    root: Path,
    post: PostId | None,
    light: FirstLight | None,
    tell: Callable[[str], object],
) -> int:
    """Run the reader until it is quit, over the first screen that `light` paints; the exit status.

    `tell` is called with what there is to say when the screen is gone.
    """
    app = ReaderApp(settings, root, post, light)
    # A key passes through several threads, and would wait its turn in each while a long post is parsed.
    sys.setswitchinterval(TURN)
    app.run()
    if app.keeper.untold:
        tell(app.keeper.untold.message)
    return app.return_code or 0


def _painted_over(light: FirstLight) -> type[Driver]:
    from tuireader.ui.start.painted_over import painted_over  # noqa: PLC0415 - only where a terminal is driven so

    return painted_over(light)
