"""The pictures of the post that is read, decoded one after the other as they are wanted."""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING, Final

from tuireader.rendering.pictures.half_blocks import WrittenRows
from tuireader.rendering.pictures.kitty import NUMBERS, KittyPicture, dropped, sent
from tuireader.session.pictures.decoder import PictureDecoder, drawn, request_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuireader.archive.disk.images import ImageFile
    from tuireader.rendering.drawing import PictureSpan
    from tuireader.rendering.pictures.decode import PictureRequest, Pixels
    from tuireader.session.pictures.decoder import DrawnPicture, PictureStyle

IDLE_SECONDS: Final = 60.0
"""Seconds after which a process without a picture to decode is ended."""
MAX_KEPT_BYTES: Final = 24_000_000
"""Most bytes of the pictures that are kept."""
MOST_NUMBERS: Final = 99_991
"""Pictures that a run may send to a terminal."""
MAX_SPOILED: Final = 1_000
"""Most files of which it is kept that they are no pictures."""

FileKey = tuple[str, tuple[int, int], bytes]
PictureKey = tuple[str, tuple[int, int], bytes, int, int, "PictureStyle"]


class PictureService:
    """Pictures by their file and their size in cells, decoded when they are wanted.

    `arrived` is called in the loop when one is there, `failed` when one could not be decoded; `send` writes to the
    terminal.
    """

    def __init__(
        self,
        style: PictureStyle,
        arrived: Callable[[], object],
        failed: Callable[[], object],
        send: Callable[[str], object],
        *,
        most: int = MAX_KEPT_BYTES,
    ) -> None:
        self.style = style
        self._arrived = arrived
        self._failed = failed
        self._send = send
        self._numbers = count(NUMBERS[os.getpid() * MOST_NUMBERS % (len(NUMBERS) - MOST_NUMBERS)])
        self._most = most
        self._rows = WrittenRows()
        self._kept: OrderedDict[PictureKey, DrawnPicture] = OrderedDict()
        self._last: dict[str, PictureKey] = {}
        """The last picture of a file that was decoded, whatever the file has become since."""
        self._spoiled: OrderedDict[FileKey, str] = OrderedDict()
        self._wanted: list[PictureSpan] = []
        self._drawings: list[tuple[PictureRequest, asyncio.Future[Pixels | str]]] = []
        self._asked = asyncio.Event()

    def spoiled(self, file: ImageFile) -> str:
        """The reason why a file proved to be no picture that can be drawn; empty if it did not."""
        return self._spoiled.get(_key_of(file), "") if self._spoiled else ""

    def picture(self, span: PictureSpan) -> DrawnPicture | None:
        """The picture of a place, or what its file showed before it was changed; None until it is decoded."""
        key = self._key(span)
        found = self._kept.get(key) or self._kept.get(self._before(key))
        if found:
            self._kept.move_to_end(key if key in self._kept else self._before(key))
        return found

    def request(self, spans: Iterable[PictureSpan]) -> None:
        """Decode these pictures, the first ones first, and no others that were wanted before."""
        self._wanted = [span for span in spans if self._is_missing(span)]
        if self._wanted:
            self._asked.set()

    async def drawing(self, request: PictureRequest) -> Pixels | str:
        """What is made of a request in the process that decodes pictures, before those that are wanted."""
        answer: asyncio.Future[Pixels | str] = asyncio.get_running_loop().create_future()
        self._drawings.append((request, answer))
        self._asked.set()
        return await answer

    async def run(self) -> None:
        """Decode what is wanted, until it is cancelled."""
        decoder = PictureDecoder()
        try:
            await asyncio.to_thread(decoder.start)
            while True:
                self._asked.clear()
                while self._drawings or self._wanted:
                    if self._drawings:
                        await _draw(decoder, *self._drawings.pop(0))
                    else:
                        await self._decode(decoder, self._wanted.pop(0))
                try:
                    await asyncio.wait_for(self._asked.wait(), IDLE_SECONDS)
                except TimeoutError:
                    await asyncio.to_thread(decoder.close)
                    await self._asked.wait()
        finally:
            # At once: when the program ends, no other task gets its turn.
            decoder.stop()

    async def _decode(self, decoder: PictureDecoder, span: PictureSpan) -> None:
        if not self._is_missing(span):
            return
        key, style = self._key(span), self.style
        found = await asyncio.to_thread(decoder.decode, request_of(span, style))
        if isinstance(found, str):
            self._spoiled[_key_of(span.file)] = found
            if len(self._spoiled) > MAX_SPOILED:
                self._spoiled.popitem(last=False)
            self._failed()
        else:
            picture = drawn(found, span, style, self._rows, next(self._numbers))
            if isinstance(picture, KittyPicture):
                self._send(sent(picture.number, found, span.columns, span.rows))
            self._keep(key, picture)
            self._arrived()

    def _is_missing(self, span: PictureSpan) -> bool:
        return self._key(span) not in self._kept and not self.spoiled(span.file)

    def _keep(self, key: PictureKey, picture: DrawnPicture) -> None:
        self._kept[key] = picture
        self._last[key[0]] = key
        total = sum(one.size for one in self._kept.values())
        while total > self._most and len(self._kept) > 1:
            oldest, picture_dropped = self._kept.popitem(last=False)
            total -= picture_dropped.size
            if isinstance(picture_dropped, KittyPicture):
                self._send(dropped(picture_dropped.number))
            if self._last.get(oldest[0]) == oldest:
                del self._last[oldest[0]]

    def _key(self, span: PictureSpan) -> PictureKey:
        return (*_key_of(span.file), span.columns, span.rows, self.style)

    def _before(self, key: PictureKey) -> PictureKey:
        """The key of the last picture of the same file, if it has the same size and style."""
        last = self._last.get(key[0]) if key[0] else None
        return last if last and last[3:] == key[3:] else key


async def _draw(
    decoder: PictureDecoder, request: PictureRequest, answer: asyncio.Future[Pixels | str]
) -> None:
    if not answer.done():
        found = await asyncio.to_thread(decoder.decode, request)
        if not answer.done():
            answer.set_result(found)


def _key_of(file: ImageFile) -> FileKey:
    return file.path, file.stamp, file.data
