from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.archives import one
from tests.ui.driver import Reader, reading

if TYPE_CHECKING:
    from pathlib import Path

LONG = " ".join(f"word{n}" for n in range(40))


async def copied(reader: Reader, expected: str) -> None:
    await reader.until(lambda: reader.app.screen.get_selected_text() == expected,
                       f"selects {expected!r}, not {reader.app.screen.get_selected_text()!r}")  # fmt: skip
    await reader.press("ctrl+c")
    await reader.until(lambda: reader.app.clipboard == expected, f"copies {expected!r}")


async def test_a_drag_selects_within_a_line(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "The quick brown fox jumps.")) as reader:
        await reader.drag("quick", "brown")
        await copied(reader, "quick brown")
        await reader.press("escape")
        await reader.until(lambda: not reader.app.screen.get_selected_text())


async def test_what_is_copied_is_the_text_without_its_breaks_and_margins(tmp_path: Path) -> None:
    async with reading(one(tmp_path, LONG)) as reader:
        await reader.drag("word0 ", "word39")
        await copied(reader, LONG)


async def test_paragraphs_lists_quotes_and_code_stay_apart(tmp_path: Path) -> None:
    body = f"First.\n\n- item one\n- {LONG}\n\n> quoted text\n\n```\ncode\n    indented\n```\n\nLast."
    async with reading(one(tmp_path, body)) as reader:
        await reader.drag("First.", "Last.")
        wanted = f"First.\n\n• item one\n• {LONG}\n\nquoted text\n\ncode\n    indented\n\nLast."
        await copied(reader, wanted)


async def test_wide_characters_are_selected_whole(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "これは日本語の文章です。")) as reader:
        await reader.drag("日本", "語")
        await copied(reader, "日本語")


async def test_a_double_click_selects_a_word(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Don’t stop well-known 日本 words.")) as reader:
        for word in ("Don’t", "stop", "well-known", "日本"):
            await reader.click(word, "article", times=2)
            await copied(reader, word)


async def test_what_has_slid_out_of_sight_is_not_selected(tmp_path: Path) -> None:
    code = " ".join(f"c{n:02}" for n in range(40))
    async with reading(one(tmp_path, f"```\n{code}\n```\n")) as reader:
        await reader.press("enter", "right", "right", "right")
        await reader.misses("c00")
        await reader.drag("c10", "c12")
        await copied(reader, "c10 c11 c12")
        await reader.click("c14", "article", times=2)
        await copied(reader, "c14")


async def test_the_selection_stays_on_its_text_while_the_article_scrolls(tmp_path: Path) -> None:
    body = "\n\n".join(f"Line number {n}." for n in range(80))
    async with reading(one(tmp_path, body)) as reader:
        await reader.press("enter")
        await reader.drag("number 5.", "number 7.")
        await copied(reader, "number 5.\n\nLine number 6.\n\nLine number 7.")
        plain = reader.style_at("Line number 9.", "article")
        marked = reader.style_at("Line number 6.", "article")
        assert marked != plain
        await reader.wheel(1)
        assert reader.style_at("Line number 6.", "article") == marked
        assert reader.style_at("Line number 9.", "article") == plain


async def test_a_click_on_a_link_after_a_drag_does_not_follow_it(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "A [link to click](https://example.org) here.")) as reader:
        await reader.drag("link", "click")
        await copied(reader, "link to click")
        assert reader.opened == []


async def test_what_stands_after_characters_of_several_code_points_is_selected(tmp_path: Path) -> None:
    line = "A 👩‍👩‍👧 family and e\u0301 the rest of words 🇩🇪 flag here."
    async with reading(one(tmp_path, line)) as reader:
        await reader.drag("rest", "words")
        await copied(reader, "rest of words")
        for word in ("family", "words", "here"):
            await reader.click(word, "article", times=2)
            await copied(reader, word)


async def test_a_character_of_several_code_points_is_selected_and_found_whole(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "A 👩‍👩‍👧 family.")) as reader:
        x, y = reader.place_of("👩‍👩‍👧", "article")
        await reader.pilot.mouse_down(offset=(x + 1, y))
        await reader.pilot.hover(offset=(x + 4, y))
        await reader.pilot.mouse_up(offset=(x + 4, y))
        await reader.until(lambda: "👩‍👩‍👧" in (reader.app.screen.get_selected_text() or ""))
        await reader.press("escape", "slash", "👩")
        await reader.sees("1 of 2")
        assert {strip.cell_length for strip in reader.strips} == {120}
        await reader.sees("👩‍👩‍👧 family.", pane="article")


async def test_the_bar_of_a_quote_is_not_copied(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "> Quoted words.\n")) as reader:
        await reader.drag("▎ Quoted", "words.")
        await copied(reader, "Quoted words.")


async def test_what_is_selected_can_be_read(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Words to select here.")) as reader:
        await reader.drag("Words", "select")
        x, y = reader.place_of("Words", "article")
        style = next(iter(reader.strips[y].crop(x, x + 1))).style
        assert style is not None
        assert style.bgcolor is not None
        assert style.color != style.bgcolor
