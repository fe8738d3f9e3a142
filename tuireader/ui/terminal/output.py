"""Output to the terminal, in a thread of its own, so that a terminal that reads slowly holds nothing up."""

from __future__ import annotations

import os
import termios
from collections import deque
from contextlib import suppress
from select import select
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType
    from textual.screen import Screen

PATIENCE: Final = 0.25
"""Seconds that a terminal is given to take what is left; then only the end of it is written."""
PIECE: Final = 4096
"""Bytes written at once: between two pieces it may be decided that the rest is not to be written."""


class Output:
    """Writes to the terminal that a descriptor leads to.

    `sent` is called, in the thread that writes, when all is written; what it costs is paid for each frame.
    """

    def __init__(self, descriptor: int, sent: Callable[[], None]) -> None:
        self._sent = sent
        self._descriptor = _opened(descriptor)
        self._waiting: deque[bytes] = deque()
        self._changed = Condition()
        self._writing = self._ended = self._given_up = False
        self._thread = Thread(target=self._run, name="terminal-output", daemon=True)
        self._thread.start()

    @property
    def behind(self) -> bool:
        """Whether the terminal has not taken everything yet."""
        return self._writing or bool(self._waiting)

    def write(self, text: str) -> None:
        """Write a text when all before it is written; never waits."""
        with self._changed:
            if not self._ended:
                self._waiting.append(text.encode("utf-8", "backslashreplace"))
                self._changed.notify()

    def finish(self, instead: str) -> None:
        """Write what is left; where the terminal does not take it, `instead`, as far as it takes that."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            self.give_up(instead)
        elif not self._given_up:
            os.close(self._descriptor)

    def give_up(self, text: str) -> None:
        """Write a text now, and nothing of what is left."""
        with self._changed:
            self._ended = self._given_up = True
            self._waiting.clear()
            self._changed.notify()
        # What the system still holds would come first.
        with suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)
        self._thread.join(PATIENCE)
        if not self._thread.is_alive():
            self._given_up = False
            self._send(text.encode(), patience=PATIENCE)

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

    def _send(self, data: bytes, patience: float | None = None) -> None:
        """Write bytes, all of them unless it is given up or the terminal is gone, or makes one wait too long."""
        while data and not self._given_up:
            try:
                data = data[os.write(self._descriptor, data[:PIECE]) :]
            except BlockingIOError:
                # Now and then it is looked whether the rest is still wanted.
                if not select([], [self._descriptor], [], patience or PATIENCE)[1] and patience:
                    return
            except OSError:
                return


def _opened(descriptor: int) -> int:
    """Return a descriptor of the terminal on which no write waits, or one on which writes wait if that's all there is.

    Whether writes wait is shared with all that have the same descriptor, the shell too; so it is opened anew.
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


class Missed:
    """The regions of a screen that were to be painted; false where there are none.

    Textual paints differences: what is left out is to be painted later, as it is by then.
    """

    def __init__(self) -> None:
        self._screen: Screen[object] | None = None
        self._regions: set[Region] = set()

    def __bool__(self) -> bool:
        """Whether something is missing on the terminal."""
        return self._screen is not None

    def note(self, screen: Screen[object], update: RenderableType | None) -> None:
        """Note what an update of a screen would have painted."""
        if update is None:
            return
        if screen is not self._screen:
            self._screen, self._regions = screen, {screen.size.region} if self else set()
        spans: list[tuple[int, int, int]] | None = getattr(update, "spans", None)
        whole = getattr(update, "region", screen.size.region)
        self._regions |= {whole} if spans is None else {Region(x, y, end - x, 1) for y, x, end in spans}

    def paint(self, screen: Screen[object]) -> None:
        """Let the screen paint all that is missing, soon."""
        same, regions = screen is self._screen, self._regions
        self._screen, self._regions = None, set()
        if same:
            compositor = screen._compositor  # noqa: SLF001 - it knows what is to be painted
            compositor._dirty_regions.update(regions)  # noqa: SLF001
            # What is dirty besides counts as painted afterwards.
            compositor.update_widgets(screen._dirty_widgets)  # noqa: SLF001
            screen._compositor_refresh()  # noqa: SLF001
        else:
            screen.refresh()


def clipped(update: RenderableType | None) -> RenderableType | None:
    """Return an update without the lines below the screen: what was marked may be of a higher one."""
    spans: list[tuple[int, int, int]] | None = getattr(update, "spans", None)
    if spans is None:
        return update
    rows = len(getattr(update, "chops", ()))
    update.spans = [span for span in spans if span[0] < rows]  # type: ignore[union-attr]  # as was looked up
    return update if update.spans else None  # type: ignore[union-attr]  # likewise
