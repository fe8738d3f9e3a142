"""The index behind the reader, by itself: what it knows of a post before its last save."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING

from tests.ui.archives import one, text
from tests.ui.driver import PATIENCE
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.disk.databases import LOG
from tuireader.archive.post import PostId, Problem
from tuireader.archive.scan import scan
from tuireader.catalog.cache_file import cache_path
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.query.query import Query, parse_query
from tuireader.catalog.search.store import VERSION
from tuireader.session.live_archive import ArchiveChanged
from tuireader.session.search import SearchService

if TYPE_CHECKING:
    from pathlib import Path

POST = PostId("_posts/2024-05-05-the-post.md")


def saved(root: Path, before: Catalog, body: str) -> ArchiveChanged:
    """What is told of a save of the post."""
    (root / POST).write_text(text("The post", body))
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    posts = [post for batch in scan(archive, datetime.now(UTC)) for post in batch.posts]
    catalog, change = before.apply(posts)
    return ArchiveChanged(archive, catalog, change, saves=(POST,))


async def test_the_body_before_a_save_is_known_whether_or_not_the_index_has_taken_notice(
    tmp_path: Path,
) -> None:
    one(tmp_path, "Words.")
    service = SearchService(tmp_path, kept=False, pressed=lambda: -inf)
    opening = False
    running = asyncio.create_task(service.run(lambda _: None, lambda: None, opening=lambda: opening))
    try:
        catalog = Catalog.empty()
        async with asyncio.timeout(PATIENCE):
            for body in ("First.", "Second."):
                event = saved(tmp_path, catalog, body)
                catalog = event.catalog
                service.apply(event)
                await service.wait()
            assert await service.body_before_save(POST) == "First.\n"
            opening = True
            service.apply(saved(tmp_path, catalog, "Third."))
            assert not service.complete
            assert await service.body_before_save(POST) == "Second.\n"
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await service.close()


async def test_an_index_that_is_not_to_be_made_early_is_made_for_the_first_search(tmp_path: Path) -> None:
    one(tmp_path, "Words.")
    service = SearchService(tmp_path, kept=False, pressed=lambda: -inf, early=False)
    running = asyncio.create_task(service.run(lambda _: None, lambda: None))
    query = parse_query("first")
    assert isinstance(query, Query)
    try:
        service.apply(saved(tmp_path, Catalog.empty(), "First."))
        # What needs no search does not ask for it either.
        assert await service.body_before_save(POST) is None
        for _ in range(100):
            await asyncio.sleep(0)
        assert (service.updates, service.progress[0]) == (0, 0)
        assert await service.search(query, 9) is None
        async with asyncio.timeout(PATIENCE):
            await service.wait()
        found = await service.search(query, 9)
        assert found
        assert [match.id for match in found.matches] == [POST]
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await service.close()


async def test_an_index_whose_file_is_emptied_meanwhile_is_made_anew_in_memory(tmp_path: Path) -> None:
    one(tmp_path, "Words.")
    service = SearchService(tmp_path, kept=True, pressed=lambda: -inf)
    told: list[Problem] = []
    running = asyncio.create_task(service.run(told.append, lambda: None))
    query = parse_query("first")
    assert isinstance(query, Query)
    try:
        service.apply(saved(tmp_path, Catalog.empty(), "First."))
        async with asyncio.timeout(PATIENCE):
            await service.wait()
            kept = cache_path(tmp_path, "search", VERSION)
            for file in (kept, kept.with_name(kept.name + LOG)):
                file.write_bytes(b"")
            await service.search(query, 9)
            await service.wait()
        found = await service.search(query, 9)
        assert found
        assert [match.id for match in found.matches] == [POST]
        assert len(told) == 1
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await service.close()
