"""The process that decodes pictures, and the requests to it."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass
from tuireader.other_process import UNUSABLE, OtherProcess, UnusableProcessError
from tuireader.rendering.pictures.decode import BROKEN, PictureRequest, Pixels, decode_all
from tuireader.rendering.pictures.half_blocks import HalfBlocks, WrittenRows
from tuireader.rendering.pictures.kitty import KittyPicture
from tuireader.rendering.pictures.sixel import SixelPicture

if TYPE_CHECKING:
    from tuireader.rendering.drawing import PictureSpan
    from tuireader.rendering.pictures.decode import Colour, Form

DrawnPicture = HalfBlocks | KittyPicture | SixelPicture
"""A picture as it is painted, row by row."""
DECODE_TIMEOUT: Final = 10.0
"""Seconds that a picture may take."""
SLOW: Final = "takes too long to draw"


@dataclass(frozen=True, slots=True)
class PictureStyle:
    """How a terminal shows pictures.

    `colours` is the number of its colours, 0 for all; `background` shows through what is transparent; `protocol` is
    `blocks`, `kitty` or `sixel`, and `cell` the width and height of a cell in pixels. `generation` counts how often the
    terminal has lost what it was sent. With `bare` the page has the terminal's own colour.
    """

    colours: int
    background: Colour
    protocol: str = "blocks"
    cell: tuple[int, int] = (1, 2)
    generation: int = 0
    bare: bool = False


class PictureDecoder:
    """Decodes pictures in another process, which is started for the first one and goes on until it is closed."""

    def __init__(self, longest: float = DECODE_TIMEOUT) -> None:
        self._longest = longest
        self._process: OtherProcess[Pixels | str] | None = None
        self._lock = Lock()
        self._stopped = False

    def start(self) -> None:
        """Start the process, so that the first picture need not wait for that."""
        with self._lock, suppress(ChildProcessError):
            self._started()

    def _started(self) -> OtherProcess[Pixels | str]:
        if self._stopped:
            raise ChildProcessError
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
            except (ChildProcessError, StopIteration) as error:
                self._end()
                return SLOW if late else UNUSABLE if isinstance(error, UnusableProcessError) else BROKEN

    def close(self) -> None:
        """End the process; the next picture starts another."""
        with self._lock:
            self._end()

    def stop(self) -> None:
        """End the process at once, though another thread waits for a picture, and start no other."""
        self._stopped = True
        if process := self._process:
            process.kill()
        self.close()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.close()


def request_of(span: PictureSpan, style: PictureStyle) -> PictureRequest:
    """The request for the picture of a place."""
    file = span.file
    form: Form = {"kitty": "png", "sixel": "sixels"}.get(style.protocol, "pixels")  # type: ignore[assignment]  # these
    width, height = style.cell if form != "pixels" else (1, 2)
    size = span.columns * width, span.rows * height
    return PictureRequest(file.path, file.data, *size, style.colours, style.background, form, height)


def drawn(
    found: Pixels, span: PictureSpan, style: PictureStyle, rows: WrittenRows, number: int = 0
) -> DrawnPicture:
    """The picture of a place as it is painted; `number` is the one by which a terminal knows it."""
    background = None if style.bare else style.background
    if style.protocol == "kitty":
        return KittyPicture(number, span.columns, len(found.bytes), background)
    if style.protocol == "sixel":
        return SixelPicture(found.bytes, span.columns, background)
    return HalfBlocks(found, style.colours, rows)
