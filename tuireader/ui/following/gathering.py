"""What is gathered from all files of an archive, in lots: the links as they are written, and what is wrong."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import Archive, open_archive
from tuireader.checking.collecting import links_in_lots, written_links
from tuireader.ui.errand import errand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from tuireader.archive.post import PostId, Problem
    from tuireader.archive.written_link import WrittenLink

    Written = dict[PostId, tuple[WrittenLink, ...]]

WORTH_A_PROCESS: Final = 1_000
"""Posts from which another process takes less of the reader's time than a thread does."""
PROCESSES: Final = 2
LOT: Final = 200


async def gather(
    archive: Archive, ids: Sequence[PostId], gathered: Callable[[int], None], *, kept: bool = False
) -> Written:
    """Return the links of posts as they are written; `gathered` is told of how many so far.

    Those of many posts are `kept` in the user's cache folder, and need not be found again.
    """
    found: Written = {}
    if len(ids) < WORTH_A_PROCESS:
        await _gather_here(archive, ids, found, gathered)
        return found
    try:
        async with asyncio.TaskGroup() as group:
            for number in range(PROCESSES):
                group.create_task(_gather_there(archive, ids[number::PROCESSES], found, gathered, kept))
    except* ChildProcessError:
        await _gather_here(archive, [one for one in ids if one not in found], found, gathered)
    return found


async def _gather_here(
    archive: Archive, ids: Sequence[PostId], found: Written, gathered: Callable[[int], None]
) -> None:
    for lot in in_lots(ids):
        found.update(await asyncio.to_thread(written_links, archive, lot))
        gathered(len(found))


async def _gather_there(
    archive: Archive,
    ids: Sequence[PostId],
    found: Written,
    gathered: Callable[[int], None],
    kept: bool,
) -> None:
    async with aclosing(errand(written_in_lots, str(archive.root), list(ids), kept)) as lots:
        async for lot in lots:
            found.update(lot)
            gathered(len(found))


def written_in_lots(root: str, ids: Sequence[PostId], kept: bool) -> Iterator[Written]:
    """Yield the links of posts, so many posts at a time."""
    archive = open_archive(Path(root))
    if isinstance(archive, Archive):
        yield from links_in_lots(archive, ids, kept=kept)


def in_lots(ids: Sequence[PostId]) -> Iterator[Sequence[PostId]]:
    """Yield posts, so few at a time that no processes are begun for them."""
    return (ids[at : at + LOT] for at in range(0, len(ids), LOT))


async def check_archive(
    root: Path, off: Collection[str], *, kept: bool = False
) -> tuple[Problem, ...] | None:
    """Return what `tuireader check` finds in an archive, None where it cannot be checked."""
    try:
        async with aclosing(errand(problems_in, str(root), frozenset(off), kept)) as answers:
            async for problems in answers:
                return problems
    except ChildProcessError:
        pass
    return None


def problems_in(root: str, off: frozenset[str], kept: bool) -> Iterator[tuple[Problem, ...]]:
    """Yield what is wrong with an archive, once."""
    from datetime import UTC, datetime  # noqa: PLC0415 - as the ones below: in the other process alone

    from tuireader.archive.scan import scan  # noqa: PLC0415
    from tuireader.catalog.catalog import Catalog  # noqa: PLC0415
    from tuireader.checking.check import problems_of  # noqa: PLC0415
    from tuireader.checking.collecting import link_graph  # noqa: PLC0415
    from tuireader.checking.facts import Facts  # noqa: PLC0415

    archive = open_archive(Path(root))
    if not isinstance(archive, Archive):
        return
    posts = [post for batch in scan(archive, datetime.now(UTC)) for post in batch.posts]
    catalog, _ = Catalog.empty().apply(posts)
    # `written_links` would begin processes of its own for many posts at once.
    written: Written = {}
    for lot in written_in_lots(root, [post.id for post in catalog], kept):
        written.update(lot)
    yield problems_of(Facts(archive, catalog, link_graph(archive, catalog, written)), off)
