"""Output to the terminal from its own thread, so that a slow terminal delays nothing."""

from __future__ import annotations

import os
import termios
from collections import deque
from contextlib import suppress
from select import select
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING, Final

from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType
    from textual.screen import Screen

DRAIN_TIMEOUT: Final = 0.25
"""Seconds for a terminal to take the rest; after that, only the closing sequences are written."""
PIECE: Final = 4096
"""Bytes written at once; between pieces the rest can be dropped."""


class Output:
    """Writes to the terminal of a descriptor.

    `sent` is called in the writing thread when all is written, for each frame, so it must be cheap.
    """

    def __init__(self, descriptor: int, sent: Callable[[], None]) -> None:
        self._sent = sent
        self._descriptor = _opened(descriptor)
        self._waiting: deque[bytes] = deque()
        self._changed, self._giving_up = Condition(), Lock()
        self._writing = self._ended = self._given_up = False
        self._thread = Thread(target=self._run, name="terminal-output", daemon=True)
        self._thread.start()

    @property
    def backlogged(self) -> bool:
        """Whether output is still waiting for the terminal."""
        return self._writing or bool(self._waiting)

    def write(self, text: str) -> None:
        """Write a text after all earlier ones, without waiting."""
        with self._changed:
            if not self._ended:
                self._waiting.append(text.encode("utf-8", "backslashreplace"))
                self._changed.notify()

    def finish(self, instead: str) -> None:
        """Write the rest; if the terminal does not take it, write `instead`."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join(DRAIN_TIMEOUT)
        if self._thread.is_alive():
            self.give_up(instead)
        elif not self._given_up:
            # Another thread, which gives up after a signal, may still need it otherwise.
            os.close(self._descriptor)

    def give_up(self, text: str) -> None:
        """Write a text now, and drop the rest; of several threads that ask for it, the first one does so."""
        with self._giving_up:
            if not self._given_up:
                self._give_up(text.encode())

    def _give_up(self, text: bytes) -> None:
        with self._changed:
            self._ended = self._given_up = True
            self._waiting.clear()
            self._changed.notify()
        # A write that blocks ends with this.
        self._flush()
        self._thread.join(DRAIN_TIMEOUT)
        # A busy machine may keep the thread from its end, but it writes no more than the piece that it is at.
        with suppress(OSError):
            if not self._thread.is_alive() or not os.get_blocking(self._descriptor):
                self._flush()
                self._send(text, last=True)

    def _flush(self) -> None:
        """Drop the output that is still in the system's buffer, which would come first."""
        with suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._writing = False
                if not self._waiting and not self._ended:
                    self._sent()
                while not self._waiting and not self._ended:
                    self._changed.wait()
                if not self._waiting:
                    return
                data = b"".join(self._waiting)
                self._waiting.clear()
                self._writing = True
            self._send(data)

    def _send(self, data: bytes, *, last: bool = False) -> None:
        """Write bytes, unless the terminal is gone; the last ones unless it takes nothing, others until output ends."""
        while data and (last or not self._given_up):
            try:
                data = data[os.write(self._descriptor, data[:PIECE]) :]
            except BlockingIOError:
                # From time to time, check whether the rest is still wanted.
                if not select([], [self._descriptor], [], DRAIN_TIMEOUT)[1] and last:
                    return
            except OSError:
                return


def _opened(descriptor: int) -> int:
    """A descriptor of the terminal on which writes do not block, or, failing that, a plain copy.

    Blocking is shared by all users of a descriptor, the shell included, so the terminal is opened again.
    """
    for name in (_name(descriptor), "/dev/tty"):
        with suppress(OSError):
            return os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    return os.dup(descriptor)


def _name(descriptor: int) -> str:
    try:
        return os.ttyname(descriptor)
    except OSError:
        return ""


class UnpaintedRegions:
    """The regions of a screen still to be painted; false if there are none.

    Textual paints differences, so skipped regions are to be painted later, in their state by then.
    """

    def __init__(self) -> None:
        self._screen: Screen[object] | None = None
        self._regions: set[Region] = set()

    def __bool__(self) -> bool:
        """Whether something is missing on the terminal."""
        return self._screen is not None

    def note(self, screen: Screen[object], update: RenderableType | None) -> None:
        """Note the regions that an update of a screen would have painted."""
        if update is None:
            return
        if screen is not self._screen:
            self._screen, self._regions = screen, {screen.size.region} if self else set()
        spans: list[tuple[int, int, int]] | None = getattr(update, "spans", None)
        whole = getattr(update, "region", screen.size.region)
        self._regions |= {whole} if spans is None else {Region(x, y, end - x, 1) for y, x, end in spans}

    def paint(self, screen: Screen[object]) -> None:
        """Let the screen paint all missing regions soon."""
        same, regions = screen is self._screen, self._regions
        self._screen, self._regions = None, set()
        if same:
            compositor = screen._compositor  # noqa: SLF001 - it holds the regions to paint
            compositor._dirty_regions.update(regions)  # noqa: SLF001
            # Other dirty regions count as painted afterwards.
            compositor.update_widgets(screen._dirty_widgets)  # noqa: SLF001
            screen._compositor_refresh()  # noqa: SLF001
        else:
            screen.refresh()


def clipped(update: RenderableType | None) -> RenderableType | None:
    """An update without lines below the screen: it may have been made for a higher one."""
    spans: list[tuple[int, int, int]] | None = getattr(update, "spans", None)
    if spans is None:
        return update
    rows = len(getattr(update, "chops", ()))
    update.spans = [span for span in spans if span[0] < rows]  # type: ignore[union-attr]  # checked above
    return update if update.spans else None  # type: ignore[union-attr]  # likewise
