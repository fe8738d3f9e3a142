"""Single events → batches of touched paths."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.watching.ignore import matters

if TYPE_CHECKING:
    from asyncio import Queue
    from collections.abc import AsyncGenerator, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Batch:
    """What was touched: hints, for the disk is the truth.

    `paths` are relative to the archive's root, with forward slashes; a path may be a file or a folder, there
    or gone. `everything` asks for a rescan of the whole archive: the root itself was touched, or the system
    lost events.
    """

    paths: frozenset[str]
    everything: bool = False


async def batches(queue: Queue[str], root: Path) -> AsyncGenerator[Batch, None]:
    """Yield what the watcher saw below `root`: the first event at once, then what came meanwhile.

    Events that never matter are left out, and no batch is empty. Ends when it is cancelled or closed.
    """
    base = os.path.realpath(root)  # noqa: ASYNC240 - once, at the start
    while True:
        touched = {await queue.get()}
        while not queue.empty():
            touched.add(queue.get_nowait())
        batch = batch_of(touched, base)
        if batch.paths or batch.everything:
            yield batch


def batch_of(touched: Iterable[str], base: str) -> Batch:
    """Return the batch of the absolute paths `touched`, seen from the resolved root `base`."""
    paths = {_inside(path, base) for path in touched}
    return Batch(frozenset(path for path in paths if path and matters(path)), everything="" in paths)


def _inside(path: str, base: str) -> str | None:
    """Return `path` as seen from `base` ("" for `base` itself), or None when it lies elsewhere."""
    if path == base:
        return ""
    inside = path.removeprefix(base.rstrip(os.sep) + os.sep)
    return None if inside == path else inside.replace(os.sep, "/")
