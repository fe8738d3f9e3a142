"""What links to a post, and what else is near it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.ui.archives import blog, numbered, text
from tests.ui.driver import Reader, reading
from tuireader.archive.post import PostId
from tuireader.settings import Settings
from tuireader.ui.panels.lists import Backlinks

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.session.around import Section

THIRD = PostId("_posts/2024-03-03-third.md")
SERIES = "series: Cells\n"


def near(root: Path) -> Path:
    return blog(
        root,
        {
            "2024-03-03-third": text("Third", "Nothing here.", "grid", SERIES),
            "2024-02-02-second": text("Second", "The middle.", "grid", SERIES),
            "2024-01-01-first": text("First", "No link.", "", SERIES),
            "2023-06-06-fan": text(
                "A fan",
                f"{numbered(60)}\n\n- I read\n  it in [*the second*](/posts/2024/02/second/) yesterday.\n\n"
                f"And [again]({{% post_url 2024-02-02-second %}}).\n\n{numbered(40)}",
            ),
            "2023-05-05-plain": text("A plain one", "On its own.", "grid"),
        },
    )


async def opened(reader: Reader) -> Reader:
    await reader.press("J")
    await reader.reads("Second")
    await reader.press("B")
    return await reader.sees("What links here", "A fan", "yesterday")


async def test_backlinks_are_listed_with_the_text_around_them_and_gone_to(tmp_path: Path) -> None:
    async with reading(near(tmp_path)) as reader:
        await opened(reader)
        await reader.sees("I read it in the second yesterday.", "(and 1 more)", "2023-06-06")
        await reader.press("enter")
        await reader.reads("A fan")
        await reader.sees("it in the second yesterday", pane="article")
        assert reader.focus == "article"
        await reader.press("H")
        await reader.reads("Second")


async def test_series_related_and_neighbours_are_listed_below(tmp_path: Path) -> None:
    async with reading(near(tmp_path), size=(120, 60)) as reader:
        await opened(reader)
        lines = [line[30:].strip(" ▌") for line in reader.text.split("\n")]
        shown = [line for line in lines if line]
        series = next(index for index, line in enumerate(shown) if line.endswith("Series: Cells  2"))
        assert [part for part in shown[series + 1 : series + 5] if "2024" not in part] == ["before", "after"]
        assert "First" in shown[series + 1]
        assert "Third" in shown[series + 3]
        await reader.sees("Related", "A plain one", "by tag grid", "Older and newer", "older", "newer")


async def test_the_rows_are_moved_through_and_escape_closes(tmp_path: Path) -> None:
    async with reading(near(tmp_path)) as reader:
        await opened(reader)
        await reader.press("j", "enter")
        await reader.reads("First")
        await reader.press("H")
        await reader.reads("Second")
        await reader.press("B")
        await reader.sees("What links here")
        await reader.press("escape")
        await reader.misses("What links here")
        await reader.reads("Second")


async def test_what_takes_long_to_find_is_not_looked_for_again_until_it_is_found(tmp_path: Path) -> None:
    async with reading(near(tmp_path)) as reader:
        link_service, may_answer, asked = reader.parts.link_service, asyncio.Event(), 0
        around = link_service.around

        async def held(post_id: PostId) -> tuple[Section, ...]:
            nonlocal asked
            asked += 1
            await may_answer.wait()
            return await around(post_id)

        link_service.around = held  # type: ignore[method-assign]  # the answer is held back, and is the real one
        await reader.press("B")
        await reader.until(lambda: asked == 1)
        panel = reader.app.screen
        assert isinstance(panel, Backlinks)
        for _ in range(3):
            panel._look()
            await reader.pilot.pause()
        assert asked == 1
        may_answer.set()
        await reader.sees("no post links here")


async def test_a_post_that_nothing_links_to_says_so(tmp_path: Path) -> None:
    async with reading(near(tmp_path)) as reader:
        await reader.press("B")
        await reader.sees("no post links here")


async def test_a_link_is_told_as_soon_as_it_is_saved(tmp_path: Path) -> None:
    root = near(tmp_path)
    async with reading(root, settings=Settings(watch=True)) as reader:
        await reader.sees("live", pane="status")
        await reader.press("B")
        await reader.sees("no post links here")
        await reader.until(lambda: reader.parts.link_service.complete)
        path = root / "_posts" / "2023-05-05-plain.md"
        await asyncio.to_thread(
            path.write_text, text("A plain one", "See [it](/posts/2024/03/third/) now.", "grid")
        )
        await reader.sees("See it now.")
        links = await reader.parts.link_service.snapshot()
        assert links
        assert links.facts.graph.linking_to(THIRD) == ("_posts/2023-05-05-plain.md",)
        await asyncio.to_thread(path.unlink)
        await reader.sees("no post links here")


async def test_a_post_that_is_gone_is_told_to_be(tmp_path: Path) -> None:
    root = near(tmp_path)
    async with reading(root, settings=Settings(watch=True)) as reader:
        await reader.sees("live", pane="status")
        await reader.until(lambda: reader.parts.link_service.complete)
        await asyncio.to_thread((root / THIRD).unlink)
        await reader.sees("no longer in the archive", pane="status")
        await reader.press("B")
        await reader.sees("What links here")
        assert reader.text.count("this post is no longer in the archive") == 2
