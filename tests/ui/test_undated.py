"""Archives whose files do not tell their dates by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.archives import text
from tests.ui.driver import reading

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_newest_is_shown_and_no_other_before_it(tmp_path: Path) -> None:
    for number in range(120):
        day = f"date: 2020-{number % 12 + 1:02}-{number % 28 + 1:02}\n"
        (tmp_path / f"note-{number}.md").write_text(text(f"Note {number}", "Words.", more=day))
    (tmp_path / "a-note.md").write_text(text("The newest", "Newest words.", more="date: 2024-01-01\n"))
    async with reading(tmp_path, settled=False) as reader:
        wanted: set[str] = set()

        def is_there() -> bool:
            post = reader.context.reading.wanted
            wanted.update([post.title] if post else [])
            return reader.context.reading.post is not None

        await reader.until(is_there)
        await reader.reads("The newest")
        assert wanted == {"The newest"}


async def test_an_archive_without_a_title_goes_by_its_folder(tmp_path: Path) -> None:
    (tmp_path / "notebook").mkdir()
    (tmp_path / "notebook" / "one.md").write_text(text("One"))
    async with reading(tmp_path / "notebook") as reader:
        await reader.sees("notebook", "1 post", pane="left")
