"""Back and forward lead to the very place, whatever was folded, resized or shown as source between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.archives import blog, numbered, text
from tests.ui.driver import Reader, reading

if TYPE_CHECKING:
    from pathlib import Path

FOLDED = (
    "<details><summary>More</summary>\n\n"
    f"{numbered(30)}\n\n## Hidden\n\nSee [the other](/posts/2023/01/other/).\n\n"
    "Last folded.\n\n</details>\n\n"
)


def folded(root: Path) -> Path:
    far = f"## Far\n\n[on](/posts/2023/01/other/#part)\n\n{numbered(60)}"
    body = f"[down](#hidden) [far](#far)\n\n{FOLDED}{numbered(40)}\n\n{far}"
    other = f"{numbered(40)}\n\n<details><summary>Shut</summary>\n\n## Part\n\nWithin.\n\n</details>\n\n{numbered(60)}"
    return blog(root, {"2024-01-01-first": text("First", body), "2023-01-01-other": text("Other", other)})


async def at(reader: Reader, line: str) -> None:
    await reader.until(lambda: reader.first_line == line, f"is at {line}")


async def test_a_heading_that_is_folded_away_is_unfolded_and_gone_to(tmp_path: Path) -> None:
    async with reading(folded(tmp_path)) as reader:
        assert "▸ More" in reader.shown("article")
        reader.screen.follow("#hidden")
        await at(reader, "Hidden")
        await reader.press("H")
        await reader.sees("down far", "▸ More", pane="article")
        reader.screen.follow("/posts/2023/01/other/#part")
        await reader.reads("Other")
        await at(reader, "Part")


async def test_a_place_in_a_fold_is_come_back_to(tmp_path: Path) -> None:
    async with reading(folded(tmp_path)) as reader:
        await reader.press("enter", "a")
        reader.screen.follow("#hidden")
        await at(reader, "Hidden")
        reader.screen.follow("/posts/2023/01/other/")
        await reader.reads("Other")
        await reader.press("H")
        await reader.reads("First")
        await at(reader, "Hidden")


async def test_a_place_is_come_back_to_after_a_resize_and_in_the_source(tmp_path: Path) -> None:
    async with reading(folded(tmp_path)) as reader:
        reader.screen.follow("#far")
        await at(reader, "Far")
        reader.screen.follow("/posts/2023/01/other/")
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
