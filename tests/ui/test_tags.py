from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from tests.ui.archives import blog, text, three
from tests.ui.driver import Reader, reading

if TYPE_CHECKING:
    from pathlib import Path


def tags(reader: Reader) -> list[tuple[str, str]]:
    rows = [line.strip("▌✓− ").rsplit(None, 1) for line in reader.pane("tags") if line.strip()]
    return [(row[0], row[1]) for row in takewhile(lambda row: row != ["Years"], rows)]


async def test_tags_are_counted_the_most_used_first(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        assert tags(reader) == [("weather", "3"), ("green", "1"), ("heat", "1")]


async def test_space_adds_a_tag_to_the_filter_and_takes_it_out(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("t", "j")
        assert reader.focus == "tags"
        await reader.press("space")
        await reader.sees("1 of 3 posts", "#green")
        await reader.sees("✓ green", pane="tags")
        await reader.misses("Winter", "Summer", pane="posts")
        await reader.reads("Spring")
        assert tags(reader) == [("green", "1"), ("weather", "1")]
        await reader.press("space")
        await reader.sees("Winter", "Summer", "Spring", pane="posts")
        await reader.misses("of 3 posts")


async def test_two_tags_are_both_asked_for_and_x_clears(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("t", "space")
        await reader.sees("3 of 3 posts")
        await reader.press("j", "space")
        await reader.sees("1 of 3 posts", "#weather + #green")
        await reader.press("x")
        await reader.sees("Winter", "Summer", "Spring", pane="posts")
        await reader.misses("of 3", "✓")
        await reader.reads("Spring")


async def test_the_shown_post_stays_while_it_is_listed(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("j")
        await reader.reads("Summer")
        await reader.press("t", "j", "j", "enter")
        await reader.sees("1 of 3 posts", "#heat")
        await reader.reads("Summer")
        assert reader.highlighted == "Summer"


async def test_a_click_filters(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.click("heat", "tags")
        await reader.sees("1 of 3 posts")


async def test_thousands_have_separators(tmp_path: Path) -> None:
    posts = {
        f"note-{n}.md": f"---\ntitle: N{n}\ntags: [{'odd' if n % 2 else 'even'}]\n---\n" for n in range(1201)
    }
    for name, contents in posts.items():
        (tmp_path / name).write_text(contents)
    async with reading(tmp_path, settled=False) as reader:
        await reader.sees("1,201 posts")
        await reader.press("t", "space")
        await reader.sees("601 of 1,201 posts")


async def test_space_pages_everywhere_else(tmp_path: Path) -> None:
    body = "\n\n".join(f"Paragraph number {n}." for n in range(100))
    async with reading(blog(tmp_path, {"2024-01-01-long": text("Long", body, "one")})) as reader:
        await reader.press("enter", "space")
        await reader.misses("Paragraph number 1.", pane="article")
        await reader.sees("1 post")
        await reader.misses("✓")
