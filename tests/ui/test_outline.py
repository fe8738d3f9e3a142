from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.ui.archives import numbered, one, sections
from tests.ui.driver import Reader, reading
from tuireader.session.preview.messages import CursorMoved, change

if TYPE_CHECKING:
    from pathlib import Path

BODY = f"""Introduction.

### First

{numbered(20)}

#### Below

{numbered(20)}

### Results

{numbered(20)}

### Results

> ##### In a quote
>
> Quoted.

- ## In a list

{numbered(30)}
"""


def marked(reader: Reader, heading: str) -> bool:
    return reader.current_heading == heading


async def test_headings_are_indented_by_rank_and_duplicates_told_apart(tmp_path: Path) -> None:
    async with reading(one(tmp_path, BODY)) as reader:
        await reader.sees("In a list", pane="outline")
        lines = [line.removeprefix("▌") for line in reader.pane("outline") if line.strip()]
        assert [line.strip() for line in lines] == [
            "First", "Below", "Results", "Results (2)", "In a quote", "In a list",
        ]  # fmt: skip
        indents = [len(line) - len(line.lstrip()) for line in lines]
        by_rank = [indents[at] for at in (5, 0, 1, 4)]
        assert by_rank == sorted(set(by_rank))
        assert indents[0] == indents[2] == indents[3]


async def test_the_highest_rank_stands_at_the_left_wherever_it_starts(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "### A\n\n#### B\n\n### C\n")) as reader:
        await reader.sees("C", pane="outline")
        lines = [line.removeprefix("▌").removeprefix(" ") for line in reader.pane("outline") if line.strip()]
        assert lines == ["A", "  B", "C"]


async def test_the_current_heading_is_marked_while_scrolling(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Before all.\n\n" + sections(4))) as reader:
        await reader.sees("Section 4", pane="outline")
        assert reader.current_heading == ""
        await reader.press("enter", "}", "j", "j")
        await reader.until(lambda: reader.current_heading == "Section 1")
        await reader.press("space", "space")
        await reader.until(lambda: reader.current_heading == "Section 2")
        await reader.press("G")
        await reader.until(lambda: reader.current_heading == "Section 4")
        await reader.press("g")
        await reader.until(lambda: reader.current_heading == "")


async def test_enter_and_click_go_to_a_heading(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(6))) as reader:
        await reader.press("tab", "tab", "tab")
        assert reader.focus == "outline"
        await reader.press("j", "j", "enter")
        await reader.until(lambda: reader.first_line == "Section 3")
        assert reader.focus == "article"
        assert reader.current_heading == "Section 3"
        await reader.click("Section 5", "outline")
        await reader.until(lambda: reader.first_line == "Section 5")
        assert reader.current_heading == "Section 5"


async def test_a_second_heading_of_a_name_is_gone_to(tmp_path: Path) -> None:
    body = "\n\n".join(f"## Same\n\nText {n}.\n\n{numbered(40)}" for n in range(3))
    async with reading(one(tmp_path, body)) as reader:
        await reader.click("Same (2)", "outline")
        await reader.sees("Text 1.", pane="article")
        assert reader.current_heading == "Same (2)"


async def test_braces_step_through_the_headings_from_where_the_reader_is(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Before.\n\n" + sections(4))) as reader:
        await reader.press("enter", "}")
        await reader.until(lambda: reader.first_line == "Section 1")
        await reader.press("}", "}")
        await reader.until(lambda: reader.first_line == "Section 3")
        await reader.press("{")
        await reader.until(lambda: reader.first_line == "Section 2")
        await reader.press("d", "{")
        await reader.until(lambda: reader.first_line == "Section 2")
        await reader.press("k", "k", "}")
        await reader.until(lambda: reader.first_line == "Section 2")
        await reader.press("{", "{")
        await reader.sees("Before.", "The post", pane="article")
        await reader.press("{", "}")
        await reader.until(lambda: reader.first_line == "Section 1")


async def test_braces_leave_headings_inside_quotes_and_the_first_line(tmp_path: Path) -> None:
    quoted = "\n".join(f"> {line}" for line in sections(3).split("\n"))
    async with reading(one(tmp_path, f"# Top\n\n{numbered(30)}\n\n{quoted}")) as reader:
        await reader.press("enter", "}")
        await reader.until(lambda: reader.first_line == "Top")
        await reader.press("}", "}", "}")
        await reader.until(lambda: reader.first_line == "Section 3")
        await reader.press("{")
        await reader.until(lambda: reader.first_line == "Section 2")
        await reader.press("{", "{")
        await reader.until(lambda: reader.first_line == "Top")


async def test_the_outline_of_a_long_post_becomes_whole(tmp_path: Path) -> None:
    async with reading(one(tmp_path, sections(60))) as reader:
        await reader.until(lambda: len(reader.parts.navigator.headings) == 60)
        await reader.press("o", "o", "tab", "tab", "tab", "G", "enter")
        await reader.sees("Section 60", pane="article")


async def test_headings_of_the_last_screen_are_gone_through_one_by_one(tmp_path: Path) -> None:
    body = f"{numbered(40)}\n\n" + "\n\n".join(f"## Last {n}\n\ntext {n}" for n in range(1, 5))
    async with reading(one(tmp_path, body)) as reader:
        await reader.press("enter")
        for key, heading in (("}", 1), ("}", 2), ("}", 3), ("}", 4), ("}", 4), ("{", 3), ("{", 2)):
            await reader.press(key)
            await reader.until(partial(marked, reader, f"Last {heading}"))
        await reader.click("Last 3", "outline")
        await reader.until(lambda: reader.current_heading == "Last 3")
        await reader.resize(110)
        await reader.until(lambda: reader.current_heading == "Last 3")
        await reader.press("k")
        await reader.until(lambda: reader.current_heading == "")


async def test_sections_fold_and_the_heading_of_a_folded_one_is_marked(tmp_path: Path) -> None:
    body = "\n\n".join(f"{rank} {name}\n\n{numbered(12)}" for rank, name in SECTIONS)
    async with reading(one(tmp_path, body), size=(120, 30)) as reader:
        await reader.press("o", "o", "enter", "tab")
        outline = reader.context.outline
        outline.focus()
        await reader.until(lambda: len(outline.rows) == 5)
        await reader.press("G", "a")
        assert [row.title for row in outline.rows] == ["One", "Deep", "Deeper", "Two"]
        assert "Two ▸" in reader.shown("outline")
        assert outline.chosen
        assert outline.chosen.title == "Two"
        reader.context.article.focus()
        await reader.press("G")
        await reader.until(lambda: bool(outline.chosen and outline.chosen.title == "Two"))
        outline.focus()
        await reader.press("a")
        assert len(outline.rows) == 5
        await reader.press("A")
        assert [row.title for row in outline.rows] == ["One", "Two"]
        await reader.press("A")
        assert len(outline.rows) == 5
        await reader.press("g", "j", "j", "a")
        assert [row.title for row in outline.rows] == ["One", "Deep", "Two", "Last"]


SECTIONS = (("#", "One"), ("##", "Deep"), ("###", "Deeper"), ("#", "Two"), ("##", "Last"))


async def test_a_revision_that_was_overtaken_leaves_no_old_heading(tmp_path: Path) -> None:
    """What was typed next changed no heading: the outline is not that of the text before the first."""
    root = one(tmp_path, "# Before\n\nWords.")
    async with reading(root, size=(120, 30)) as reader:
        preview, post = reader.parts.preview, reader.context.reading.post
        assert post
        path = root / post.id
        editor: Any = "editor"
        for body in ("# After\n\nWords.", "# After\n\nOther words."):
            text = path.read_text().replace("# Before\n\nWords.", body)
            preview._take(editor, change(str(path), None, text))
            await preview._show()
        await preview.finish()
        await reader.sees("Other words.", pane="article")
        await reader.until(lambda: [row.title for row in reader.context.outline.rows] == ["After"])


async def test_a_cursor_that_moves_while_a_text_is_painted_leaves_no_old_heading(tmp_path: Path) -> None:
    root = one(tmp_path, "# Before\n\nWords.")
    async with reading(root, size=(120, 30)) as reader:
        preview, shown = reader.parts.preview, reader.context.reading.shown
        post = reader.context.reading.post
        assert post
        path = root / post.id
        text = path.read_text().replace("# Before\n\nWords.", "# After\n\nMore words.")
        editor: Any = "editor"
        preview._take(editor, change(str(path), None, text))
        showing = asyncio.create_task(preview._show())
        while shown.unsaved != text:  # noqa: ASYNC110 - not a moment later
            await asyncio.sleep(0)
        preview._take(editor, CursorMoved(str(path), 7))
        await showing
        await preview._show()
        await preview.finish()
        await reader.until(lambda: [row.title for row in reader.context.outline.rows] == ["After"])
        await reader.sees("3 words", pane="status")
