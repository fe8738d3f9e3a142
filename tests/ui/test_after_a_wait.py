"""What comes of a wait is about the post that is open by then, however it came to be."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, one, text, three
from tests.ui.driver import PATIENCE, reading
from tuireader.archive import scan
from tuireader.archive.disk import files
from tuireader.archive.post import PostId
from tuireader.session import open_post
from tuireader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIVE = Settings(watch=True)
POST = PostId("_posts/2024-05-05-the-post.md")
WINTER = PostId("_posts/2024-12-21-winter.md")


@pytest.fixture
def goes_on(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Until this is set, neither the disk nor the parser of what follows the first screen answers in these tests."""
    event = threading.Event()

    def slow(act: Callable[..., object]) -> Callable[..., object]:
        def waited(*arguments: object) -> object:
            event.wait(PATIENCE)
            return act(*arguments)

        return waited

    monkeypatch.setattr(files, "absence", slow(files.absence))
    monkeypatch.setattr(scan, "read", slow(scan.read))
    monkeypatch.setattr(open_post, "following", slow(open_post.following))
    return event


async def test_a_save_while_a_long_post_is_still_parsed_is_shown(
    tmp_path: Path, goes_on: threading.Event
) -> None:
    one(tmp_path, numbered(2_000))
    async with reading(tmp_path) as reader:
        opening = reader.context.reading
        await reader.reads("The post")
        shown, archive = opening.shown.open_post, reader.context.archive
        assert shown
        assert archive
        assert not shown.complete
        (tmp_path / POST).write_text(text("The post", f"{numbered(2_000)}\n\nThe very last."))
        opening.saves.revise(archive, shown.post)
        await reader.until(lambda: not opening.opener.is_opening)
        await reader.press("enter", "G")
        await reader.sees("The very last.", pane="article")
        goes_on.set()


async def test_why_a_post_is_gone_is_not_said_beside_another(
    tmp_path: Path, goes_on: threading.Event
) -> None:
    async with reading(three(tmp_path), settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        await reader.reads("Winter")
        await asyncio.to_thread((tmp_path / WINTER).unlink)
        await reader.sees("2 posts")
        await reader.press("j")
        await reader.until(
            lambda: reader.context.reading.wanted is not None and reader.context.reading.wanted.id != WINTER
        )
        await reader.until(lambda: not reader.context.reading.opener.is_opening)
        goes_on.set()
        workers = reader.screen.workers
        await reader.until(
            lambda: all(one.is_finished for one in workers if one.group == "looking for the post")
        )
        assert "no longer" not in reader.notice


async def test_a_post_that_was_left_after_the_editor_stays_left(
    tmp_path: Path, goes_on: threading.Event
) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.reads("Winter")
        task = asyncio.create_task(reader.parts.editing._read_again())
        await asyncio.sleep(0)
        await reader.press("J")
        await reader.reads("Summer")
        goes_on.set()
        await task
        await reader.until(lambda: not reader.context.reading.opener.is_opening)
        await reader.reads("Summer")
