"""Pictures are decoded in another process, which may be ended; what is kept has a bound."""

from __future__ import annotations

import asyncio
import re
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.pictures import SVG, picture
from tests.processes import gone
from tuireader.archive.disk.images import ImageFile
from tuireader.rendering.drawing import PictureSpan
from tuireader.rendering.pictures.decode import PictureRequest, Pixels
from tuireader.session.pictures.decoder import PictureDecoder, PictureStyle
from tuireader.session.pictures.service import PictureService

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import pytest

BACKGROUND = (0, 0, 0)
ENDLESS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><filter id="f">'
    b'<feTurbulence baseFrequency="0.01" numOctaves="9999"/><feGaussianBlur stdDeviation="200"/></filter>'
    b'<rect width="4000" height="4000" filter="url(#f)"/></svg>'
)


def span(data: bytes) -> PictureSpan:
    return PictureSpan(0, 2, 0, 4, ImageFile(len(data), 80, 60, data=data))


def request(data: bytes) -> PictureRequest:
    return PictureRequest("", data, 800, 800, 0, BACKGROUND)


def test_what_takes_too_long_is_ended_and_the_next_one_is_drawn() -> None:
    decoder = PictureDecoder(longest=0.5)
    assert decoder.decode(request(ENDLESS)) == "takes too long to draw"
    decoder = PictureDecoder()
    assert isinstance(decoder.decode(request(SVG)), Pixels)
    decoder.close()
    assert isinstance(decoder.decode(request(SVG)), Pixels)
    process = decoder._process
    decoder.stop()
    assert process
    assert gone(process.pid)
    assert decoder.decode(request(SVG)) == "a broken picture"


def test_a_process_that_does_not_start_is_no_fault_of_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert PictureDecoder().decode(request(SVG)) == "the process that draws it is not running"
    monkeypatch.setattr(sys, "executable", "/bin/false")
    decoder = PictureDecoder()
    assert decoder.decode(request(SVG)) == "the process that draws it is not running"
    decoder.stop()


class Watched:
    """A service, and what it told and sent."""

    def __init__(self, style: PictureStyle, most: int) -> None:
        self.sent: list[str] = []
        self._ends: asyncio.Queue[str] = asyncio.Queue()
        self.service = PictureService(
            style,
            lambda: self._ends.put_nowait("arrived"),
            lambda: self._ends.put_nowait("failed"),
            self.sent.append,
            most=most,
        )

    async def decoded(self, *spans: PictureSpan) -> list[str]:
        """Have pictures decoded; how that ended."""
        self.service.request(spans)
        async with asyncio.timeout(20):
            return [await self._ends.get() for _ in spans]


@asynccontextmanager
async def serving(style: PictureStyle, most: int = 1_000_000) -> AsyncIterator[Watched]:
    watched = Watched(style, most)
    running = asyncio.create_task(watched.service.run())
    yield watched
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_longest_unused_go_first_and_the_terminal_is_told() -> None:
    one, two, three = (span(picture(size=(80, height))) for height in (60, 61, 62))
    nothing = span(b"nothing")
    async with serving(PictureStyle(0, BACKGROUND, "kitty", (2, 4)), most=250) as watched:
        service = watched.service
        assert await watched.decoded(one, nothing, two) == ["arrived", "failed", "arrived"]
        assert service.picture(nothing) is None
        assert service.spoiled(nothing.file) == "an unknown format"
        assert service.picture(one)
        await watched.decoded(three)
        numbers = [match[1] for told in watched.sent if (match := re.match("\x1b_Ga=T.*?,i=(\\d+),", told))]
        assert watched.sent[-1] == f"\x1b_Ga=d,d=I,q=2,i={numbers[1]}\x1b\\"
        assert [service.picture(each) is not None for each in (one, two, three)] == [True, False, True]
        service.style = PictureStyle(0, BACKGROUND)
        assert service.picture(one) is None
        await watched.decoded(one)
        drawn = service.picture(one)
        assert drawn
        assert drawn.columns == 4


async def test_a_changed_file_shows_what_it_was_until_it_is_decoded(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    before = PictureSpan(0, 2, 0, 4, ImageFile(9, 80, 60, path=str(tmp_path / "a.png"), stamp=(1, 1)))
    after = PictureSpan(0, 2, 0, 4, before.file._replace(stamp=(2, 2)))
    wider = PictureSpan(0, 2, 0, 5, before.file._replace(stamp=(2, 2)))
    async with serving(PictureStyle(0, BACKGROUND)) as watched:
        await watched.decoded(before)
        shown = watched.service.picture(before)
        assert shown
        assert watched.service.picture(after) is shown
        assert watched.service.picture(wider) is None
        await watched.decoded(after)
        assert watched.service.picture(after) is not shown
