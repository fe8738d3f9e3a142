"""Pictures in the reader: a ground of their size at once, the picture when it is decoded; nothing jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archive.building import write
from tests.pictures import BLUE, RED, picture
from tests.ui.driver import reading
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.driver import Reader

GREEN = (0, 255, 0)
TEXT = "A line of text.\n\n" * 40


def site(root: Path) -> None:
    body = f"Before.\n\n![A flag](/images/a.png)\n\nAfter.\n\n{TEXT}![Below](/images/b.png)\n\nThe end.\n"
    files: dict[str, str | bytes] = {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": body}
    write(root, files | {"images/a.png": picture(), "images/b.png": picture(colours=(GREEN, RED))})


def painted(reader: Reader) -> str:
    """The strongest colour of each cell that is painted as part of a picture: R, G or B."""
    styles = [
        segment.style for strip in reader.strips for segment in strip.crop(0, 200) if segment.text == "▀"
    ]
    shares = [style.color.get_truecolor() for style in styles if style and style.color]
    return "".join("RGB"[one.index(max(one))] for one in shares)


async def test_they_come_go_and_change_while_the_text_stays(tmp_path: Path) -> None:
    site(tmp_path)
    async with reading(tmp_path, size=(120, 40), settings=Settings()) as reader:
        await reader.sees("After.", "▣\xa0A flag", pane="article")
        after = reader.place_of("After.", "article")
        await reader.until(lambda: "R" in painted(reader), "is drawn")
        assert reader.place_of("After.", "article") == after
        assert painted(reader) == "R" * 20 * 4 + "B" * 20 * 4

        (tmp_path / "images/a.png").write_bytes(picture(colours=(GREEN, BLUE)))
        await reader.until(lambda: "G" in painted(reader), "is drawn anew")
        assert reader.place_of("After.", "article") == after

        await reader.press("I")
        await reader.sees("pictures are frames", "▏ ▣\xa0A flag · /images/a.png · 80\xa0×\xa060")
        assert painted(reader) == ""
        await reader.press("I")
        await reader.until(lambda: "G" in painted(reader), "is drawn again")

        (tmp_path / "images/a.png").unlink()
        await reader.sees("/images/a.png · not\xa0found", pane="article")
        assert reader.first_line == "A"

        await reader.press("enter", "G")
        await reader.until(lambda: "G" in painted(reader), "draws the one below")
