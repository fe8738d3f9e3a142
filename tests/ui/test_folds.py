"""Folds, long code and footnotes: shown as the reader wants, while the text at the top of the window stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archive.building import write
from tests.ui.archives import blog, numbered, one, text
from tests.ui.driver import reading
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.driver import Reader

FOLDED = """\
Before.

> [!note]- More about it
> Hidden words.

Between.

> [!tip]- Outer part
> Outer words.
>
> > [!info]- Inner part
> > A needle in there.

After.
"""
LONG = "value = " + " + ".join(f"number_{n}" for n in range(20))
NOTES = "[^a]: The note itself.\n[^b]: Another.\n"
NOTED = f"Cited here[^a] first.\n\n{numbered(60)}\n\nAgain[^a] and[^b].\n\n{numbered(60)}\n\n{NOTES}"


def vault(root: Path, body: str = FOLDED) -> Path:
    """A vault of one note; callouts fold there."""
    write(root, {".obsidian/app.json": "{}", "note.md": body})
    return root


async def test_the_first_fold_in_sight_opens_and_closes(tmp_path: Path) -> None:
    async with reading(vault(tmp_path)) as reader:
        await reader.sees("▸ More about it", "▸ Outer part")
        await reader.misses("Hidden words.")
        await reader.press("a")
        await reader.sees("▾ More about it", "Hidden words.", "▸ Outer part", "opened")
        await reader.press("a")
        await reader.sees("▸ More about it", "closed")
        await reader.misses("Hidden words.")


async def test_all_folds_open_and_close(tmp_path: Path) -> None:
    async with reading(vault(tmp_path)) as reader:
        await reader.press("A")
        await reader.sees("Hidden words.", "Outer words.", "A needle", "▾ Inner part")
        await reader.press("a")
        await reader.misses("Hidden words.")
        await reader.sees("A needle")
        await reader.press("A")
        await reader.sees("▸ More about it", "▸ Outer part")
        await reader.misses("Hidden words.", "Outer words.")


async def test_a_click_opens_a_fold(tmp_path: Path) -> None:
    async with reading(vault(tmp_path)) as reader:
        await reader.click("Outer part", "article")
        await reader.sees("Outer words.", "▸ Inner part", "▸ More about it")


async def test_a_label_opens_a_fold(tmp_path: Path) -> None:
    async with reading(vault(tmp_path)) as reader:
        await reader.sees("Outer part")
        x, y = reader.place_of("▸ Outer", "article")
        await reader.press("f")
        await reader.sees("type a label to open")
        await reader.press(reader.strips[y].crop(x, x + 1).text)
        await reader.sees("Outer words.", "▸ More about it")


async def test_where_there_is_no_fold_that_is_said(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Plain.")) as reader:
        await reader.press("a")
        await reader.sees("no folds in sight")


async def find(reader: Reader, text: str) -> None:
    await reader.press("slash")
    await reader.write(text)
    await reader.sees("1 of 1")
    await reader.press("enter")


async def test_what_is_folded_is_found_and_left_open_where_it_was_found(tmp_path: Path) -> None:
    async with reading(vault(tmp_path)) as reader:
        await find(reader, "needle")
        await reader.sees("A needle in there.", "Hidden words.")
        await reader.press("escape")
        await reader.misses("Hidden words.")
        await reader.sees("▾ Outer part", "▾ Inner part", "A needle in there.", "▸ More about it")


async def test_a_search_without_a_match_leaves_the_folds(tmp_path: Path) -> None:
    async with reading(vault(tmp_path)) as reader:
        await reader.press("a")
        await reader.sees("Hidden words.")
        await reader.press("slash")
        await reader.write("nowhere")
        await reader.sees("no match", "A needle")
        await reader.press("escape")
        await reader.misses("A needle", "Outer words.")
        await reader.sees("Hidden words.")


async def test_the_text_at_the_top_stays_when_folds_above_it_open(tmp_path: Path) -> None:
    body = f"{FOLDED}\n\n{numbered(80)}\n"
    async with reading(vault(tmp_path, body), size=(120, 20)) as reader:
        await reader.press("enter", "space", "space")
        top = reader.first_line
        assert top
        for key in ("A", "A", "w", "m"):
            await reader.press(key)
            await reader.until(lambda: bool(reader.notice))
            assert reader.first_line == top


async def test_long_code_wraps_and_scrolls_again(tmp_path: Path) -> None:
    async with reading(one(tmp_path, f"Text.\n\n```python\n{LONG}\n```\n\nAfter.")) as reader:
        await reader.sees("›")
        await reader.misses("number_19")
        await reader.press("w")
        await reader.sees("↪", "number_19", "wrapped")
        await reader.misses("›", pane="article")
        await reader.press("w")
        await reader.misses("number_19", "↪")


async def test_notes_are_shown_where_they_are_cited(tmp_path: Path) -> None:
    async with reading(one(tmp_path, NOTED)) as reader:
        await reader.sees("Cited here[1] first.")
        await reader.misses("The note itself.")
        await reader.press("m")
        await reader.sees("┊ [1] The note itself.")
        await reader.press("m")
        await reader.misses("The note itself.")


async def test_a_note_leads_back_to_where_it_is_cited(tmp_path: Path) -> None:
    async with reading(one(tmp_path, NOTED)) as reader:
        await reader.click("[1]", "article")
        await reader.sees("The note itself.")
        await reader.press("G")
        await reader.sees("[2] Another.\xa0↩")
        x, y = reader.place_of("[2] Another.\xa0↩", "article")
        await reader.pilot.click(offset=(x + len("[2] Another. "), y))
        await reader.until(lambda: reader.first_line == "Again[1] and[2].", "is at the citation")
        await reader.press("H")
        await reader.sees("[2] Another.\xa0↩")


async def test_notes_of_a_long_post_are_shown_once_it_is_parsed(tmp_path: Path) -> None:
    root = blog(
        tmp_path,
        {
            "2024-02-02-short": text("Short", "Nothing."),
            "2024-01-01-long": text("Long", f"Cited[^a].\n\n{numbered(3000)}\n\n[^a]: The note itself.\n"),
        },
    )
    async with reading(root) as reader:
        await reader.press("m", "J")
        await reader.reads("Long")
        await reader.sees("┊ [1] The note itself.")


async def test_a_note_in_place_follows_its_file(tmp_path: Path) -> None:
    root = one(tmp_path, "Cited[^a].\n\n[^a]: As it was.\n")
    async with reading(root, settings=Settings(watch=True)) as reader:
        await reader.press("m")
        await reader.sees("┊ [1] As it was.")
        path = next(path for path in (root / "_posts").iterdir() if "As it was" in path.read_text())
        path.write_text(path.read_text().replace("As it was", "As it is"))
        await reader.sees("┊ [1] As it is.")
