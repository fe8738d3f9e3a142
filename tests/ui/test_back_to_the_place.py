"""Back and forward lead to the very place, whatever was folded, resized or shown as source between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.ui.archives import blog, numbered, text
from tests.ui.driver import Reader, reading

if TYPE_CHECKING:
    from pathlib import Path

FOLDED = (
    '<details markdown="1"><summary>More</summary>\n\n'
    f"{numbered(30)}\n\n## Hidden\n\nSee [the other](/posts/2023/01/other/).\n\n"
    "Last folded.\n\n</details>\n\n"
)


def folded(root: Path) -> Path:
    far = f"## Far\n\n[on](/posts/2023/01/other/#part)\n\n{numbered(60)}"
    body = f"[down](#hidden) [far](#far)\n\n{FOLDED}{numbered(40)}\n\n{far}"
    shut = "<details markdown='1'><summary>Shut</summary>\n\n## Part\n\nWithin.\n\n</details>"
    other = f"{numbered(40)}\n\n{shut}\n\n{numbered(60)}"
    return blog(root, {"2024-01-01-first": text("First", body), "2023-01-01-other": text("Other", other)})


async def at(reader: Reader, line: str) -> None:
    await reader.until(lambda: reader.first_line == line, f"is at {line}")


async def test_a_heading_that_is_folded_away_is_unfolded_and_gone_to(tmp_path: Path) -> None:
    async with reading(folded(tmp_path)) as reader:
        assert "▸ More" in reader.shown("article")
        reader.parts.navigator.follow("#hidden")
        await at(reader, "Hidden")
        await reader.press("H")
        await reader.sees("down far", "▾ More", pane="article")
        reader.parts.navigator.follow("/posts/2023/01/other/#part")
        await reader.reads("Other")
        await at(reader, "Part")


async def test_a_place_in_a_fold_is_come_back_to(tmp_path: Path) -> None:
    async with reading(folded(tmp_path)) as reader:
        await reader.press("enter", "a")
        reader.parts.navigator.follow("#hidden")
        await at(reader, "Hidden")
        reader.parts.navigator.follow("/posts/2023/01/other/")
        await reader.reads("Other")
        await reader.press("H")
        await reader.reads("First")
        await at(reader, "Hidden")


async def test_a_place_is_come_back_to_after_a_resize_and_in_the_source(tmp_path: Path) -> None:
    async with reading(folded(tmp_path)) as reader:
        reader.parts.navigator.follow("#far")
        await at(reader, "Far")
        reader.parts.navigator.follow("/posts/2023/01/other/")
        await reader.reads("Other")
        await reader.resize(90)
        await reader.press("H")
        await reader.reads("First")
        await at(reader, "Far")
        await reader.press("L")
        await reader.reads("Other")
        await reader.press("v", "H")
        await reader.reads("First")
        await reader.until(lambda: reader.first_line.endswith("  ## Far"))
        await reader.press("v")
        await at(reader, "Far")


async def test_back_after_moving_in_the_list_leads_to_where_that_began(tmp_path: Path) -> None:
    posts = {f"2024-01-0{n}-p": text(f"Post {n}", numbered(80)) for n in range(1, 7)}
    async with reading(blog(tmp_path, posts)) as reader:
        await reader.reads("Post 6")
        await reader.press("enter", "d", "j")
        here = reader.first_line
        for title in ("Post 5", "Post 4"):
            await reader.press("J")
            await reader.reads(title)
        await reader.press("H")
        await reader.reads("Post 6")
        await at(reader, here)
        assert reader.highlighted == "Post 6"
        await reader.press("L")
        await reader.reads("Post 4")
        await reader.press("J")
        await reader.reads("Post 3")
        await reader.press("d")
        read = reader.first_line
        for title in ("Post 2", "Post 1"):
            await reader.press("J")
            await reader.reads(title)
        await reader.press("H")
        await reader.reads("Post 3")
        await at(reader, read)
        await reader.press("H")
        await reader.reads("Post 4")
        await reader.press("H")
        await reader.reads("Post 6")


async def test_keys_that_come_before_a_post_is_shown_note_no_place_in_it(tmp_path: Path) -> None:
    posts = {f"2024-01-0{n}-p": text(f"Post {n}", numbered(80)) for n in range(1, 5)}
    async with reading(blog(tmp_path, posts)) as reader:
        await reader.reads("Post 4")
        await reader.press("enter", "d")
        navigator = reader.parts.navigator
        for action, steps in (
            (navigator.step_post, 1),
            (navigator.step_post, 1),
            (navigator.travel, -1),
            (navigator.travel, 1),
        ):
            action(steps)
            await asyncio.sleep(0)
        await reader.reads("Post 2")
        await at(reader, "Post 2")


async def test_back_within_a_post_leaves_its_other_folds_open(tmp_path: Path) -> None:
    fold = "<details><summary>Aside</summary>\n\nOpened by hand.\n\n</details>"
    body = f"{fold}\n\n[far](#far)\n\n{numbered(60)}\n\n## Far\n\n{numbered(60)}"
    async with reading(blog(tmp_path, {"2024-01-01-first": text("First", body)})) as reader:
        await reader.press("enter", "a")
        await reader.sees("▾ Aside", "Opened by hand.", pane="article")
        reader.parts.navigator.follow("#far")
        await at(reader, "Far")
        await reader.press("H")
        await at(reader, "First")
        assert "Opened by hand." in reader.shown("article")
        await reader.press("L")
        await at(reader, "Far")
        await reader.press("H", "d")
        await reader.press("g")
        await reader.sees("▾ Aside", "Opened by hand.", pane="article")


async def test_back_leads_to_where_a_heading_was_chosen_from_the_outline(tmp_path: Path) -> None:
    body = f"{numbered(40)}\n\n## Far\n\n{numbered(60)}"
    async with reading(blog(tmp_path, {"2024-01-01-first": text("First", body)})) as reader:
        await reader.press("enter", "j", "j", "j")
        here = reader.first_line
        await reader.click("Far", "outline")
        await at(reader, "Far")
        await reader.press("H")
        await at(reader, here)
