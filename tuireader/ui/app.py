"""The Textual app: themes, keys and the reader's screen."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from contextlib import ExitStack, suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual.app import App, SuspendNotSupported
from textual.events import Key, Resize
from textual.theme import Theme as AppTheme

from tuireader.library.record import last_run
from tuireader.rendering.theme import theme
from tuireader.session.live_archive import LiveArchive
from tuireader.session.memory import MemoryService
from tuireader.themes.look import LookService
from tuireader.ui.arrangement import LOW
from tuireader.ui.key_order import OrderedKeys
from tuireader.ui.keys import keymap
from tuireader.ui.leaving import LooseThreads
from tuireader.ui.reader.context import Program, ReaderSetup, Timings
from tuireader.ui.reader.screen import ReaderScreen
from tuireader.ui.resilient import ResilientApp
from tuireader.ui.terminal.output import UnpaintedRegions, clipped
from tuireader.ui.working import begin, later, restart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.events import Event
    from textual.screen import Screen

    from tuireader.archive.post import PostId
    from tuireader.rendering.theme import Theme
    from tuireader.settings import Settings
    from tuireader.ui.desktop import Copied
    from tuireader.ui.terminal.acquired import AcquiredTerminal
    from tuireader.ui.terminal.driver import TerminalDriver
    from tuireader.ui.terminal.graphics import PictureTerminal


def app_theme(theme: Theme) -> AppTheme:
    """The theme for Textual with the colours of ours."""
    colours = theme.palette
    return AppTheme(
        name=colours.name,
        dark=colours.dark,
        primary=colours.accent,
        secondary=colours.muted,
        accent=colours.accent,
        foreground=colours.foreground,
        background=colours.background,
        surface=colours.surface,
        panel=colours.surface,
        warning=colours.orange,
        error=colours.red,
        success=colours.green,
        variables={
            "muted": colours.muted,
            "faint": colours.faint,
            "marked": colours.marked,
            "state": colours.state,
            "footer-key-foreground": colours.accent,
        },
    )


MAX_KEY_HOLD = 1.0
"""Most seconds that the first paint stays, and that keys wait for the list and the article."""
LAST_KEYS_TIMEOUT = 0.5
"""Seconds for the last keys to take effect before a signal ends the reader."""
RELEASED = "the mouse is the terminal's"
"""The message while the terminal selects text with the mouse."""
GARBAGE = (20_000, 20, 5)
"""Python's thresholds for garbage collection, raised so that keys do not wait for it.

Lines that Textual (8.2.8) has painted refer to themselves, and so do closed panels: only this frees them. A full
collection takes a tenth of a second or two, about once in a minute of busy painting.
"""
STALLS = "TUIREADER_STALLS"
"""The variable that asks for the log of stalls; any text but an empty one."""
TURN = 0.001
"""Seconds that a thread computes while another waits."""


class ReaderApp(ResilientApp, OrderedKeys):
    """The reader of one archive."""

    TITLE = "tuireader"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - as Textual declares it

    def __init__(  # noqa: PLR0913 - two are the services of tests
        self,
        settings: Settings,
        root: Path,
        post: PostId | None = None,
        terminal: AcquiredTerminal | None = None,
        *,
        memory_service: MemoryService | None = None,
        live_archive: LiveArchive | None = None,
    ) -> None:
        super().__init__(
            driver_class=_driver_of(terminal, self.leave, self.follow_background) if terminal else None,
            # Textual (8.2.8) would paint in greys.
            ansi_color=True if "NO_COLOR" in os.environ else None,
        )
        self._terminal = terminal
        self._missed = UnpaintedRegions()
        self._painting = ExitStack()
        self._settings = settings
        self.timings = Timings()
        """Intervals; to be set before the app runs."""
        self._look_service = LookService(settings.theme, settings.themes, settings.library, os.environ)
        self._page_theme = theme(self._look_service.palette)
        self.apply_theme(self._page_theme)
        self.memory_service = (memory_service or MemoryService(settings.library, root)).load()
        self._live_archive = live_archive or LiveArchive(root, post, watch=settings.watch, poll=settings.poll)
        self._live_archive.cached = settings.kept
        self._live_archive.first = post or last_run(self.memory_service.memory.state).post
        self._awaited = {"article", "list"}
        """The parts that must be shown before keys take effect."""
        self.pressed = 0.0
        """The time of the last key, on the monotonic clock."""

    def get_default_screen(self) -> ReaderScreen:
        program = Program(
            copy=self.copy,
            lend=self.lend,
            pressed=lambda: self.pressed,
            apply_theme=self.apply_theme,
            fail=self.fail,
            survive_failures=self.survive_failures,
            picture_terminal=self.picture_terminal,
            toggle_mouse=self.toggle_mouse,
            suspend=self.action_suspend_process,
            quit=self.exit,
        )
        setup = ReaderSetup(
            self._live_archive, self.memory_service, self._look_service, self._settings, program, self.timings
        )
        screen = ReaderScreen(setup, self._page_theme)
        # Or all panes would get their styles a second time once the size is known.
        return screen.set_class(self.size.height >= LOW, "-high")

    def follow_background(self, light: bool) -> None:
        """Follow the terminal's background, dark or light, if the theme does."""
        if self._look_service.follow_background(light=light):
            begin(
                self, partial(asyncio.to_thread, self._look_service.keep), "saving the terminal's background"
            )
        self._page_theme = theme(self._look_service.palette)
        if not self._readers:
            self.apply_theme(self._page_theme)
        for screen in self._readers:
            screen.parts.looks.follow()

    def apply_theme(self, theme: Theme) -> None:
        """Give the panes the colours of a theme."""
        # An own theme may have the name of one of Textual's.
        self.register_theme(app_theme(theme))
        alike = self.no_color or theme.palette.surface == theme.palette.background
        self.set_class(alike, "-one-background", update=self.is_running)
        if not self.is_running:
            # Setting it would have Textual (8.2.8) parse all styles again after their first time, 20 ms.
            self.set_reactive(App.theme, theme.name)
            self._refresh_truecolor_filter(self.ansi_theme)
            self.stylesheet.set_variables(self.get_css_variables())
            return
        before, self.theme = self.theme, theme.name
        if before == theme.name:
            # The same theme with other colours: its file was saved.
            self.refresh_css(animate=False)

    def picture_terminal(self) -> PictureTerminal:
        """The terminal as pictures need it."""
        from tuireader.ui.terminal.graphics import PictureTerminal

        images = self._settings.images
        driver = cast("TerminalDriver", self._driver) if self._terminal else None
        return PictureTerminal(
            "auto" if images == "off" else images,
            os.environ,
            driver.ask_graphics if driver else None,
            driver.write if driver else lambda _: None,
        )

    async def on_event(self, event: Event) -> None:
        """Note the time of a key, since background work gives way to keys, and repaint everything at another size."""
        if isinstance(event, Resize) and self._terminal:
            cast("TerminalDriver", self._driver).frames.forget()
        if isinstance(event, Key):
            self.pressed = monotonic()
            if event.key == "ctrl+c" and self._held:
                self.leave(signal.SIGINT)
        await super().on_event(event)

    async def _hand_out(self, key: Key) -> None:
        """Handle a key, which ends the message of the moment."""
        for screen in self._readers:
            if screen.is_mounted:
                screen.context.status.clear_notice()
        await super()._hand_out(key)

    def on_load(self) -> None:
        """Use threads that the end does not wait for, and log stalls on request."""
        if self._terminal:
            asyncio.get_running_loop().set_default_executor(LooseThreads())
            if os.environ.get(STALLS):
                from tuireader.ui.stalls import StallWatch

                StallWatch(asyncio.get_running_loop())

    def on_mount(self) -> None:
        """Set the keys of the settings, and hold keys until there is something to act on."""
        self.set_keymap(keymap(self._settings.keys))
        if self._terminal:
            self.hold_keys(MAX_KEY_HOLD)
        if self._terminal and self._terminal.first_paint and self._terminal.first_paint.painted:
            # Everything until then is painted in one frame.
            self._painting.callback(lambda: self.screen.refresh(repaint=False, layout=True))
            self._painting.enter_context(self.batch_update())
            later(self, MAX_KEY_HOLD, self._painting.close)

    def action_help_quit(self) -> None:
        """Say which key quits; Textual's own message names another one, in a box."""
        for screen in self._readers:
            screen.context.say("q quits")

    def toggle_mouse(self) -> None:
        """Release the mouse to the terminal, which then selects text its own way, or capture it again."""
        if self._terminal:
            released = cast("TerminalDriver", self._driver).toggle_mouse()
            for screen in self._readers:
                screen.context.set_obstacle(RELEASED, there=released)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Save the reading place, then leave."""
        for screen in self._readers:
            screen.parts.memory.note()
        super().exit(result, return_code, message)

    def leave(self, number: int) -> None:
        """Leave in order because of a signal, after the keys typed before it."""
        begin(self, partial(self._leave, number), "leaving")

    async def _leave(self, number: int) -> None:
        await self.keys_done(LAST_KEYS_TIMEOUT)
        self.exit(return_code=128 + number)

    async def copy(self, text: str) -> Copied:
        """Put a text on the clipboard; the outcome."""
        from tuireader.ui.desktop import Copied, copied

        if self._terminal is None or self._driver is None:
            super().copy_to_clipboard(text)
            return Copied()
        self._clipboard = text
        done = await asyncio.to_thread(copied, text, os.environ)
        self._driver.write(done.written)
        return done

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text on the clipboard, for Textual's own widgets."""
        begin(self, partial(self.copy, text), "copying")

    def open_url(self, url: str, *, new_tab: bool = True) -> None:  # noqa: ARG002 - Textual's signature
        """Open an address in the browser; a browser in the terminal gets it until it ends."""
        if self._settings.page is None:
            restart(self, partial(self._open, url), "opening the browser")
        else:
            restart(self, partial(asyncio.to_thread, _tell, self._settings.page, url), "telling the browser")

    async def _open(self, address: str) -> None:
        import webbrowser

        from tuireader.ui.desktop import NO_BROWSER, browser_command, open_window

        try:
            command = await asyncio.to_thread(browser_command, address, os.environ)
            if command and command.terminal:
                opened = await self.lend(command.argv) == 0
            else:
                opened = await asyncio.to_thread(open_window, address, command)
        except webbrowser.Error:
            self.say_failure(NO_BROWSER)
            return
        except (OSError, ValueError, SuspendNotSupported):
            opened = False
        if not opened:
            self.say_failure(f"the browser could not open {address}")

    def say_failure(self, line: str) -> None:
        """Show a failure in the status line."""
        for screen in self._readers:
            screen.context.say(line)

    @property
    def _readers(self) -> list[ReaderScreen]:
        return [screen for screen in self.screen_stack if isinstance(screen, ReaderScreen)]

    async def lend(self, command: Sequence[str]) -> int:
        """Give the terminal to a program until it ends; its exit status. The rest of the reader continues.

        Raises OSError or ValueError if it cannot be started, SuspendNotSupported if this is no terminal to give.
        """
        problem: OSError | ValueError | None = None
        status = 0
        with self.suspend():
            # An exception in here would leave the terminal with nobody.
            try:
                status = await self._ended(command)
            except (OSError, ValueError) as error:
                problem = error
        self.refresh(layout=True)
        if problem:
            raise problem
        return status

    async def _ended(self, command: Sequence[str]) -> int:
        from subprocess import Popen

        process = Popen(command)  # noqa: S603, ASYNC220 - the user's own program, which begins at once
        if self._terminal:
            self._terminal.borrower = process.pid
        try:
            return await asyncio.to_thread(process.wait)
        finally:
            if self._terminal:
                self._terminal.borrower = None

    def action_suspend_process(self) -> None:
        """Suspend the reader and its parents in the same job, as the shell's own key does; `fg` resumes it."""
        if self._driver and self._driver.can_suspend:
            os.kill(0, signal.SIGTSTP)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Paint, or note the region if earlier output is still waiting for the terminal."""
        renderable = clipped(renderable)
        if self._terminal is None:
            super()._display(screen, renderable)
            return
        driver = cast("TerminalDriver", self._driver)
        if driver.has_backlog(self._paint_missed):
            self._missed.note(screen, renderable)
        elif self._batch_count:
            super()._display(screen, renderable)
        else:
            super()._display(screen, driver.frames.slim(renderable))

    def _paint_missed(self) -> None:
        """Paint the noted regions in their present state."""
        if self.is_running and self._missed:
            self._missed.paint(self.screen)

    async def on_reading_memory_listed(self) -> None:
        await self._expect_no_more("list")

    async def _expect_no_more(self, part: str) -> None:
        self._awaited.discard(part)
        if not self._awaited:
            await self.release_keys()

    async def on_post_pane_shown(self) -> None:
        """Replace the first paint, release the keys if the list is there too, and collect garbage from now on."""
        self._painting.close()
        await self._expect_no_more("article")
        if not gc.isenabled():
            gc.freeze()
            # Parsing makes thousands of tokens, and a key would wait while they are searched for garbage.
            gc.set_threshold(*GARBAGE)
            gc.enable()


def run(
    settings: Settings,
    root: Path,
    post: PostId | None,
    terminal: AcquiredTerminal | None,
    report: Callable[[str], object],
) -> int:
    """Run the reader in the acquired terminal until it is quit; the exit status.

    `report` is called with the last message once the screen is gone.
    """
    app = ReaderApp(settings, root, post, terminal)
    # A key passes through several threads, and would wait for each while a long post is parsed.
    sys.setswitchinterval(TURN)
    before, threading.excepthook = threading.excepthook, app.thread_failed
    try:
        app.run()
    finally:
        threading.excepthook = before
    if app.unreported_failure:
        report(app.unreported_failure)
    if app.memory_service.unreported:
        report(app.memory_service.unreported.message)
    return app.return_code or 0


def _tell(descriptor: int, address: str) -> None:
    """Tell the page of a browser to open an address."""
    with suppress(OSError):
        os.write(descriptor, address.replace("\n", "").encode("utf-8", "replace") + b"\n")


def _driver_of(
    terminal: AcquiredTerminal, leave: Callable[[int], None], follow_background: Callable[[bool], None]
) -> type[Driver]:
    from tuireader.ui.terminal.driver import TerminalDriver

    return partial(TerminalDriver, terminal, leave, follow_background)  # type: ignore[return-value]  # Textual only calls it
