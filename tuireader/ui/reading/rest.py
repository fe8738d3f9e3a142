"""The rest of a body, after what its first screen needed.

Most of a very long one is parsed in a process of its own: keys and a thread that parses would wait for one another.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from tuireader.ui.errand import errand
from tuireader.ui.reading.opening import following

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from tuireader.rendering.body.windows import Window
    from tuireader.ui.reading.opening import Opened

HERE: Final = 8_000
"""Lines that are parsed in a thread first: as many as it parses while a process starts."""
WORTH_A_PROCESS: Final = 50_000
"""Lines left after those for which a process is begun."""


async def rest(opened: Opened, window: Window) -> AsyncGenerator[Window, None]:
    """Yield the windows of a body that follow `window`, to its end."""
    total = len(opened.text.lines)
    there = window.next + HERE if total - window.next - HERE >= WORTH_A_PROCESS else total
    while window.next < total:
        if window.next >= there:
            there = total
            async with aclosing(_rest_elsewhere(opened, window)) as windows:
                async for found in windows:
                    yield (window := found)
        else:
            yield (window := await asyncio.to_thread(following, opened, window))


async def _rest_elsewhere(opened: Opened, window: Window) -> AsyncGenerator[Window, None]:
    """Yield what follows `window`, parsed in a process of its own, for as long as that runs."""
    parsers, body = opened.parsers, "\n".join(opened.text.lines)
    try:
        async with aclosing(errand(windows, parsers.engine, parsers.dialects, body, window, nice=0)) as found:
            async for one in found:
                yield one
    except ChildProcessError:
        pass


def windows(engine: str, dialects: tuple[str, ...], body: str, window: Window) -> Iterator[Window]:
    """Yield the windows of `body` that follow `window`, parsed in an engine's `dialects`."""
    from tuireader.rendering.body.manuscript import next_window  # noqa: PLC0415 - in the other process alone
    from tuireader.rendering.parsing.parsers import Parsers  # noqa: PLC0415 - as above

    parser, lines = Parsers(engine, dialects).blocks, body.split("\n")
    while window.next < len(lines):
        window = next_window(parser, lines, window)
        yield window
