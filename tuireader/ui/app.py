"""The Textual app: themes, the palette, keys and the reader's screen."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from contextlib import ExitStack
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import SuspendNotSupported
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.events import Key
from textual.theme import Theme as AppTheme

from tuireader.library.record import last_run
from tuireader.rendering.theme import themes
from tuireader.session.live_archive import LiveArchive
from tuireader.session.memory import MemoryService
from tuireader.ui.arrangement import LOW
from tuireader.ui.enduring import EnduringApp
from tuireader.ui.key_order import OrderedKeys
from tuireader.ui.keys import Command, key_display, keymap
from tuireader.ui.leaving import LeftOnce, LooseThreads
from tuireader.ui.reader.context import Program, ReaderSetup, Timings
from tuireader.ui.reader.screen import ReaderScreen
from tuireader.ui.terminal.output import Missed, clipped
from tuireader.ui.working import begin, later, restart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.events import Event
    from textual.screen import Screen
    from textual.types import IgnoreReturnCallbackType

    from tuireader.archive.post import PostId
    from tuireader.rendering.theme import Theme
    from tuireader.settings import Settings
    from tuireader.ui.desktop import Copied
    from tuireader.ui.reader.parts import ReaderParts
    from tuireader.ui.terminal.driver import TerminalDriver
    from tuireader.ui.terminal.taken import TakenTerminal


def app_theme(theme: Theme) -> AppTheme:
    """Textual's theme with the colours of `theme`."""
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
            "footer-key-foreground": colours.accent,
        },
    )


class ReaderPalette(CommandPalette, LeftOnce[None]):
    """The command palette; what comes after its choice comes to nothing."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list, where there is room for a line of it: Textual's own (8.2.8) fails by pages of no height."""
        if self.query_one(CommandList).size.height:
            super()._action_command_list(action)


class ReaderCommands(Provider):
    """Every command of the table, by its name."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(_title(command), self._runner(command), help=_help(command))

    async def search(self, query: str) -> Hits:
        """The commands that match what was typed."""
        matcher = self.matcher(query)
        for command in self._commands:
            text = f"{_title(command)} {command.does}"
            if score := matcher.match(text):
                yield Hit(
                    score, matcher.highlight(_title(command)), self._runner(command), help=_help(command)
                )

    @property
    def _commands(self) -> Sequence[Command[ReaderParts]]:
        return self.screen.commands if isinstance(self.screen, ReaderScreen) else ()

    def _runner(self, command: Command[ReaderParts]) -> IgnoreReturnCallbackType:
        return partial(self.screen.run_action, command.action)


def _title(command: Command[ReaderParts]) -> str:
    return command.name.replace("-", " ").capitalize()


def _help(command: Command[ReaderParts]) -> str:
    keys = ", ".join(key_display(key) for key in command.keys)
    return f"{command.does}  ({keys})" if keys else command.does


LONGEST_HOLD = 1.0
"""Seconds that the first light stays at most, and that keys wait for the list and the article."""
LAST_KEYS = 0.5
"""Seconds that keys have for what they do before a signal ends the reader."""
GARBAGE = (20_000, 20, 20)
"""Python's thresholds for looking for garbage; its own are for programs without keys to answer."""
TURN = 0.001
"""Seconds that one thread computes while another waits to."""


class ReaderApp(EnduringApp, OrderedKeys):
    """Reads one archive."""

    TITLE = "tuireader"
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar = {ReaderCommands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - as Textual declares it

    def __init__(
        self,
        settings: Settings,
        root: Path,
        post: PostId | None = None,
        terminal: TakenTerminal | None = None,
        memory_service: MemoryService | None = None,
    ) -> None:
        super().__init__(driver_class=_driver_of(terminal, self.leave) if terminal else None)
        self._terminal = terminal
        self._missed = Missed()
        self._painting = ExitStack()
        self._settings = settings
        self.timings = Timings()
        """How long the reader waits; to be set before it runs."""
        self._page_themes = themes()
        for theme in self._page_themes.values():
            self.register_theme(app_theme(theme))
        self.theme = settings.theme
        self.memory_service = (memory_service or MemoryService(settings.library, root)).load()
        self._live_archive = LiveArchive(root, post, watch=settings.watch, poll=settings.poll)
        self._live_archive.first = post or last_run(self.memory_service.memory.state).post
        self._awaited = {"article", "list"}
        """What is to be there before keys are acted upon."""
        self.pressed = 0.0
        """When a key was pressed last, on the monotonic clock."""

    def get_default_screen(self) -> ReaderScreen:
        """The reader."""
        program = Program(
            copy=self.copy,
            lend=self.lend,
            pressed=lambda: self.pressed,
            fail=self.fail,
            endure=self.endure,
            show_palette=self.action_command_palette,
            suspend=self.action_suspend_process,
            quit=self.exit,
        )
        setup = ReaderSetup(self._live_archive, self.memory_service, self._settings, program, self.timings)
        return ReaderScreen(setup, self._page_themes[self.theme])

    async def on_event(self, event: Event) -> None:
        """Note when a key is pressed: what goes on behind the reader gives way to it."""
        if isinstance(event, Key):
            self.pressed = monotonic()
            if event.key == "ctrl+c" and self._held:
                self.leave(signal.SIGINT)
        await super().on_event(event)

    async def _hand_out(self, key: Key) -> None:
        """Hand out a key; what was said for a moment before is over."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen) and screen.is_mounted:
                screen.fall_silent()
        await super()._hand_out(key)

    def on_load(self) -> None:
        """Do not wait for threads in the end."""
        if self._terminal:
            asyncio.get_running_loop().set_default_executor(LooseThreads())

    def on_mount(self) -> None:
        """Give the commands the keys that the settings name."""
        self.set_keymap(keymap(self._settings.keys))
        if self._terminal:
            self.hold_keys(LONGEST_HOLD)
        if self._terminal and self._terminal.light and self._terminal.light.painted:
            self._painting.enter_context(self.batch_update())
            later(self, LONGEST_HOLD, self._painting.close)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, but not without noting where the reader was."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.note()
        super().exit(result, return_code, message)

    def leave(self, number: int) -> None:
        """Leave in order, as for `q`, because of a signal: what was typed before it is acted upon."""
        begin(self, partial(self._leave, number), "leaving")

    async def _leave(self, number: int) -> None:
        await self.keys_done(LAST_KEYS)
        self.exit(return_code=128 + number)

    async def copy(self, text: str) -> Copied:
        """Put a text on the clipboard, and return what became of it."""
        from tuireader.ui.desktop import Copied, copied

        if self._terminal is None or self._driver is None:
            super().copy_to_clipboard(text)
            return Copied()
        self._clipboard = text
        done = await asyncio.to_thread(copied, text, os.environ)
        self._driver.write(done.written)
        return done

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text on the clipboard; for Textual's own widgets."""
        begin(self, partial(self._copied, text), "copying")

    async def _copied(self, text: str) -> None:
        await self.copy(text)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:  # noqa: ARG002 - Textual's signature
        """Open an address in the browser, which has the terminal until it ends where it needs one."""
        restart(self, partial(self._open, url), "opening the browser")

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
            self._say(NO_BROWSER)
        except (OSError, ValueError, SuspendNotSupported):
            self._say(f"the browser could not be opened with {address}")
        else:
            if not opened:
                self._say(f"the browser could not open {address}")

    def say_failure(self, line: str) -> None:
        """Say in the status line that something failed."""
        self._say(line)

    def _say(self, message: str) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.say(message)

    async def lend(self, command: Sequence[str]) -> int:
        """Give the terminal to a program until it ends, and return how it ended; the rest of the reader goes on.

        Raises OSError or ValueError where it cannot be started, SuspendNotSupported where the terminal is none to give.
        """
        problem: OSError | ValueError | None = None
        status = 0
        with self.suspend():
            # What is raised in here would leave the terminal with nobody.
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
            self._terminal.lent = process.pid
        try:
            return await asyncio.to_thread(process.wait)
        finally:
            if self._terminal:
                self._terminal.lent = None

    def action_command_palette(self) -> None:
        """Show the command palette."""
        if not isinstance(self.screen, ReaderPalette):
            self.push_screen(ReaderPalette(id="--command-palette"))

    def action_suspend_process(self) -> None:
        """Stop the reader, and what it was started by, as the shell's own key does; `fg` goes on."""
        if self._driver and self._driver.can_suspend:
            os.kill(0, signal.SIGTSTP)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Paint, unless the terminal has not taken what was painted last: then it is painted when it has."""
        renderable = clipped(renderable)
        if self._terminal and cast("TerminalDriver", self._driver).is_behind(self._catch_up):
            self._missed.note(screen, renderable)
        else:
            super()._display(screen, renderable)

    def _catch_up(self) -> None:
        """Paint what was not painted, as it is now."""
        if self.is_running and self._missed:
            self._missed.paint(self.screen)

    async def on_reading_memory_listed(self) -> None:
        """Act upon keys, if the article is there as well."""
        await self._expect_no_more("list")

    async def _expect_no_more(self, part: str) -> None:
        self._awaited.discard(part)
        if not self._awaited:
            await self.release_keys()

    async def on_post_pane_shown(self) -> None:
        """Paint over the first light, now that there is as much to see, and act upon keys."""
        self._painting.close()
        await self._expect_no_more("article")
        if not gc.isenabled():
            gc.freeze()
            # Parsing makes tokens by the thousand, and a key would wait while garbage is looked for among them.
            gc.set_threshold(*GARBAGE)
            gc.enable()


def run(
    settings: Settings,
    root: Path,
    post: PostId | None,
    terminal: TakenTerminal | None,
    tell: Callable[[str], object],
) -> int:
    """Run the reader until it is quit, in the terminal that was taken; the exit status.

    `tell` is called with what there is to say when the screen is gone.
    """
    app = ReaderApp(settings, root, post, terminal)
    # A key passes through several threads, and would wait its turn in each while a long post is parsed.
    sys.setswitchinterval(TURN)
    before, threading.excepthook = threading.excepthook, app.take_from_thread
    try:
        app.run()
    finally:
        threading.excepthook = before
    if app.unreported_failure:
        tell(app.unreported_failure)
    if app.memory_service.unreported:
        tell(app.memory_service.unreported.message)
    return app.return_code or 0


def _driver_of(terminal: TakenTerminal, leave: Callable[[int], None]) -> type[Driver]:
    from tuireader.ui.terminal.driver import driver_of

    return driver_of(terminal, leave)  # type: ignore[return-value]  # it is called, and nothing else
