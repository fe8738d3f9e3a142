"""The terminal, acquired before the first byte is painted and released as it was.

Keys typed meanwhile are neither echoed nor lost: they wait for the interface. The terminal is released before any
signal ends the process. Imports here delay the start, so they are few.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import termios
from contextlib import suppress
from select import select
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType

    from tuireader.ui.terminal.first_paint import FirstPaint

ENDING: Final = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU")
"""Signals that end the process unless handled; those ignored from the start stay ignored."""
RESTORE_SEQUENCE: Final = (
    "\x18\x1b[?2026l\x1b[m\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l"
    "\x1b[?1004l\x1b[?2031l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"
)
"""Ends a truncated sequence, and turns off all modes that the interface or the first paint turns on."""
GRACE: Final = 0.9
"""Seconds for the interface to leave in order after a signal, before the process ends at once."""
IFLAG, LFLAG, CC = 0, 3, 6
"""Indices into the attributes that `termios` gives."""
FILES: Final = 40
"""Files open at once for reading, searching and writing, with some to spare."""
MEMORY: Final = 1 << 30
"""Bytes of address space enough to start all threads."""
DISABLED: Final = b"\x00"


class AcquiredTerminal:
    """The terminal of the process, as a context manager; does nothing if standard input is no terminal."""

    def __init__(self) -> None:
        self.typed = b""
        """Bytes typed before the terminal was acquired, for the interface to handle first."""
        self.attributes: list[Any] = []
        """The attributes of the terminal before."""
        self.first_paint: FirstPaint | None = None
        """The painter of the first screen."""
        self.leave: Callable[[int], object] | None = None
        """The function to call with a signal's number while the interface runs; it leaves in order."""
        self.entered = False
        """Whether the alternate screen may have been entered."""
        self.restore: Callable[[], None] | None = None
        """The function that writes `RESTORE_SEQUENCE` while the interface runs, before anything else."""
        self.borrower: int | None = None
        """The process that the terminal is lent to."""
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        """Acquire the terminal: no echo, no lines; only Ctrl+C still makes a signal."""
        for name in ENDING:
            number = getattr(signal, name, None)
            if number and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._on_signal)
        with suppress(termios.error):
            self.attributes = termios.tcgetattr(0)
            raw = termios.tcgetattr(0)
            raw[LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            raw[IFLAG] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
            raw[CC] = [*raw[CC]]
            raw[CC][termios.VMIN], raw[CC][termios.VTIME] = 1, 0
            for key in (termios.VQUIT, termios.VSUSP):
                raw[CC][key] = DISABLED
            termios.tcsetattr(0, termios.TCSANOW, raw)
            if select([0], [], [], 0)[0]:
                # The terminal has turned these into lines.
                self.typed = os.read(0, 4096).replace(b"\n", b"\r")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release the terminal, and restore the handlers of signals."""
        if self.first_paint and self.first_paint.cancel():
            self.entered = True
        if self.entered:
            self.release()
        self.restore_attributes()
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # as it was

    def restore_attributes(self) -> None:
        """Restore the attributes of the terminal."""
        if self.attributes:
            with suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, self.attributes)

    def release(self) -> None:
        """Restore the terminal's screen."""
        self.entered = False
        with suppress(OSError):
            os.write(1, RESTORE_SEQUENCE.encode())

    def _on_signal(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - of every handler
        if self.leave is None:
            raise SystemExit(128 + number)
        self.ask_to_leave(number)

    def ask_to_leave(self, number: int) -> None:
        """Leave in order because of a signal, or end the process after `GRACE` seconds."""
        if self.borrower:
            # An editor that receives the signal can save its text.
            with suppress(OSError):
                os.kill(self.borrower, number)
        from threading import Timer

        end = Timer(GRACE, self.end, (128 + number,))
        end.daemon = True
        end.start()
        if self.leave:
            self.leave(number)

    def end(self, status: int) -> NoReturn:
        """End the process at once, with the terminal restored."""
        self.restore_attributes()
        if self.restore:
            self.restore()
        os._exit(status)


def keyboard() -> bool:
    """Make the keyboard standard input if that is something else; whether there is one."""
    if os.isatty(0):
        return True
    try:
        found = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return False
    os.dup2(found, 0)
    os.close(found)
    return os.isatty(0)


def why_unusable() -> str:
    """Why the reader cannot run here; empty if it can."""
    if not sys.stdout.isatty():
        return "the reader needs a terminal; `tuireader list` and `show` print"
    if os.environ.get("TERM", "").lower() == "dumb":
        return "this terminal cannot show a screen (TERM is dumb); `tuireader list` and `show` print"
    if not keyboard():
        return "there is no keyboard"
    return _limit(resource.RLIMIT_NOFILE, FILES, "files may be open at once (ulimit -n)") or _limit(
        resource.RLIMIT_AS, MEMORY, "bytes of memory may be used (ulimit -v)"
    )


def _limit(kind: int, needed: int, what: str) -> str:
    """Raise a limit of the system to `needed`; the message if that is impossible."""
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return ""
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (needed, hard))
        return ""
    return f"only {soft:,} {what}; the reader needs {needed:,}"
