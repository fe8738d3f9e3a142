"""The terminal, from before the first byte that is painted until it is given back as it was.

What is typed from then on is neither echoed nor lost: it waits for the interface. Whatever signal ends the process, the
terminal is given back first. Nothing here imports more than the start can bear.
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

    from tuireader.ui.terminal.first_light import FirstLight

ENDING: Final = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU")
"""Signals that end the process unless they are handled; those that it was started without stay so."""
GIVEN_BACK: Final = (
    "\x18\x1b[?2026l\x1b[m\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l"
    "\x1b[?1004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"
)
"""Ends a sequence that was cut off, and turns off whatever the interface or the first light turns on."""
GRACE: Final = 0.9
"""Seconds that the interface has to leave in order after a signal; then the process ends as it is."""
IFLAG, LFLAG, CC = 0, 3, 6
"""Places in what `termios` calls the attributes of a terminal."""
FILES: Final = 40
"""Files that are open at once while one reads, searches and writes, and some to spare."""
MEMORY: Final = 1 << 30
"""Bytes of address space with which all threads can be started, those of a search and of what is remembered too."""
DISABLED: Final = b"\x00"


class TakenTerminal:
    """The terminal of the process, used with `with`; None of it is there where standard input is none."""

    def __init__(self) -> None:
        self.typed = b""
        """What was typed before the terminal was taken, for the interface to act upon first."""
        self.attributes: list[Any] = []
        """How the terminal was before."""
        self.light: FirstLight | None = None
        """What may be painting the first screen."""
        self.leave: Callable[[int], object] | None = None
        """What is called with a signal's number where the interface runs; it is to leave in order."""
        self.entered = False
        """Whether the alternate screen may have been entered."""
        self.restore: Callable[[], None] | None = None
        """What writes `GIVEN_BACK` where the interface runs, whatever else is being written."""
        self.lent: int | None = None
        """The process that has the terminal meanwhile."""
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        """Take the terminal: no echo, no lines; Ctrl+C alone still makes a signal."""
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
                # The terminal has made these into lines.
                self.typed = os.read(0, 4096).replace(b"\n", b"\r")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back, and signals to whom they belonged."""
        if self.light and self.light.put_out():
            self.entered = True
        if self.entered:
            self.give_back()
        self.give_back_modes()
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # as it was

    def give_back_modes(self) -> None:
        """Set what the system does with keys to what it was."""
        if self.attributes:
            with suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, self.attributes)

    def give_back(self) -> None:
        """Write what makes the terminal's screen as it was."""
        self.entered = False
        with suppress(OSError):
            os.write(1, GIVEN_BACK.encode())

    def _on_signal(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - of every handler
        if self.leave is None:
            raise SystemExit(128 + number)
        self.ask_to_leave(number)

    def ask_to_leave(self, number: int) -> None:
        """Leave in order as for a signal, or after a while without."""
        if self.lent:
            # An editor that is told keeps what it has.
            with suppress(OSError):
                os.kill(self.lent, number)
        from threading import Timer

        end = Timer(GRACE, self.end, (128 + number,))
        end.daemon = True
        end.start()
        if self.leave:
            self.leave(number)

    def end(self, status: int) -> NoReturn:
        """End the process at once, the terminal as it was."""
        self.give_back_modes()
        if self.restore:
            self.restore()
        os._exit(status)


def keyboard() -> bool:
    """Make the keyboard standard input where that is something else; whether there is one."""
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
    """Return why the reader cannot be shown where it was started, or nothing."""
    if not sys.stdout.isatty():
        return "the reader needs a terminal; `tuireader list` and `show` print"
    if os.environ.get("TERM", "").lower() == "dumb":
        return "this terminal shows no screen (TERM is dumb); `tuireader list` and `show` print"
    if not keyboard():
        return "there is no keyboard to read with"
    return _limit(resource.RLIMIT_NOFILE, FILES, "files may be open at once (ulimit -n)") or _limit(
        resource.RLIMIT_AS, MEMORY, "bytes of memory may be used (ulimit -v)"
    )


def _limit(kind: int, needed: int, what: str) -> str:
    """Raise a limit of the system to what is needed, or say that it cannot be."""
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return ""
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (needed, hard))
        return ""
    return f"only {soft:,} {what}; the reader needs {needed:,}"
