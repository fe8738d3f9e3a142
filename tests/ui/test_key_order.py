"""Keys that are read together: each does what it does before the next one is handed out."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from textual.events import Key

from tests.ui.archives import blog, text, three
from tests.ui.driver import PATIENCE, Reader, reading

if TYPE_CHECKING:
    from pathlib import Path


def burst(reader: Reader, *keys: str) -> None:
    """Type keys so fast that all of them are read before the first one does anything."""
    for key in keys:
        reader.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_what_is_typed_behind_the_key_of_a_panel_goes_into_the_panel(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        read = reader.parts.memory.memory_service.memory.records
        burst(reader, "s", *"qrs*")
        await reader.until(lambda: reader.focus == "query")
        await reader.sees("qrs*")
        assert reader.parts.memory.memory_service.memory.records == read
        await reader.press("escape")
        burst(reader, "slash", *"parts")
        await reader.until(lambda: reader.focus == "find")
        await reader.sees("parts")


async def test_a_line_is_emptied_before_it_is_written_anew(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("s")
        await reader.until(lambda: reader.focus == "query")
        burst(reader, *"old", "ctrl+u", *"new")
        await reader.sees("new")
        await reader.misses("old")


async def test_a_key_that_closes_a_panel_does_not_hold_up_the_next(tmp_path: Path) -> None:
    posts = {f"2024-01-0{day}-a": text(f"Post {day}") for day in range(1, 6)}
    async with reading(blog(tmp_path, posts)) as reader:
        burst(reader, "question_mark", "escape", "J", "J", "question_mark", "escape", "J")
        await reader.sees("Post 2", pane="article")


async def test_what_was_typed_before_a_signal_is_acted_upon(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        burst(reader, "J", "J", "asterisk")
        await reader.app.keys_done(PATIENCE)
        reader.app.leave(signal.SIGTERM)
        await reader.until(lambda: reader.app.return_code == 128 + signal.SIGTERM, "has left")
        assert [
            post for post, record in reader.app.memory_service.memory.records.items() if record.starred
        ] == ["_posts/2023-03-20-spring.md"]


async def test_what_is_typed_behind_the_key_that_leaves_the_bar_is_a_command(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        for title in ("Summer", "Spring"):
            burst(reader, "slash", *"no such", "enter", "J")
            await reader.reads(title)
            assert reader.focus == "article"
