"""What a link leads to is looked into without leaving the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import blog, numbered, text
from tests.ui.driver import Reader, reading
from tuireader.settings import Settings
from tuireader.ui.panels.link_preview import LinkPreview

if TYPE_CHECKING:
    from pathlib import Path


def linked(root: Path) -> Path:
    body = (
        "[part](2023-01-01-other.md#the-part) [whole](/posts/2023/01/other/) [below](#far-below) and[^1] "
        f"[lost](/no/such/) [out](https://example.org/)\n\n{numbered(60)}\n\n## Far below\n\nThe depths.\n\n"
        "[^1]: The note itself.\n"
    )
    other = f"The beginning.\n\n{numbered(40)}\n\n## The part\n\nPart text.\n\n{numbered(40)}"
    return blog(root, {"2024-01-01-first": text("First", body), "2023-01-01-other": text("Other", other)})


def is_over(reader: Reader) -> bool:
    return isinstance(reader.app.screen, LinkPreview)


async def to(reader: Reader, steps: int) -> None:
    await reader.press("enter", *["tab"] * steps)
    await reader.sees("→" if steps != 5 else "✗", pane="status")


async def test_the_part_that_a_link_names_is_shown_and_escape_closes_it(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await to(reader, 1)
        await reader.press("p")
        await reader.sees("→ Other › The part · 2023-01-01", "Part text.")
        await reader.misses("The beginning.")
        await reader.press("escape")
        await reader.misses("Part text.")
        assert not is_over(reader)
        await reader.reads("First")


async def test_its_date_is_written_as_the_settings_say(tmp_path: Path) -> None:
    async with reading(linked(tmp_path), settings=Settings(watch=False, dates="%d %b %Y")) as reader:
        await to(reader, 1)
        await reader.press("p")
        await reader.sees("→ Other › The part · 01 Jan 2023")


async def test_enter_goes_there_and_back_returns(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await to(reader, 1)
        await reader.press("p")
        await reader.sees("Part text.")
        await reader.press("enter")
        await reader.reads("Other")
        await reader.until(lambda: reader.first_line == "The part")
        await reader.press("H")
        await reader.reads("First")


async def test_the_preview_can_be_scrolled_with_the_keys_of_the_article(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await to(reader, 2)
        await reader.press("p")
        await reader.sees("The beginning.")
        await reader.press("space", "j")
        await reader.misses("The beginning.")
        await reader.sees("Paragraph number 11.")


async def test_a_footnote_and_a_heading_of_the_same_post_are_shown(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await to(reader, 4)
        await reader.press("p")
        await reader.sees("→ footnote 1", "The note itself.")
        await reader.press("escape", "shift+tab", "p")
        await reader.sees("→ this post › Far below", "The depths.")


@pytest.mark.parametrize(
    ("steps", "said"), [(5, "nothing in the archive is at /no/such/"), (6, "https://example.org/")]
)
async def test_what_is_not_in_the_archive_is_only_told(tmp_path: Path, steps: int, said: str) -> None:
    async with reading(linked(tmp_path)) as reader:
        await to(reader, steps)
        await reader.press("p")
        await reader.sees(said, pane="status")
        assert not is_over(reader)
        assert reader.opened == []


async def test_without_a_current_link_the_links_are_labelled(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await reader.press("p")
        await reader.sees("type a label to see")
        await reader.press(reader.article.marks.labels[1].text)
        await reader.sees("The beginning.")
        assert is_over(reader)
        await reader.reads("First")
