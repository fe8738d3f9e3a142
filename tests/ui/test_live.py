"""Writing in an editor beside the reader: each save is shown, marked, counted and followed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.ui.archives import numbered, one, text, three
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings
from tuireader.watching.touch import Liveness

if TYPE_CHECKING:
    from pathlib import Path

LIVE = Settings(watch=True)


def the_post(root: Path) -> Path:
    return root / "_posts" / "2024-05-05-the-post.md"


async def saves(reader: Reader, path: Path, contents: str) -> None:
    """Save a file and wait until the reader has it on its page."""
    await asyncio.to_thread(path.write_text, contents)
    body = contents.partition("---\n\n")[2].split("\n")
    await reader.until(
        lambda: bool(reader.article.page and list(reader.article.page.lines) == body), "has it"
    )


async def test_what_changed_is_marked_against_the_text_that_was_opened(tmp_path: Path) -> None:
    one(tmp_path, "First.\n\nSecond.\n\nThird.")
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        await saves(reader, the_post(tmp_path), text("The post", "First.\n\nSecond, changed.\n\nThird."))
        await reader.sees("~ Second, changed.", pane="article")
        await saves(
            reader, the_post(tmp_path), text("The post", "First.\n\nSecond, changed.\n\nThird.\n\nFourth.")
        )
        await reader.sees("~ Second, changed.", "+ Fourth.", pane="article")
        await saves(reader, the_post(tmp_path), text("The post", "First.\n\nSecond.\n\nThird."))
        await reader.misses("~", "+", pane="article")


async def test_marks_are_walked_and_cleared(tmp_path: Path) -> None:
    one(tmp_path, numbered(200))
    changed = (
        numbered(200).replace("number 60.", "number sixty.").replace("number 150.", "number 150 and more.")
    )
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("full_stop")
        await reader.sees("nothing has changed")
        await saves(reader, the_post(tmp_path), text("The post", changed))
        await reader.press("full_stop")
        await reader.sees("~ Paragraph number sixty.", "change 1 of 2")
        await reader.press("full_stop")
        await reader.sees("~ Paragraph number 150 and more.", "change 2 of 2")
        await reader.press("comma")
        await reader.sees("~ Paragraph number sixty.")
        await reader.press("C")
        await reader.misses("~", pane="article")


async def test_the_line_at_the_top_stays_when_text_is_inserted_above_it(tmp_path: Path) -> None:
    one(tmp_path, numbered(300))
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("enter", "space", "space", "space", "j")
        here = reader.first_line
        inserted = "\n\n".join(f"Inserted {n}, with words enough to wrap. " * 4 for n in range(30))
        await saves(reader, the_post(tmp_path), text("The post", f"{inserted}\n\n{numbered(300)}"))
        await reader.until(lambda: reader.first_line == here, "keeps its place")


async def test_a_save_follows_only_when_asked_to(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.reads("Winter")
        (posts / "2023-03-20-spring.md").write_text(text("Spring", "Rain again.", "weather"))
        await reader.sees("saved")
        await reader.reads("Winter")
        await reader.press("F")
        await reader.sees("following")
        (posts / "2024-07-01-summer.md").write_text(text("Summer", "Longer light.", "weather"))
        await reader.reads("Summer")
        await reader.sees("Longer light.")
        assert reader.highlighted.startswith("Summer")


async def test_following_brings_the_change_into_sight(tmp_path: Path) -> None:
    one(tmp_path, numbered(200))
    async with reading(tmp_path, settings=Settings(watch=True, follow=True)) as reader:
        changed = numbered(200).replace("number 150.", "number one hundred and fifty.")
        await saves(reader, the_post(tmp_path), text("The post", changed))
        await reader.sees("~ Paragraph number one hundred and fifty.")
        place = reader.article.place
        again = changed.replace("fifty.", "fifty!")
        await saves(reader, the_post(tmp_path), text("The post", again))
        await reader.sees("fifty!")
        assert reader.article.place == place


async def test_a_new_post_takes_its_place_and_leaves_the_highlight(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("j")
        await reader.reads("Summer")
        (posts / "2024-12-31-newest.md").write_text(text("Newest"))
        await reader.sees("4 posts", "Newest", pane="left")
        assert reader.highlighted.startswith("Summer")
        await reader.reads("Summer")


async def test_a_renamed_file_is_followed(tmp_path: Path) -> None:
    one(tmp_path, numbered(100))
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("enter", "space", "space")
        here = reader.first_line
        the_post(tmp_path).rename(tmp_path / "_posts" / "2024-05-06-renamed.md")
        await reader.until(
            lambda: "renamed" in str(reader.screen.reading.post and reader.screen.reading.post.id)
        )
        assert reader.first_line == here
        assert reader.highlighted.startswith("The post")
        renamed = tmp_path / "_posts" / "2024-05-06-renamed.md"
        await saves(reader, renamed, text("The post", numbered(100).replace("number 1.", "number one.")))
        await reader.until(lambda: reader.first_line == here)


async def test_broken_front_matter_keeps_the_last_good_and_is_said_in_one_line(tmp_path: Path) -> None:
    one(tmp_path, "A body.\n\nIts end.")
    good = text("The post", "A body.\n\nIts end.", "tagged")
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("The post", pane="article")
        before = reader.pane("article")
        the_post(tmp_path).write_text(good.replace("title: The", "title: [The"))
        await reader.until(lambda: "the-post.md:2:" in reader.shown("banner"), "says what is wrong")
        assert "[" in reader.notice
        assert reader.pane("article") == before
        assert reader.highlighted.startswith("The post")
        the_post(tmp_path).write_text(good)
        await reader.until(lambda: not reader.shown("banner").strip(), "says nothing any more")
        await reader.sees("tagged", pane="tags")


async def test_front_matter_that_lost_its_end_does_not_become_the_article(tmp_path: Path) -> None:
    one(tmp_path, "A body.\n\nIts end.")
    async with reading(tmp_path, settings=LIVE) as reader:
        before = reader.pane("article")
        unclosed = text("The post", "A body.\n\nIts end.").replace("tags: []\n---\n", "tags: []\n")
        the_post(tmp_path).write_text(unclosed)
        await reader.until(lambda: bool(reader.shown("banner").strip()), "says what is wrong")
        assert reader.pane("article") == before


async def test_the_status_line_counts_words_since_the_start(tmp_path: Path) -> None:
    one(tmp_path, "One two three.")
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("3 words", "live", pane="status")
        await saves(reader, the_post(tmp_path), text("The post", "One two three four five."))
        await reader.sees("5 words", "live · saved just now · +2 words", pane="status")


async def test_a_save_in_source_view_keeps_the_view(tmp_path: Path) -> None:
    one(tmp_path, numbered(100))
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("v", "enter", "space")
        here = reader.first_line
        the_post(tmp_path).write_text(text("The post", numbered(100) + "\n\nThe end."))
        await reader.until(
            lambda: bool(reader.article.page and "The end." in reader.article.page.lines), "has it"
        )
        assert reader.first_line == here


async def test_live_updates_that_stop_are_said_for_as_long_as_they_do(tmp_path: Path) -> None:
    async with reading(three(tmp_path), settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        reader.screen.take_liveness(Liveness("stopped", "the folder is gone"))
        await reader.sees("the folder is gone", pane="status")
        reader.screen.say("")
        await reader.sees("not live", pane="status")
        reader.screen.take_liveness(Liveness("live"))
        await reader.misses("not live", pane="status")


async def test_a_post_that_goes_and_comes_back_leaves_the_list_where_it_was(tmp_path: Path) -> None:
    summer = three(tmp_path) / "_posts" / "2024-07-01-summer.md"
    contents = summer.read_text()
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("j")
        await reader.reads("Summer")
        summer.unlink()
        await reader.sees("2 posts")
        assert reader.highlighted == ""
        summer.write_text(contents)
        await reader.sees("3 posts")
        await reader.until(lambda: reader.highlighted.startswith("Summer"))
        summer.unlink()
        await reader.sees("2 posts")
        await reader.press("J")
        await reader.reads("Spring")
        await reader.press("K")
        await reader.reads("Winter")


async def test_an_image_that_is_there_now_is_told_with_the_next_save(tmp_path: Path) -> None:
    body = "![A picture](/images/new.png)\n\nText."
    one(tmp_path, body)
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("new.png", "not\xa0found", pane="article")
        (tmp_path / "images").mkdir()
        (tmp_path / "images" / "new.png").write_bytes(b"twelve bytes")
        await saves(reader, the_post(tmp_path), text("The post", f"{body}\n\nMore."))
        await reader.sees("12\xa0bytes", "More.", pane="article")
        await reader.misses("not\xa0found", pane="article")


async def test_a_fold_stays_open_while_its_title_is_written(tmp_path: Path) -> None:
    body = "Before.\n\n<details>\n<summary>A title</summary>\n\nHidden.\n\n</details>\n\nAfter."
    one(tmp_path, body)
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("a")
        await reader.sees("Hidden.", pane="article")
        changed = body.replace("A title", "Another title").replace("Before.", "Above.\n\nBefore.")
        await saves(reader, the_post(tmp_path), text("The post", changed))
        await reader.sees("▾ Another title", "Hidden.", pane="article")
