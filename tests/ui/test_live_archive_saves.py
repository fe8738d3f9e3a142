"""Every way of saving shows the new text, once it is whole, and nothing else."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui import saves
from tests.ui.archives import blog, text
from tests.ui.live_archives import QUICK, keeping
from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.live_archives import Kept
    from tuireader.session.live_archive import ArchiveChanged

POST = PostId("_posts/2024-01-02-a.md")
OTHER = PostId("_posts/2024-01-01-b.md")
NEW = text("After", "New words. " * 300)
POLL = 0.05
WHOLE = (saves.in_place, saves.vim, saves.jetbrains, saves.os_replace, saves.from_outside, saves.git)
COMMANDS = {name: command for name, command in saves.commands().items() if shutil.which(command[0])}
SLOW = replace(QUICK, unsettled=3.0)
"""Between the steps of a save a busy machine may take its time."""
EDITORS = {"nano": saves.nano} if shutil.which("nano") else {}


def archive(root: Path) -> Path:
    return blog(root, {"2024-01-02-a": text("Before", "Old."), "2024-01-01-b": text("Other", "Same.")})


async def shows_only_the_end(kept: Kept, title: str = "After") -> None:
    """Wait until the post bears the title; nothing else may have been shown of it, or of any other file."""

    def ended(event: ArchiveChanged) -> bool:
        post = event.catalog.get(POST)
        return event.saves == (POST,) and post is not None and post.title == title

    await kept.until(lambda: any(map(ended, kept.changes)))
    await kept.agrees()
    assert all({post.id for post in event.catalog} == {POST, OTHER} for event in kept.changes)
    assert {post and (post.title, post.words) for post in kept.shown(POST)} == {
        (kept.posts[POST].title, kept.posts[POST].words)
    }
    assert not kept.shown(OTHER)


@pytest.mark.parametrize("save", saves.SAVES, ids=lambda save: save.__name__)
async def test_a_way_of_saving(tmp_path: Path, save: Callable[[Path, str], None]) -> None:
    async with keeping(archive(tmp_path / "blog"), intervals=SLOW) as kept:
        kept.mark()
        await asyncio.to_thread(save, tmp_path / "blog" / POST, NEW)
        await shows_only_the_end(kept)


@pytest.mark.parametrize("save", saves.SAVES, ids=lambda save: save.__name__)
async def test_a_way_of_saving_seen_by_polling(tmp_path: Path, save: Callable[[Path, str], None]) -> None:
    async with keeping(archive(tmp_path / "blog"), poll=POLL, intervals=SLOW) as kept:
        kept.mark()
        await asyncio.to_thread(save, tmp_path / "blog" / POST, NEW)
        await kept.until(lambda: kept.posts[POST].title == "After")
        await kept.agrees()


@pytest.mark.parametrize("name", [*COMMANDS, *EDITORS])
async def test_a_program_saving(tmp_path: Path, name: str) -> None:
    post, new = tmp_path / "blog" / POST, tmp_path / "new.md"
    new.write_text(NEW)
    async with keeping(archive(tmp_path / "blog"), intervals=SLOW) as kept:
        kept.mark()
        if name in COMMANDS:
            await asyncio.to_thread(saves.run, COMMANDS[name], post, new)
            assert post.read_text() == NEW
            await shows_only_the_end(kept)
        else:
            await asyncio.to_thread(EDITORS[name], post, "Typed words.")
            await shows_only_the_end(kept, "Before")
            assert "Typed words." in kept.posts[POST].excerpt


async def test_opening_and_quitting_shows_nothing(tmp_path: Path) -> None:
    async with keeping(archive(tmp_path / "blog"), intervals=SLOW) as kept:
        kept.mark()
        path = tmp_path / "blog" / POST
        swap = path.with_name(f".{path.name}.swp")
        swap.write_text("b0VIM")
        path.read_text()
        swap.unlink()
        (tmp_path / "blog" / OTHER).write_text(text("Changed"))
        await kept.until(lambda: bool(kept.changes))
        assert [event.change.updated for event in kept.changes] == [(OTHER,)]


async def test_two_hundred_saves_end_with_the_last(tmp_path: Path) -> None:
    async with keeping(archive(tmp_path / "blog"), intervals=SLOW) as kept:
        kept.mark()
        path = tmp_path / "blog" / POST

        def save_on() -> None:
            for number in range(200):
                WHOLE[number % len(WHOLE)](path, text(f"Save {number:03}", "Words."))

        await asyncio.to_thread(save_on)
        await kept.until(lambda: kept.posts[POST].title == "Save 199")
        await kept.agrees()
        titles = [post.title if post else "" for post in kept.shown(POST)]
        assert titles == sorted(titles)
        assert "" not in titles
        assert len(titles) <= 200


async def test_a_file_written_twice_in_a_tick_is_told_of_twice(tmp_path: Path) -> None:
    """What the disk says of a file is the same then; only the writing itself tells."""
    import os

    async with keeping(archive(tmp_path / "blog"), intervals=SLOW) as kept:
        path = tmp_path / "blog" / POST
        path.write_text(text("Before", "One"))
        await kept.until(lambda: kept.posts[POST].excerpt == "One")
        kept.mark()
        stamp = path.stat()
        with path.open("r+") as file:
            file.seek(stamp.st_size - 4)
            file.write("Two")
            file.flush()
            os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        await kept.until(lambda: kept.posts[POST].excerpt == "Two")
        assert kept.changes[-1].saves == (POST,)
