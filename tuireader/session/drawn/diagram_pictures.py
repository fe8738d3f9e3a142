"""The pictures of diagrams: their drawings in SVG, which the terminal shows like those of files."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.images import ImageFile
from tuireader.rendering.pictures.decode import PictureRequest, Pixels

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tuireader.rendering.pictures.decode import Colour

_KEPT: Final = 100


def svg_request(written: str, background: Colour) -> PictureRequest:
    """The request for the drawing of a source on a background."""
    return PictureRequest("", written.encode(), 0, 0, 0, background, "svg")


def svg_file(found: Pixels | str) -> ImageFile | None:
    """The drawing that was asked for as an image's file; None if there is none."""
    if isinstance(found, str):
        return None
    return ImageFile(len(found.bytes), found.width, found.height, data=found.bytes)


class DiagramPictures:
    """The pictures of diagrams by their sources, for a `background`; `make` waits for another process."""

    def __init__(self, make: Callable[[PictureRequest], Awaitable[Pixels | str]], background: Colour) -> None:
        self.background = background
        self._make = make
        self._kept: OrderedDict[str, ImageFile | None] = OrderedDict()
        self._pending: dict[str, None] = {}

    def of(self, written: str) -> ImageFile | None:
        """The picture of a source; None for one that has none, or that is yet to be made (see `awaits`)."""
        if written in self._kept:
            self._kept.move_to_end(written)
            return self._kept[written]
        self._pending[written] = None
        return None

    def awaits(self, written: str) -> bool:
        """Whether the picture of a source is yet to be made."""
        return written in self._pending

    def before(self, is_alike: Callable[[str], bool]) -> ImageFile | None:
        """The last picture of a source that is alike."""
        return next((file for one, file in reversed(self._kept.items()) if file and is_alike(one)), None)

    async def make_pending(self) -> bool:
        """Make the pictures that were asked for; tell whether there were any."""
        pending = list(self._pending)
        for one in pending:
            self._kept[one] = svg_file(await self._make(svg_request(one, self.background)))
            self._pending.pop(one, None)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return bool(pending)
