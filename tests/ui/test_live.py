"""Writing in an editor beside the reader: each save is shown, marked, counted and followed."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tests.ordinary_user import acting_ordinarily, ordinary_folder
from tests.ui.archives import numbered, one, text, three
from tests.ui.driver import PATIENCE, USUAL, Reader, reading
from tuireader.archive.disk.files import stamp_of
from tuireader.archive.post import PostId
from tuireader.catalog.catalog import CatalogChange
from tuireader.session.live_archive import ArchiveChanged, LiveArchive
from tuireader.settings import Settings
from tuireader.watching.batches import Liveness
from tuireader.watching.watcher import watch

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.watching.watcher import Watcher, WatchFailure

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


async def test_a_save_is_shown_before_the_archive_is_watched(tmp_path: Path) -> None:
    root, begins = one(tmp_path, "First."), Event()

    def late(*given: Any) -> Watcher | WatchFailure:
        assert begins.wait(PATIENCE)
        return watch(*given)

    live_archive = LiveArchive(root, None, watch=True, poll=None, begin=late)
    async with reading(root, settings=LIVE, live_archive=live_archive) as reader:
        await reader.sees("First.", pane="article")
        await saves(reader, the_post(root), text("The post", "Saved early."))
        await reader.sees("~ Saved early.", pane="article")
        begins.set()
        await reader.sees("live", pane="status")
        await saves(reader, the_post(root), text("The post", "Saved late."))


async def test_a_saved_include_and_saved_data_are_shown_in_the_open_post(tmp_path: Path) -> None:
    one(tmp_path, "{% include part.md %}\n\nBy {{ site.data.people.ann }}.")
    (tmp_path / "_config.yml").write_text("title: Garden\n")
    for folder in ("_includes", "_data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_includes" / "part.md").write_text("Said once.")
    (tmp_path / "_data" / "people.yml").write_text("ann: Ann Lee\n")
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("live", pane="status")
        await reader.sees("Said once.", "By Ann Lee.", pane="article")
        await asyncio.to_thread((tmp_path / "_includes" / "part.md").write_text, "Said again.")
        await reader.sees("~ Said again.", pane="article")
        await asyncio.to_thread((tmp_path / "_data" / "people.yml").write_text, "ann: Ann Chu\n")
        await reader.sees("Said again.", "By Ann Chu.", pane="article")


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


async def test_headings_rank_from_the_strongest_that_the_post_uses(tmp_path: Path) -> None:
    part = "### Part\n\nText.\n\n<h4>Detail</h4>\n\nText."
    one(tmp_path, part)
    async with reading(tmp_path, settings=LIVE) as reader:
        strong, weak = (reader.style_at(name, "article") for name in ("Part", "Detail"))
        assert strong != weak
        await saves(reader, the_post(tmp_path), text("The post", f"{part}\n\n## Chapter\n\nText."))
        assert [reader.style_at(name, "article") for name in ("Chapter", "Part")] == [strong, weak]
        await saves(reader, the_post(tmp_path), text("The post", part))
        assert reader.style_at("Part", "article") == strong


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


@pytest.mark.parametrize("how", ["target moved in", "target linked to", "another link"])
async def test_a_link_that_gives_way_to_its_target_is_followed(tmp_path: Path, how: str) -> None:
    root, target = tmp_path / "archive", tmp_path / "vault" / "target.md"
    root.mkdir()
    target.parent.mkdir()
    target.write_text(text("The post", numbered(100)))
    (root / "link.md").symlink_to(target)
    async with reading(root, settings=LIVE) as reader:
        await reader.press("enter", "space", "space")
        here = reader.first_line
        if how == "target moved in":
            target.rename(root / "target.md")
        elif how == "target linked to":
            (root / "target.md").write_text(target.read_text())
            (root / "link.md").unlink()
            (root / "link.md").symlink_to("target.md")
        else:
            (root / "a target.md").symlink_to(target)
        await reader.until(
            lambda: "target" in str(reader.context.reading.post and reader.context.reading.post.id)
        )
        assert reader.first_line == here


async def test_a_link_to_a_post_that_is_listed_is_opened_as_that(tmp_path: Path) -> None:
    (tmp_path / "target.md").write_text(text("The post", numbered(100)))
    (tmp_path / "link.md").symlink_to("target.md")
    async with reading(tmp_path, PostId("link.md")) as reader:
        await reader.until(
            lambda: str(reader.context.reading.post and reader.context.reading.post.id) == "target.md"
        )
        assert reader.first_line.startswith("The post")


async def test_a_renamed_file_is_followed(tmp_path: Path) -> None:
    one(tmp_path, numbered(100))
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.press("enter", "space", "space")
        here = reader.first_line
        the_post(tmp_path).rename(tmp_path / "_posts" / "2024-05-06-renamed.md")
        await reader.until(
            lambda: "renamed" in str(reader.context.reading.post and reader.context.reading.post.id)
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
        await reader.until(lambda: "line 2:" in reader.shown("banner"), "says what is wrong")
        assert reader.pane("article") == before
        assert reader.highlighted.startswith("The post")
        the_post(tmp_path).write_text(good)
        await reader.until(lambda: not reader.shown("banner").strip(), "says nothing any more")
        await reader.sees("tagged", pane="tags")


@pytest.mark.parametrize(
    "left",
    [
        "```python\nx = 1",
        "> ```\n> x = 1\n> y",
        "<!-- a comment\n\nx",
        "$$\nx = 1\n\ny",
        "Words[^zz] and more.",
        "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other",
    ],
)
async def test_what_a_save_leaves_open_is_said_until_it_is_closed(tmp_path: Path, left: str) -> None:
    one(tmp_path, "A body.")
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("The post", pane="article")
        the_post(tmp_path).write_text(text("The post", f"A body.\n\n{left}\n"))
        await reader.until(lambda: "line 8: " in reader.shown("banner"), "says what is open")
        the_post(tmp_path).write_text(text("The post", "A body.\n\nIts end."))
        await reader.until(lambda: not reader.shown("banner").strip(), "says nothing any more")


async def test_liquid_that_is_not_closed_is_said_and_what_stands_in_raw_is_not(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: A site")
    one(tmp_path, "A body.")
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("The post", pane="article")
        path = the_post(tmp_path)
        path.write_text(text("The post", "A body.\n\n{% raw %}{{ x }{% endraw %}\n\nOf {{ page.x"))
        await reader.until(lambda: "line 10: {{ is never" in reader.shown("banner"), "says what is open")
        path.write_text(text("The post", "A body.\n\n{% raw %}{{ x }{% endraw %}\n\nIts end."))
        await reader.until(lambda: not reader.shown("banner").strip(), "says nothing any more")


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
        reader.parts.live.liveness_changed(Liveness("stopped", "the folder is gone"))
        await reader.sees("the folder is gone", pane="status")
        reader.screen.context.say("")
        await reader.sees("not live", pane="status")
        reader.parts.live.liveness_changed(Liveness("live"))
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


@pytest.mark.parametrize(
    "settings", [LIVE, Settings(watch=True, follow=True), Settings(watch=True, poll=0.05)]
)
@pytest.mark.parametrize("gone", ["file", "folder"])
async def test_the_article_is_what_is_on_disk_however_long_it_was_gone(
    tmp_path: Path, settings: Settings, gone: str
) -> None:
    one(tmp_path, "First body.")
    path = the_post(tmp_path)
    async with reading(tmp_path, settings=settings) as reader:
        await reader.sees("First body.", "live" if settings.poll is None else "looking every")
        if gone == "file":
            path.unlink()
        else:
            path.parent.rename(tmp_path.parent / f"{tmp_path.name}-away")
        await reader.sees("no longer in the archive")
        if gone == "folder":
            (tmp_path.parent / f"{tmp_path.name}-away").rename(path.parent)
            await reader.misses("no longer in the archive")
        path.write_text(text("The post", "Second body."))
        await reader.sees("Second body.", pane="article")
        await reader.misses("no longer in the archive")


async def test_a_save_that_keeps_size_and_times_is_shown(tmp_path: Path) -> None:
    one(tmp_path, "The body.")
    path = the_post(tmp_path)
    for poll in (None, 0.05):
        async with reading(tmp_path, settings=Settings(watch=True, poll=poll)) as reader:
            await reader.sees("live" if poll is None else "looking every", pane="status")
            before = path.stat()
            wanted = "The BODY." if poll is None else "THE BODY."
            path.write_text(text("The post", wanted))
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
            await reader.sees(wanted, pane="article")


async def test_a_folder_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    root, aside = one(tmp_path / "blog", "A body."), tmp_path / "aside"
    async with reading(root, settings=LIVE) as reader:
        await reader.sees("A body.", "live")
        root.rename(aside)
        await reader.sees("there is no folder")
        await reader.press("e")
        assert "cannot be reached" in reader.notice
        await reader.press("J")
        await reader.sees("no longer there", pane="article")
        await reader.press("exclamation_mark")
        await reader.sees("1 problem", "no longer there")
        await reader.press("escape", "e")
        assert "cannot be reached" in reader.notice
        aside.rename(root)
        await reader.sees("Old words.", pane="article")
        await reader.press("K")
        await reader.sees("A body.", pane="article")
        assert "saved" not in reader.shown("status")


async def test_a_folder_that_cannot_be_looked_into_has_lost_nothing() -> None:
    with ordinary_folder() as root:
        with acting_ordinarily():
            one(root, "A body.")
        # The style sheet may lie where only root reads it.
        async with reading(root, settings=LIVE) as reader:
            await reader.sees("A body.", "live")
            await reader.until(lambda: "sqlite3" in sys.modules, "has begun the index")
            with acting_ordinarily():
                await _is_refused_and_live_again(reader, root)


async def _is_refused_and_live_again(reader: Reader, root: Path) -> None:
    for folder, message in (
        (the_post(root), "Permission denied"),
        (root / "_posts", "cannot be read"),
        (root, "permission denied"),
    ):
        folder.chmod(0)
        await reader.sees(message, pane="banner" if folder.is_file() else "status")
        assert "A body." in reader.shown("article")
        folder.chmod(0o700)
        await reader.until(lambda: reader.context.status.live == "live", "is live again")
        await reader.sees("2 posts")
        assert "saved" not in reader.shown("status")


async def test_following_is_deaf_to_touches_and_counts_many(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    spring, summer = posts / "2023-03-20-spring.md", posts / "2024-07-01-summer.md"
    timings = replace(USUAL, together=1.5)
    async with reading(tmp_path, settings=Settings(watch=True, follow=True), timings=timings) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        spring.touch()
        summer.write_text(summer.read_text())
        await reader.until(lambda: _stamps(reader, tmp_path), "has seen the touches")
        assert "saved" not in reader.shown("status")
        for path in posts.iterdir():
            path.write_text(path.read_text() + "More.\n")
        await reader.sees("3 posts changed", pane="status")
        await reader.reads("Winter")
        summer.write_text(text("Summer", "Longer light."))
        await reader.reads("Summer")


async def test_following_that_is_asked_for_right_after_a_save_begins_with_the_next_one(
    tmp_path: Path,
) -> None:
    posts = three(tmp_path) / "_posts"
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        live, archive, catalog = reader.parts.live, reader.context.archive, reader.context.posts.catalog
        assert archive is not None
        saved = PostId("_posts/2023-03-20-spring.md")
        live.posts_saved(ArchiveChanged(archive, catalog, CatalogChange(updated=(saved,)), saves=(saved,)))
        # What `F` runs, before it is known how many posts were saved at once.
        live.toggle_following()
        before = set(reader.app.workers)
        await reader.until(lambda: live._settling is None, "knows what was saved at once")
        await reader.until(lambda: set(reader.app.workers) <= before, "has done what that led to")
        await reader.reads("Winter")
        (posts / "2024-07-01-summer.md").write_text(text("Summer", "Longer light."))
        await reader.reads("Summer")


@pytest.mark.parametrize("first", ["open", "others"])
async def test_following_stays_where_it_is_when_the_open_post_is_one_of_many(
    tmp_path: Path, first: str
) -> None:
    posts = three(tmp_path) / "_posts"
    winter = posts / "2024-12-21-winter.md"
    winter.write_text(text("Winter", numbered(120)))
    others = [path for path in posts.iterdir() if path != winter]
    timings = replace(USUAL, together=3.0)
    async with reading(tmp_path, settings=Settings(watch=True, follow=True), timings=timings) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        await reader.press("enter", "G")
        here = reader.first_line
        changed = winter.read_text().replace("1.", "One.", 1)
        if first == "open":
            winter.write_text(changed)
            await reader.until(lambda: winter.stat().st_mtime_ns in _times(reader), "has seen it")
        for path in others:
            path.write_text(path.read_text() + "More.\n")
        if first == "others":
            winter.write_text(changed)
        await reader.sees("3 posts changed", pane="status")
        await reader.until(lambda: reader.first_line == here, "is where it was")


async def test_following_goes_to_a_change_once_however_often_the_save_is_read(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    winter = posts / "2024-12-21-winter.md"
    winter.write_text(text("Winter", numbered(120)))
    timings = replace(USUAL, together=3600.0)
    async with reading(tmp_path, settings=Settings(watch=True, follow=True), timings=timings) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        await reader.press("enter", "G")
        here, saves = reader.first_line, reader.context.reading.saves
        winter.write_text(winter.read_text().replace("1.", "One.", 1))
        await reader.sees("~ Paragraph number One.", pane="article")

        async def is_read_again() -> None:
            post, archive = reader.context.reading.wanted, reader.context.archive
            assert post
            assert archive
            saves.revise(archive, post)
            saves.update_head(replace(post, words=post.words + 1))
            await reader.context.reading.opener.settled()

        await is_read_again()
        reader.parts.live.posts_saved(_of_both(reader, winter))
        reader.parts.live._follow_saves()
        await reader.sees("2 posts changed", pane="status")
        assert reader.first_line == here
        await is_read_again()
        assert reader.first_line == here


async def test_following_stays_where_it_is_when_the_open_post_is_shown_before_saves_are_reported(
    tmp_path: Path,
) -> None:
    winter = three(tmp_path) / "_posts" / "2024-12-21-winter.md"
    winter.write_text(text("Winter", numbered(120)))
    timings = replace(USUAL, together=3600.0)
    async with reading(tmp_path, settings=Settings(watch=False, follow=True), timings=timings) as reader:
        await reader.reads("Winter")
        await reader.press("enter", "G")
        here, reading_pane, archive = reader.first_line, reader.context.reading, reader.context.archive
        assert archive is not None
        assert reading_pane.wanted is not None
        winter.write_text(winter.read_text().replace("1.", "One.", 1))
        reading_pane.saves.revise(archive, reading_pane.wanted)
        await reader.sees("~ Paragraph number One.", pane="article")
        reader.parts.live.posts_saved(_of_both(reader, winter))
        reader.parts.live._follow_saves()
        await reader.sees("2 posts changed", pane="status")
        assert reader.first_line == here


async def test_following_leaves_a_reader_alone_who_has_moved_on_from_the_change(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    winter = posts / "2024-12-21-winter.md"
    winter.write_text(text("Winter", numbered(120)))
    timings = replace(USUAL, together=3600.0)
    async with reading(tmp_path, settings=Settings(watch=True, follow=True), timings=timings) as reader:
        await reader.reads("Winter")
        await reader.sees("live", pane="status")
        await reader.press("enter", "G")
        winter.write_text(winter.read_text().replace("1.", "One.", 1))
        await reader.sees("~ Paragraph number One.", pane="article")
        await reader.press("pagedown")
        here = reader.first_line
        reader.parts.live.posts_saved(_of_both(reader, winter))
        reader.parts.live._follow_saves()
        await reader.sees("2 posts changed", pane="status")
        assert reader.first_line == here


def _of_both(reader: Reader, path: Path) -> ArchiveChanged:
    """A second save of a post, and one of another, as they are told."""
    archive, catalog = reader.context.archive, reader.context.posts.catalog
    assert archive is not None
    saved = PostId(f"_posts/{path.name}"), PostId("_posts/2024-07-01-summer.md")
    return ArchiveChanged(archive, catalog, CatalogChange(updated=saved[1:]), saves=saved)


def _times(reader: Reader) -> set[int]:
    return {post.stamp.mtime_ns for post in reader.context.posts.catalog}


def _stamps(reader: Reader, root: Path) -> bool:
    """Whether the reader knows the files as they are."""
    return all(post.stamp == stamp_of(str(root), post.id) for post in reader.context.posts.catalog)


async def test_the_save_that_leads_to_a_post_is_marked_there_and_stays_so(tmp_path: Path) -> None:
    posts = three(tmp_path) / "_posts"
    spring, summer = posts / "2023-03-20-spring.md", posts / "2024-07-01-summer.md"
    summer.write_text(text("Summer", numbered(60)))
    async with reading(tmp_path, settings=Settings(watch=True, follow=True)) as reader:
        await reader.reads("Winter")
        await reader.until(lambda: reader.parts.search.service.complete, "knows the texts")
        summer.write_text(text("Summer", numbered(60).replace("number 50.", "number fifty.")))
        await reader.sees("~ Paragraph number fifty.", pane="article")
        spring.write_text(text("Spring", "Rain on *leaves*.\n\nAgain."))
        await reader.sees("+ Again.", pane="article")
        summer.write_text(text("Summer", numbered(60).replace("number 50.", "number 50!")))
        await reader.sees("~ Paragraph number 50!", pane="article")
        spring.write_text(text("Spring", "Rain on *leaves*.\n\nAgain.\n\nAnd again."))
        await reader.sees("+ Again.", "+ And again.", pane="article")


async def test_an_image_that_is_there_now_is_told_with_the_next_save(tmp_path: Path) -> None:
    body = "![A picture](/images/new.png)\n\nText."
    one(tmp_path, body)
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("new.png", "not\xa0found", pane="article")
        (tmp_path / "images").mkdir()
        (tmp_path / "images" / "new.png").write_bytes(b"twelve bytes")
        await saves(reader, the_post(tmp_path), text("The post", f"{body}\n\nMore."))
        await reader.sees("unknown\xa0format", "More.", pane="article")
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


async def test_an_image_that_comes_and_goes_is_noticed(tmp_path: Path) -> None:
    one(tmp_path, numbered(40) + "\n\n![a cell](/img/cell.png)\n\n" + numbered(3))
    async with reading(tmp_path, settings=LIVE) as reader:
        await reader.sees("live")
        await reader.press("enter", "G")
        await reader.sees("not\xa0found", pane="article")
        folder = tmp_path / "img"
        await asyncio.to_thread(folder.mkdir)
        for _ in range(2):
            await asyncio.to_thread((folder / "cell.png").write_bytes, b"x" * 2_048)
            await reader.sees("unknown\xa0format", pane="article")
            await asyncio.to_thread((folder / "cell.png").unlink)
            await reader.sees("not\xa0found", pane="article")
        assert "Paragraph number 3." in reader.shown("article")
