"""The diagrams of the reader, cached; charts are drawn in another process, within a time limit."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from threading import Event, Timer
from typing import TYPE_CHECKING, Final

from tuireader.other_process import UNUSABLE, OtherProcess, UnusableProcessError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.rendering.diagrams.diagram import Diagram
    from tuireader.session.drawn.diagram_pictures import DiagramPictures

TIME_LIMIT: Final = 5.0
"""Seconds that a chart may take, the start of the process included."""
_KEPT: Final = 200
_AS_IT_WAS: Final = "as it was when it could be drawn"
_ALIKE: Final = 0.6
"""The share of a source that is still as it was, if it is the same diagram being written."""


class Diagrams:
    """The drawings of diagrams by their sources; `wanted` is called when there are charts to be drawn.

    A source that cannot be drawn, such as one being typed, keeps the last drawing of its likely predecessor.
    """

    def __init__(self, wanted: Callable[[], object]) -> None:
        self._wanted = wanted
        self._drawn: OrderedDict[tuple[str, int], Diagram] = OrderedDict()
        self._pending: dict[tuple[str, int], None] = {}
        self.pictures: DiagramPictures | None = None
        """The pictures of diagrams, where the terminal shows them."""
        self.searched = False
        """Whether the post is being searched, which pictures are not."""

    def of(self, written: str, width: int) -> Diagram | None:
        """The drawing of a source, made for a width; None for one that is yet to be drawn."""
        from tuireader.rendering.diagrams.diagram import Diagram, is_chart

        if self.pictures is None:
            return self._lines_of(written, width)
        from tuireader.rendering.diagrams.picture import is_legible

        picture = self.pictures.of(written)
        awaited = self.pictures.awaits(written)
        if awaited:
            self._wanted()
        exact = bool(picture or awaited)
        # What is drawn at once is drawn too, and charts whose picture would be too small: it may have no room.
        alone = awaited or (picture is not None and is_legible(picture, width))
        found = Diagram() if alone and is_chart(written) else self._lines_of(written, width)
        if self.searched:
            return found
        if picture is None and (awaited or found is None or found.problem):
            picture = self.pictures.before(partial(_is_alike, written))
        if picture is None:
            return found if found is None or found.lines or found.problem else None
        if found is None or (exact and found.problem):
            found = Diagram()
        return replace(found, picture=picture, problem="" if exact else _AS_IT_WAS)

    def _lines_of(self, written: str, width: int) -> Diagram | None:
        from tuireader.rendering.diagrams.diagram import draw_diagram_source, is_as_wide_as_told, is_chart

        chart = is_chart(written)
        key = (written, 0 if chart and not is_as_wide_as_told(written) else width)
        if key not in self._drawn:
            if chart:
                self._pending[key] = None
                self._wanted()
                return self._before(written)
            self._keep(key, draw_diagram_source(written, width))
        self._drawn.move_to_end(key)
        found = self._drawn[key]
        return found if found.lines else self._before(written) or found

    async def draw_pending(self, *, limit: float = TIME_LIMIT) -> bool:
        """Draw the charts and make the pictures that were asked for; tell whether there were any."""
        made = await self.pictures.make_pending() if self.pictures else False
        pending = list(self._pending)
        for key in pending:
            self._keep(key, await _drawn_elsewhere(*key, limit))
            self._pending.pop(key, None)
        return made or bool(pending)

    def _keep(self, key: tuple[str, int], drawing: Diagram) -> None:
        self._drawn[key] = drawing
        if len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)

    def _before(self, written: str) -> Diagram | None:
        """The last drawing of a source that is mostly as this one is; or of this one, for another width."""
        for (other, _), drawing in reversed(self._drawn.items()):
            if drawing.lines and _is_alike(written, other):
                return drawing if written == other else replace(drawing, problem=_AS_IT_WAS)
        return None


def _is_alike(one: str, other: str) -> bool:
    return _share(one, other) >= _ALIKE


def _share(one: str, other: str) -> float:
    """The share of the longer of two texts that begins and ends both."""
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    begun = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    rest = shorter - begun
    ended = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    return (begun + ended) / max(longer, 1)


async def _drawn_elsewhere(written: str, width: int, limit: float) -> Diagram:
    import asyncio

    from tuireader.rendering.diagrams.diagram import draw_charts
    from tuireader.session.worker import in_process

    try:
        async with asyncio.timeout(limit), aclosing(in_process(draw_charts, (written,), width)) as drawings:
            async for one in drawings:
                return one
    except (TimeoutError, ChildProcessError) as error:
        return _undrawn(error)
    return _undrawn(ChildProcessError())


def _undrawn(error: Exception) -> Diagram:
    """The problem in place of a drawing that another process did not make."""
    from tuireader.rendering.diagrams.diagram import Diagram

    if isinstance(error, TimeoutError):
        return Diagram(problem="its drawing takes too long")
    return Diagram(
        problem=UNUSABLE if isinstance(error, UnusableProcessError) else "its source cannot be read"
    )


def drawn_now(written: str, width: int) -> Diagram:
    """The drawing of a source; waits for a chart, up to the time limit."""
    from tuireader.rendering.diagrams.diagram import draw_charts, draw_diagram_source, is_chart

    if not is_chart(written):
        return draw_diagram_source(written, width)
    late = Event()
    try:
        process = OtherProcess(draw_charts, (written,), width)
    except ChildProcessError as error:
        return _undrawn(error)

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(TIME_LIMIT, end)
    timer.start()
    try:
        return next(process)
    except (ChildProcessError, StopIteration) as error:
        return _undrawn(TimeoutError() if late.is_set() else error)
    finally:
        timer.cancel()
        process.close()
