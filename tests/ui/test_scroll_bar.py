from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.archives import numbered, one
from tests.ui.driver import reading

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_scroll_bar_shows_where_the_keys_have_gone(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(100))) as reader:
        bar = reader.article.vertical_scrollbar
        await reader.press("enter", "G")
        await reader.until(lambda: bar.position == bar.window_virtual_size - bar.window_size)
        await reader.press("g")
        await reader.until(lambda: bar.position == 0)
