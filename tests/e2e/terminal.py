"""A program in a pseudo-terminal, its screen read as a person would."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING, Self

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "down": "\x1b[B",
    "up": "\x1b[A",
}
PATIENCE = 20.0
"""Seconds to wait for what is expected; only a failing test waits that long."""


class _Screen(pyte.Screen):
    """A screen that gives no answer to what only later terminals are asked, as Helix does."""

    def report_device_status(self, mode: int, **later: bool) -> None:
        if not later:
            super().report_device_status(mode)


class Terminal:
    """Runs `command` and keeps what it paints; everything that it wrote is in `written`."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], columns: int = 120, rows: int = 36
    ) -> None:
        self.written = b""
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            command[0], list(command[1:]), env=dict(env), dimensions=(rows, columns), timeout=PATIENCE
        )
        self._child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child.isalive():
            # pexpect (4.9) raises an error where a process takes longer to end than a tenth of a second.
            self._child.kill(signal.SIGKILL)
            self._child.wait()
        self._child.close(force=True)

    @property
    def text(self) -> str:
        """The screen as it is now."""
        return "\n".join(self._screen.display)

    @property
    def process(self) -> int:
        """The number of the process."""
        return int(self._child.pid)

    @property
    def descriptor(self) -> int:
        """This side of the terminal."""
        return int(self._child.child_fd)

    def hang_up(self) -> None:
        """Take the terminal away, and send no signal but what the system does."""
        self._child.ptyproc.fileobj.close()
        self._child.ptyproc.closed = True

    def until(self, holds: Callable[[bytes], bool]) -> Terminal:
        """Read until `holds` is true of all that was written; raises AssertionError when it never is."""
        end = time.monotonic() + PATIENCE
        while not holds(self.written):
            if time.monotonic() > end or not self._read(0.005):
                raise AssertionError(f"never held of:\n{self.text}")
        return self

    def press(self, *keys: str) -> Terminal:
        """Type keys, by name or as they are."""
        for key in keys:
            self._child.send(KEYS.get(key, key))
        return self

    def sees(self, wanted: str | Callable[[str], bool]) -> Terminal:
        """Wait until the screen shows `wanted`; raises AssertionError with the screen when it never does."""
        holds = wanted if callable(wanted) else lambda screen: wanted in screen
        end = time.monotonic() + PATIENCE
        while not holds(self.text):
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"never saw {wanted!r} on:\n{self.text}")
        return self

    def ends(self) -> int:
        """Wait for the program to end; its exit status."""
        self._child.expect(pexpect.EOF)
        self.written += self._child.before
        self._child.wait()
        return int(self._child.exitstatus or 0)

    def _read(self, seconds: float = 0.2) -> bool:
        try:
            data: bytes = self._child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.written += data
        self._stream.feed(data)
        return True
