from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.rendering.bodies import page_of
from tests.ui.archives import numbered, one
from tests.ui.driver import Reader, reading
from tuireader.rendering.page.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from rich.style import Style

WORDS = " ".join(f"word{n}" for n in range(900))


def first_number(reader: Reader) -> int:
    """The number of the first paragraph in sight."""
    words = next(line for line in reader.pane("article") if "Paragraph" in line).split()
    return int(words[2].rstrip("."))


def rows_apart(reader: Reader, before: int) -> int:
    return 2 * (first_number(reader) - before)


@pytest.mark.parametrize(
    ("there", "back", "share"),
    [("pagedown", "pageup", 1), ("space", "b", 1), ("d", "u", 0.5), ("ctrl+d", "ctrl+u", 0.5)],
)
async def test_pages_and_halves(tmp_path: Path, there: str, back: str, share: float) -> None:
    async with reading(one(tmp_path, numbered(200))) as reader:
        await reader.press("enter", there, there)
        start, height = first_number(reader), reader.article.size.height
        await reader.press(there)
        assert abs(rows_apart(reader, start) - share * height) <= 2
        await reader.press(back)
        assert first_number(reader) == start


async def test_whoever_goes_to_the_end_while_the_post_is_still_read_is_there_when_it_has_been(
    tmp_path: Path,
) -> None:
    async with reading(one(tmp_path, "Short.")) as reader:
        await reader.press("enter")
        article, whole = reader.article, page_of(numbered(200))
        page = Page(whole.lines, whole._draw_head, whole.drawer)
        page.extend(whole.blocks[:60])
        article.show(page)
        await reader.press("G")
        page.extend(whole.blocks[60:120])
        article.grew()
        await reader.sees("Paragraph number 120.", pane="article")
        await reader.press("k")
        here = article.place
        page.extend(whole.blocks[120:])
        article.grew()
        await reader.until(lambda: article.virtual_size.height == page.height, "knows how long the post is")
        assert article.place == here


async def test_lines_and_ends(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(100))) as reader:
        await reader.press("enter", "d", "d")
        start = reader.article.place
        for down, up in (("j", "k"), ("down", "up")):
            await reader.press(down, down)
            assert reader.article.page
            assert reader.article.page.move(start, 2) == reader.article.place
            await reader.press(up, up)
            assert reader.article.place == start
        for top, bottom in (("g", "G"), ("home", "end")):
            await reader.press(bottom)
            await reader.sees("Paragraph number 100.", "100%")
            await reader.press(bottom, "j", "space")
            await reader.sees("Paragraph number 100.")
            await reader.press(top)
            await reader.sees("The post", "0%")
            await reader.press("k", "b", "u")
            await reader.sees("The post", pane="article")


async def test_the_wheel_moves_the_article_and_back(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(100))) as reader:
        await reader.wheel(10)
        assert reader.article.page
        assert reader.article.page.row_of(reader.article.place) == 30
        assert reader.article.scroll_offset.y == 30
        await reader.wheel(-10)
        await reader.sees("The post", "0%")


async def test_the_scroll_bar_moves_the_article(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(400))) as reader:
        await reader.until(lambda: reader.article.virtual_size.height > 2 * 400, "all of it is drawn")
        bar = reader.article.vertical_scrollbar
        x, y, _, height = bar.region
        await reader.pilot.mouse_down(offset=(x, y))
        await reader.pilot.hover(offset=(x, y + height // 2))
        await reader.pilot.mouse_up(offset=(x, y + height // 2))
        await reader.until(lambda: 140 < first_number(reader) < 260)
        assert reader.article.page
        assert reader.article.scroll_offset.y == reader.article.page.row_of(reader.article.place)


async def test_every_row_is_seen_once_while_scrolling(tmp_path: Path) -> None:
    body = f"{numbered(20)}\n\n{WORDS}\n\n- a\n- b\n\n```\ncode\n```\n\n{numbered(30)}"
    async with reading(one(tmp_path, body), size=(80, 24)) as reader:
        await reader.press("enter")
        previous = reader.pane("article")
        for _ in range(40):
            await reader.press("j")
            rows = reader.pane("article")
            assert rows[:-1] == previous[1:]
            previous = rows


async def test_what_is_painted_alike_has_one_style_wherever_it_stands(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(200))) as reader:
        await reader.press("enter")
        styles: set[Style | None] = set()
        for _ in range(12):
            region = reader.article.region
            for strip in reader.strips[region.y : region.bottom]:
                styles.update(segment.style for segment in strip.crop(region.x, region.right))
            await reader.press("space")
        # Textual keeps each style that it has painted, up to many thousands.
        assert len(styles) < 20


@pytest.mark.parametrize("keys", [["minus"] * 8, ["plus"] * 5, ["minus", "minus", "plus"]])
async def test_a_long_paragraph_keeps_its_place_at_another_measure(tmp_path: Path, keys: list[str]) -> None:
    async with reading(
        one(tmp_path, f"{numbered(5)}\n\n{WORDS}\n\n{numbered(60)}"), size=(160, 40)
    ) as reader:
        await reader.press("enter", *["j"] * 25)
        word = reader.first_line.split()[0]
        assert word.startswith("word")
        await reader.press(*keys)
        assert word in reader.first_line


async def test_a_list_keeps_its_place_when_the_window_is_resized(tmp_path: Path) -> None:
    items = "\n".join(f"- item{n} " + "and so on " * 20 for n in range(60))
    async with reading(one(tmp_path, items)) as reader:
        await reader.press("enter", *["j"] * 40)
        item = next(word for word in reader.shown("article").split() if word.startswith("item"))
        for columns in (80, 60, 140, 120):
            await reader.resize(columns)
            rows = "\n".join(reader.pane("article")[:8])
            assert item in rows


async def test_wide_code_slides(tmp_path: Path) -> None:
    code = "BEGIN " + "x" * 100 + " END"
    async with reading(one(tmp_path, f"Before.\n\n```\n{code}\n```\n\nAfter.")) as reader:
        await reader.press("enter")
        line = next(line for line in reader.pane("article") if "BEGIN" in line)
        assert "›" in line
        assert "END" not in line
        await reader.press(*["right"] * 9)
        line = next(line for line in reader.pane("article") if "END" in line)
        assert "BEGIN" not in line
        assert "›" not in line
        await reader.sees("Before.", "After.")
        await reader.press(*["right"] * 9, *["left"] * 30)
        await reader.sees("BEGIN", "›")


async def test_code_slides_as_a_block_beside_its_bar_and_numbers(tmp_path: Path) -> None:
    wide = "if wide: " + "x" * 90 + " END"
    lines = f"if short: y\n\n{wide}\n    {wide}"
    code = f"{{% highlight python linenos %}}\n{lines}\n{{% endhighlight %}}\n\n```\nOther code.\n```"
    async with reading(one(tmp_path, f"- In an item.\n\n{indented(code)}")) as reader:
        await reader.press("enter")
        assert not any("‹" in line for line in reader.pane("article"))
        await reader.press("right")
        barred = [line for line in reader.pane("article") if "▏" in line]
        rows = [line.partition("▏")[2].rstrip() for line in barred if "python" not in line]
        assert rows[:2] == [" 1  ‹ y", " 2"]
        assert re.fullmatch(r" 3  ‹x+›", rows[2])
        assert re.fullmatch(r" 4  ‹de: x+›", rows[3])
        assert rows[4:] == [" Other code."]
        await reader.press("left")
        assert not any("‹" in line for line in reader.pane("article"))


def indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


async def test_wide_tables_slide_by_the_wheel(tmp_path: Path) -> None:
    head = "|" + "|".join(f" Column{n} " for n in range(30)) + "|"
    row = "|" + "|".join(f" cellofcolumn{n} " for n in range(30)) + "|"
    async with reading(one(tmp_path, f"{head}\n{'|-' * 30}|\n{row}\n")) as reader:
        await reader.sees("Column0", "›", pane="article")
        await reader.misses("Column29")
        await reader.wheel(200, shift=True)
        await reader.sees("Column29")
        await reader.wheel(-200, shift=True)
        await reader.sees("Column0")


async def test_wide_characters_keep_their_columns(tmp_path: Path) -> None:
    body = (
        "日本語の文章です。" * 8
        + "\n\n- 😀 emoji 👩‍👩‍👧 family\n- é combining\n- عربى\n\n| 表 | b |\n|---|---|\n| 漢字 | x |\n"
    )
    async with reading(one(tmp_path, body, "日本語"), size=(101, 30)) as reader:
        await reader.sees("日本語", "漢字", "family")
        for keys in ([], ["j"], ["minus"], ["f"], ["escape", "slash", "b"]):
            await reader.press(*keys)
            assert {strip.cell_length for strip in reader.strips} == {101}
            for strip in reader.strips:
                assert sum(cell_len(segment.text) for segment in strip) == 101


async def test_the_head_says_what_is_known(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Hello.")) as reader:
        article = reader.shown("article")
        for wanted in ("The post", "2024", "1\xa0min", "Hello."):
            assert wanted in article
        assert [article.index(one) for one in ("The post", "Hello.")] == sorted(
            article.index(one) for one in ("The post", "Hello.")
        )


async def test_the_text_is_centred_at_its_measure(tmp_path: Path) -> None:
    async with reading(one(tmp_path, WORDS), size=(200, 40)) as reader:
        region = reader.article.region
        rows = [line for line in reader.pane("article") if "word" in line]
        left = {len(line) - len(line.lstrip()) for line in rows}
        assert left == {(region.width - 1 - 80) // 2} or left == {(region.width - 80) // 2}
        assert max(len(line.rstrip("▁▂▃▄▅▆▇█ ")) for line in rows) <= max(left) + 80
        for narrower, wider in pairwise([len(rows[0])] * 2):
            assert narrower == wider
