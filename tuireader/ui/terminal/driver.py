"""Textual's driver for the terminal acquired at the start."""

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

from tuireader.rendering.links.hyperlinks import steady_ids
from tuireader.ui.terminal.acquired import RESTORE_SEQUENCE
from tuireader.ui.terminal.background import BACKGROUND_QUERY, END_REPORTS, NOT_QUERIED, BackgroundAnswers
from tuireader.ui.terminal.first_paint import ALTERNATE_SCREEN
from tuireader.ui.terminal.frames import Frames
from tuireader.ui.terminal.output import Output

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from tuireader.ui.terminal.acquired import AcquiredTerminal
    from tuireader.ui.terminal.graphics import GraphicsAnswers, TerminalGraphics

TICK = 0.1
"""Seconds after which a lone escape counts as a key, and between two checks whether to stop reading."""


class TerminalDriver(LinuxDriver):
    """The driver of the acquired terminal.

    It keeps the first paint on the screen. When the terminal goes away, the reader ends.
    """

    def __init__(
        self,
        terminal: AcquiredTerminal,
        leave: Callable[[int], None],
        follow_background: Callable[[bool], None],
        app: App[None],
        **options: object,
    ) -> None:
        super().__init__(app, **options)  # type: ignore[arg-type]  # Textual's own options
        self._terminal = terminal
        self._leave = leave
        self._background = BackgroundAnswers(lambda light: self._call_soon(follow_background, light))
        self._file = sys.__stdout__
        self._output: Output | None = None
        self._context = copy_context()
        self._suspended = False
        """Whether the process is suspended, to be resumed here."""
        self._keeps_typed = False
        """Whether keys that nobody has read yet are still the reader's when it stops reading."""
        self._drained: Callable[[], None] | None = None
        self.frames = Frames()
        self._answers: GraphicsAnswers | None = None
        """The terminal's answers to a question, as long as they are waited for."""
        self._answered: Callable[[TerminalGraphics], object] | None = None
        self._reacquired: Callable[[], object] | None = None

    def has_backlog(self, drained: Callable[[], None]) -> bool:
        """Whether output is still waiting for the terminal; `drained` is called in the loop once none is."""
        if self._output is None or not self._output.backlogged:
            return False
        self._drained = drained
        # If the output was drained meanwhile, nothing would call.
        return self._output.backlogged

    def ask_graphics(
        self, answered: Callable[[TerminalGraphics], object], reacquired: Callable[[], object]
    ) -> None:
        """Ask the terminal what it can do with pictures.

        `answered` is called in the loop if it says so, and `reacquired` whenever another program has had the terminal.
        """
        from tuireader.session.pictures.terminals import cell_of
        from tuireader.ui.terminal.graphics import QUESTION, GraphicsAnswers

        self._answered, self._reacquired = answered, reacquired
        self._answers = GraphicsAnswers(cell_of(self.fileno))
        self.write(QUESTION)

    # Start and end

    def start_application_mode(self) -> None:
        """Take over the terminal."""
        before = self._key_thread
        self.frames.forget()
        self._output = Output(sys.__stdout__.fileno(), self._tell_sent)  # type: ignore[union-attr]  # it is a terminal
        self._terminal.entered = True
        self._terminal.restore = partial(self._output.give_up, RESTORE_SEQUENCE)
        self._terminal.leave = lambda number: self._call_soon(self._leave, number)
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no types
        if self._key_thread is before:
            # In the background: suspended now, and started again when resumed.
            self._release()
        elif os.environ.get("TERM", "").lower() not in NOT_QUERIED:
            self.write(BACKGROUND_QUERY)
        self.attrs_before = self._terminal.attributes or None
        if self._reacquired:
            self._call_soon(self._reacquired)

    def stop_application_mode(self) -> None:
        """Release the terminal."""
        self.write(END_REPORTS)
        super().stop_application_mode()

    def close(self) -> None:
        """Write the rest."""
        super().close()
        self._writer_thread = None
        self._release()

    def _release(self) -> None:
        if self._output:
            self._output.finish(RESTORE_SEQUENCE)
        self._output = self._terminal.restore = None
        self._terminal.entered = False

    # Painting

    def write(self, data: str) -> None:
        """Write to the terminal, without entering the alternate screen again, which clears some terminals."""
        first = self._terminal.first_paint
        if self._output and not (data == ALTERNATE_SCREEN and first and first.entered()):
            self._output.write(steady_ids(data))

    def _call_soon(self, callback: Callable[..., object], *arguments: object) -> None:
        """Call something in the loop from any thread, as the app itself would."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(callback, *arguments, context=self._context)

    def _tell_sent(self) -> None:
        drained, self._drained = self._drained, None
        if drained:
            self._call_soon(drained)

    # Mouse

    def toggle_mouse(self) -> bool:
        """Release the mouse to the terminal, or capture it again; whether it is released."""
        # Textual's own methods do nothing while there is no mouse.
        if released := self._mouse:
            self._disable_mouse_support()
            self._mouse = False
        else:
            self._mouse = True
            self._enable_mouse_support()
        return released

    # Keys

    def run_input_thread(self) -> None:
        """Pass on the keys, from the first after the start until reading is to stop."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        typed: bytes | None = self._terminal.typed
        self._terminal.typed = b""
        try:
            while not self.exit_event.is_set():
                text = self._background.keys(decode(typed)) if typed else self._background.tick()
                if text := self._without_answers(text):
                    for event in parser.feed(text):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                ready, _, _ = select([self.fileno], [], [], TICK)
                typed = self._read() if ready else None
                if typed == b"":
                    self._call_soon(self._terminal.ask_to_leave, signal.SIGHUP)
                    return
        finally:
            if self._keeps_typed and typed:
                self._terminal.typed = typed
            with suppress(EOFError, ParseError):
                list(parser.feed(""))

    def disable_input(self) -> None:
        """Stop reading.

        Textual drops what was typed since, as reports of the mouse would be keys to the program that comes next.
        """
        if not self._keeps_typed:
            super().disable_input()
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        self.exit_event.set()
        if self._key_thread:
            self._key_thread.join()
        self.exit_event.clear()

    def _without_answers(self, text: str) -> str:
        """The typed text without the terminal's answers."""
        if (answers := self._answers) is None:
            return text
        keys = answers.keys(text) if text else answers.rest()
        if answers.found and self._answered:
            self._answers = None
            self._call_soon(self._answered, answers.found)
        return keys

    def _read(self) -> bytes | None:
        """The typed bytes; empty if the terminal is gone, None if there are none yet."""
        try:
            return os.read(self.fileno, 4096)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    # Suspending

    def _sigtstp_application(self, *_: object) -> None:
        """Suspend: at once if another program has the terminal, otherwise after releasing it."""
        if self._output:
            self._call_soon(self._suspend)
        else:
            self._stop_process()

    def _suspend(self) -> None:
        # Nobody could resume a session leader: it keeps the terminal.
        if self._output and not self._suspended and os.getsid(0) != os.getpid():
            self._suspended = True
            self.suspend_application_mode()
            self._stop_process()
            self._suspended = False
            self._resume()

    def _stop_process(self) -> None:
        # The system's own handler does not stop a process that nobody could resume.
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, handler)

    def _sigcont_application(self, *_: object) -> None:
        """Resume after a stop that left no time to release the terminal."""
        if self._auto_restart and not self._suspended:
            self._call_soon(self._reacquire)

    def _reacquire(self) -> None:
        if self._auto_restart and not self._suspended:
            if self._output:
                # No other program gets the terminal in between, so nothing is echoed or dropped.
                self.attrs_before, self._keeps_typed = None, True
                self.suspend_application_mode()
                self._keeps_typed = False
            self._resume()

    def _resume(self) -> None:
        self._must_signal_resume = True
        self.resume_application_mode()
        self._app.refresh(layout=True)
