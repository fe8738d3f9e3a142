"""The process that decodes pictures, and what it is asked for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

from tuireader.other_process import OtherProcess
from tuireader.rendering.pictures.decode import BROKEN, PictureRequest, Pixels, decode_all

if TYPE_CHECKING:
    from tuireader.rendering.drawing import PictureSpan
    from tuireader.rendering.pictures.decode import Colour

LONGEST: Final = 10.0
"""Seconds that a picture may take."""
SLOW: Final = "takes too long to draw"


@dataclass(frozen=True, slots=True)
class PictureStyle:
    """How a terminal shows pictures: the number of its colours, 0 for all, and the ground of what is transparent."""

    colours: int
    ground: Colour


class PictureDecoder:
    """Decodes pictures in another process, which is started for the first one and goes on until it is closed."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._process: OtherProcess[Pixels | str] | None = None
        self._lock = Lock()

    def start(self) -> None:
        """Start the process, so that the first picture need not wait for that."""
        with self._lock, suppress(ChildProcessError):
            self._started()

    def _started(self) -> OtherProcess[Pixels | str]:
        if self._process is None:
            self._process = OtherProcess(decode_all, asked=True, nice=0)
        return self._process

    def decode(self, request: PictureRequest) -> Pixels | str:
        """Wait for a picture, or for the reason why there is none."""
        with self._lock:
            late = False

            def end() -> None:
                nonlocal late
                late = True
                process.kill()

            try:
                process = self._started()
                timer = Timer(self._longest, end)
                timer.daemon = True
                timer.start()
                try:
                    process.ask(request)
                    return next(process)
                finally:
                    timer.cancel()
            except (ChildProcessError, StopIteration):
                self._end()
                return SLOW if late else BROKEN

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def kill(self) -> None:
        """End the process at once, though another thread waits for a picture."""
        if process := self._process:
            process.kill()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.close()


def request_of(span: PictureSpan, style: PictureStyle) -> PictureRequest:
    """What is to be decoded for a place: two pixels to a cell."""
    file = span.file
    return PictureRequest(file.path, file.data, span.columns, span.rows * 2, style.colours, style.ground)
