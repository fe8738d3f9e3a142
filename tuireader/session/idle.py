"""Waiting for a time at which nobody waits."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK = 0.1
"""Seconds between two looks at whether there is something to do."""
PATIENCE = 20.0
"""Seconds to wait at most: then what waits is done all the same."""


def not_busy() -> bool:
    """Whether a reader is busy in which nothing else happens."""
    return False


async def until_idle(busy: Callable[[], bool]) -> None:
    """Wait until nothing is being done that work in the background would hold up, but not for ever."""
    end = monotonic() + PATIENCE
    while busy() and monotonic() < end:  # noqa: ASYNC110 - what is busy tells nobody when it ends
        await asyncio.sleep(LOOK)
