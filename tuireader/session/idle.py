"""Waiting until the reader is idle."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_INTERVAL = 0.1
"""Seconds between two checks."""
IDLE_TIMEOUT = 20.0
"""Most seconds to wait."""


def not_busy() -> bool:
    """Never busy; for a service without a reader."""
    return False


async def until_idle(busy: Callable[[], bool], seconds: float = IDLE_TIMEOUT) -> None:
    """Wait while the reader is `busy`, but for at most `seconds`."""
    end = monotonic() + seconds
    while busy() and monotonic() < end:  # noqa: ASYNC110 - what is busy tells nobody when it ends
        await asyncio.sleep(POLL_INTERVAL)
