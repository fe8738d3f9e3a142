"""What Textual reads keys from and paints to: the terminal that was taken at the start, until it is given back."""

from __future__ import annotations

import os
import signal
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from select import select
from typing import TYPE_CHECKING

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tuireader.ui.terminal.first_light import ALTERNATE_SCREEN
from tuireader.ui.terminal.output import Output
from tuireader.ui.terminal.taken import GIVEN_BACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from tuireader.ui.terminal.taken import TakenTerminal

TICK = 0.1
"""Seconds after which it is looked whether an escape is a key by itself, or keys are not read any more."""


class TerminalDriver(LinuxDriver):
    """Drives the terminal that was taken.

    It does not clear what the first light has painted. A terminal that is gone is the end.
    """

    def __init__(
        self, taken: TakenTerminal, leave: Callable[[int], None], app: App[None], **options: object
    ) -> None:
        super().__init__(app, **options)  # type: ignore[arg-type]  # Textual's own options
        self._taken = taken
        self._leave = leave
        self._file = sys.__stdout__
        self._output: Output | None = None
        self._context = copy_context()
        self._stopped = False
        """Whether the process is being stopped, and will go on where it was."""
        self._caught_up: Callable[[], None] | None = None

    def is_behind(self, caught_up: Callable[[], None]) -> bool:
        """Whether the terminal has not taken what was painted last; when it has, `caught_up` is called in the loop."""
        if self._output is None or not self._output.behind:
            return False
        self._caught_up = caught_up
        # It may have been sent meanwhile, and then nobody would call.
        return self._output.behind

    # The application's time

    def start_application_mode(self) -> None:
        """Take the terminal."""
        before = self._key_thread
        self._output = Output(sys.__stdout__.fileno(), self._tell_sent)  # type: ignore[union-attr]  # it is a terminal
        self._taken.entered = True
        self._taken.restore = partial(self._output.give_up, GIVEN_BACK)
        self._taken.leave = lambda number: self._soon(self._leave, number)
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no types
        if self._key_thread is before:
            # In the background: it is stopped, and started again when it goes on.
            self._let_go()
        self.attrs_before = self._taken.attributes or None

    def close(self) -> None:
        """Write what is left to write."""
        super().close()
        self._writer_thread = None
        self._let_go()

    def _let_go(self) -> None:
        if self._output:
            self._output.finish(GIVEN_BACK)
        self._output = self._taken.restore = None
        self._taken.entered = False

    # Painting

    def write(self, data: str) -> None:
        """Write to the terminal, but for the wish to enter the alternate screen again, which clears some."""
        light = self._taken.light
        if self._output and not (data == ALTERNATE_SCREEN and light and light.entered()):
            self._output.write(data)

    def _soon(self, callback: Callable[..., object], *arguments: object) -> None:
        """Call something in the loop, from whatever thread, as the app itself would."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(callback, *arguments, context=self._context)

    def _tell_sent(self) -> None:
        caught_up, self._caught_up = self._caught_up, None
        if caught_up:
            self._soon(caught_up)

    # Keys

    def run_input_thread(self) -> None:
        """Hand on what is typed, from the first key after the start on, until it is not to be read any more."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        typed: bytes | None = self._taken.typed
        self._taken.typed = b""
        try:
            while not self.exit_event.is_set():
                if typed and (text := decode(typed)):
                    for event in parser.feed(text):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                ready, _, _ = select([self.fileno], [], [], TICK)
                typed = self._read() if ready else None
                if typed == b"":
                    self._soon(self._taken.ask_to_leave, signal.SIGHUP)
                    return
        finally:
            with suppress(EOFError, ParseError):
                list(parser.feed(""))

    def _read(self) -> bytes | None:
        """Return what was typed; nothing where the terminal is gone, None where there is nothing yet."""
        try:
            return os.read(self.fileno, 4096)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    # Being stopped

    def _sigtstp_application(self, *_: object) -> None:
        """Stop: at once where something else has the terminal, or else when the terminal is given back."""
        if self._output:
            self._soon(self._stop)
        else:
            self._stop_process()

    def _stop(self) -> None:
        # What leads its session has nobody who could make it go on: it keeps the terminal, with all that is typed.
        if self._output and not self._stopped and os.getsid(0) != os.getpid():
            self._stopped = True
            self.suspend_application_mode()
            self._stop_process()
            self._stopped = False
            self._go_on()

    def _stop_process(self) -> None:
        # The system's own way: where nobody could make the process go on, it is not stopped.
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, handler)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop that gave no time to give the terminal back."""
        if self._auto_restart and not self._stopped:
            self._soon(self._take_again)

    def _take_again(self) -> None:
        if self._auto_restart and not self._stopped:
            if self._output:
                self.suspend_application_mode()
            self._go_on()

    def _go_on(self) -> None:
        self._must_signal_resume = True
        self.resume_application_mode()
        self._app.refresh(layout=True)


def driver_of(taken: TakenTerminal, leave: Callable[[int], None]) -> Callable[..., TerminalDriver]:
    """Return what makes the driver of a terminal; `leave` is called in the loop with the signal to leave for."""
    return partial(TerminalDriver, taken, leave)
