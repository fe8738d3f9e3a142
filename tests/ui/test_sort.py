from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.archives import blog, text
from tests.ui.driver import Reader, reading

if TYPE_CHECKING:
    from pathlib import Path


def titles(reader: Reader) -> list[str]:
    lines = (line.strip("▌ ●★") for line in reader.pane("posts"))
    return [line for line in lines if line in {"Apple", "Berry", "Cherry"} or line.isdecimal()]


async def test_s_goes_round_the_orders(tmp_path: Path) -> None:
    archive = blog(
        tmp_path,
        {
            "2022-01-01-a": text("Berry", "one two three four five"),
            "2023-01-01-b": text("Cherry", "one two three"),
            "2024-01-01-c": text("Apple", "one"),
        },
    )
    async with reading(archive) as reader:
        assert titles(reader) == ["2024", "Apple", "2023", "Cherry", "2022", "Berry"]
        await reader.press("j")
        await reader.reads("Cherry")
        await reader.press("S")
        await reader.sees("sorted by title", "by title", "3 posts")
        assert titles(reader) == ["Apple", "Berry", "Cherry"]
        assert reader.highlighted == "Cherry"
        await reader.reads("Cherry")
        await reader.press("S")
        await reader.sees("by words")
        assert titles(reader) == ["Berry", "Cherry", "Apple"]
        await reader.press("J")
        await reader.reads("Apple")
        await reader.press("S")
        await reader.sees("by modified")
        await reader.press("S")
        await reader.until(lambda: titles(reader)[0] == "2024")


async def test_the_order_stays_under_a_filter(tmp_path: Path) -> None:
    archive = blog(
        tmp_path,
        {
            "2022-01-01-a": text("Apple", "x", "fruit"),
            "2023-01-01-b": text("Berry", "x", "other"),
            "2024-01-01-c": text("Cherry", "x", "fruit"),
        },
    )
    async with reading(archive) as reader:
        await reader.press("S", "t", "space")
        await reader.sees("2 of 3 posts")
        assert titles(reader) == ["Apple", "Cherry"]
