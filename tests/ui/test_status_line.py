"""What the status line says is true of what is shown, and ends when it no longer is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, one, text, three
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings
from tuireader.watching.batches import Liveness

if TYPE_CHECKING:
    from pathlib import Path

LIVE = Settings(watch=True)


async def saves(reader: Reader, path: Path, contents: str) -> None:
    """Save the open post and wait until the reader has it on its page."""
    await asyncio.to_thread(path.write_text, contents)
    body = contents.partition("---\n\n")[2].split("\n")
    await reader.until(
        lambda: bool(reader.article.page and list(reader.article.page.lines) == body), "has it"
    )


async def test_what_is_said_of_saves_is_said_of_the_open_post(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        winter = next(posts.glob("*-winter.md"))
        await saves(reader, winter, text("Winter", "Snow fell, much of it.", "weather"))
        await reader.sees("live · saved just now · +3 words", pane="status")
        (posts / "2024-07-01-summer.md").write_text(text("Summer", "Longer than before.", "weather"))
        await reader.sees("saved: Summer", pane="status")
        await reader.press("shift")
        await reader.sees("+3 words", pane="status")
        await reader.press("J")
        await reader.reads("Summer")
        await reader.sees("live · saved", pane="status")
        await reader.misses("saved: Summer", "+3 words", pane="status")
        await reader.press("J")
        await reader.reads("Spring")
        await reader.misses("saved", "+", pane="status")


async def test_words_are_counted_on_under_a_new_name_and_from_the_first_of_a_new_post(tmp_path: Path) -> None:
    one(tmp_path, "One two three.")
    old, new = (tmp_path / "_posts" / name for name in ("2024-05-05-the-post.md", "2024-05-06-renamed.md"))
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        await saves(reader, old, text("The post", "One two three four."))
        await reader.sees("+1 word", pane="status")
        old.rename(new)
        await reader.until(
            lambda: "renamed" in str(reader.context.reading.post and reader.context.reading.post.id)
        )
        await saves(reader, new, text("The post", "One two three four five."))
        await reader.sees("+2 words", pane="status")
        (tmp_path / "_posts" / "2024-06-01-next.md").write_text(text("Next", "Words that came with it."))
        await reader.sees("saved: Next", pane="status")
        await reader.press("K")
        await reader.reads("Next")
        await reader.misses("+", pane="status")


async def test_what_is_said_ends_when_it_is_no_longer_true(tmp_path: Path) -> None:
    one(tmp_path, numbered(100))
    path = tmp_path / "_posts" / "2024-05-05-the-post.md"
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        await reader.press("enter", "a")
        await reader.sees("no folds in sight", pane="status")
        await reader.press("j")
        assert reader.notice == ""
        await saves(reader, path, text("The post", numbered(100).replace("number 3.", "number three.")))
        await reader.press("full_stop")
        await reader.sees("change 1 of 1", pane="status")
        await reader.press("C")
        await reader.misses("change", pane="status")
        await reader.press("F")
        await reader.sees("following saves", pane="status")
        await saves(reader, path, text("The post", numbered(100)))
        await reader.sees("live, following · saved just now", pane="status")
        contents = path.read_text()
        path.unlink()
        await reader.until(lambda: "no longer" in reader.notice, "says that it is gone")
        await reader.press("j")
        assert "no longer" in reader.notice
        path.write_text(contents)
        await reader.misses("no longer", pane="status")
        reader.parts.live.liveness_changed(Liveness("stopped", "there is no folder"))
        await reader.sees("there is no folder", pane="status")
        reader.parts.live.liveness_changed(Liveness("live"))
        await reader.misses("no folder", pane="status")


async def test_a_message_of_the_moment_covers_what_lasts_and_uncovers_it(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(50))) as reader:
        await reader.press("slash", *"number", "enter")
        await reader.sees("1 of 50", pane="status")
        await reader.press("S")
        await reader.sees("sorted by", pane="status")
        await reader.press("n")
        await reader.sees("2 of 50", pane="status")
        await reader.press("escape")
        await reader.misses("of 50", pane="status")


@pytest.mark.parametrize("source", [False, True])
async def test_changes_out_of_sight_are_told_until_they_are_seen(tmp_path: Path, *, source: bool) -> None:
    one(tmp_path, numbered(200))
    path = tmp_path / "_posts" / "2024-05-05-the-post.md"
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        await reader.press("enter", *(["v"] if source else []), *["space"] * 3)
        changed = numbered(200).replace("number 3.", "number three.").replace("number 5.", "number five.")
        changed = changed.replace("number 180.", "number one hundred and eighty.")
        path.write_text(text("The post", changed))
        await reader.sees("2 changes above ↑ · 1 below ↓", pane="status")
        # The same text is read once more, as after a save that changes nothing.
        assert reader.context.archive
        assert reader.context.reading.post
        reader.context.reading.saves.revise(reader.context.archive, reader.context.reading.post)
        await reader.pilot.pause()
        await reader.press("g")
        await reader.sees("1 change below ↓", pane="status")
        await reader.press("full_stop", "full_stop", "full_stop", "j")
        await reader.misses("above", "below", pane="status")
        path.write_text(text("The post", changed.replace("number 100.", "number hundred.")))
        await reader.sees("1 change above ↑", pane="status")
        await reader.press("C")
        await reader.misses("above", pane="status")


async def test_the_change_that_was_gone_to_looks_different(tmp_path: Path) -> None:
    one(tmp_path, "First.\n\nSecond.\n\nThird.")
    path = tmp_path / "_posts" / "2024-05-05-the-post.md"
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        await saves(reader, path, text("The post", "First!\n\nSecond.\n\nThird!"))
        await reader.sees("~ First!", "~ Third!", pane="article")
        plain = reader.style_at("~ First!", "article")
        assert "reverse" not in plain
        await reader.press("full_stop", "full_stop")
        await reader.sees("change 2 of 2")
        assert "reverse" in reader.style_at("~ Third!", "article")
        assert reader.style_at("~ First!", "article") == plain


async def test_one_word_is_counted_as_one(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Word.")) as reader:
        await reader.sees("1 word · 1 min", pane="status")


async def test_nothing_is_said_of_the_post_before_one_that_cannot_be_read(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    async with reading(tmp_path) as reader:
        await reader.reads("Winter")
        await reader.sees("2 words", pane="status")
        await asyncio.to_thread((posts / "2024-07-01-summer.md").unlink)
        await reader.press("J")
        await reader.sees("the file is no longer there", pane="article")
        await reader.misses("words", pane="status")


async def test_the_absence_of_a_post_is_not_said_of_another_that_cannot_be_read(tmp_path: Path) -> None:
    three(tmp_path)
    away = tmp_path.with_name(f"{tmp_path.name} away")
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        await asyncio.to_thread(next((tmp_path / "_posts").glob("*-winter.md")).unlink)
        await reader.sees("no longer in the archive", pane="status")
        await asyncio.to_thread(tmp_path.rename, away)
        try:
            await reader.press("j")
            await reader.sees("the file is no longer there", pane="article")
            await reader.sees("there is no folder", pane="status")
            await reader.press("shift")
            await reader.misses("no folder", "no longer in the archive", pane="status")
        finally:
            await asyncio.to_thread(away.rename, tmp_path)
