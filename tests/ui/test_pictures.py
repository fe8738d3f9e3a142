"""Pictures in the reader: a background of their size at once, the picture when it is decoded; nothing jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.pictures import BLUE, RED, picture
from tests.ui.driver import reading
from tuireader.settings import Settings
from tuireader.ui.desktop import open_picture

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


async def test_they_are_redrawn_whatever_their_file_becomes(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": "![A flag](/images/new/a.png)\n"})
    folder = tmp_path / "images/new"
    async with reading(tmp_path, size=(120, 40), settings=Settings()) as reader:
        await reader.sees("not\xa0found", pane="article")
        write(tmp_path, {"images/new/part": picture()})
        (folder / "part").replace(folder / "a.png")
        await reader.until(lambda: "R" in painted(reader), "is drawn when it is moved into a new folder")

        data = picture(colours=(GREEN, BLUE))
        with (folder / "a.png").open("wb", buffering=0) as file:
            file.write(data[:60])
            await reader.until(lambda: "R" not in painted(reader), "shows no more what was there")
            file.write(data[60:])
        await reader.until(lambda: "G" in painted(reader), "is drawn once it is written whole")

        (folder / "a.png").write_bytes(picture("JPEG", (400, 100), (BLUE, RED)))
        await reader.until(lambda: painted(reader).count("B") > 20 * 8, "has another format and size")
        write(tmp_path, {"other.png": picture(colours=(GREEN, RED))})
        (folder / "a.png").unlink()
        (folder / "a.png").symlink_to(tmp_path / "other.png")
        await reader.until(lambda: "G" in painted(reader), "is drawn through a link")
        folder.rename(tmp_path / "images/old")
        await reader.sees("not\xa0found", pane="article")
        write(tmp_path, {"images/new/a.png": b"no picture"})
        await reader.sees("an\xa0unknown\xa0format", pane="article")
        (tmp_path / "images/new/a.png").write_bytes(picture())
        await reader.until(lambda: "R" in painted(reader), "is drawn again")


async def test_they_are_redrawn_after_what_no_event_told(tmp_path: Path) -> None:
    root = tmp_path / "blog"
    write(root, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": "![A flag](/a.png)\n"})
    async with reading(root, size=(120, 40), settings=Settings()) as reader:
        await reader.sees("not\xa0found", pane="article")
        await reader.sees("live", pane="status")
        root.rename(tmp_path / "aside")
        await reader.sees("not live", pane="status")
        write(tmp_path / "aside", {"a.png": picture()})
        (tmp_path / "aside").rename(root)
        await reader.until(lambda: "R" in painted(reader), "is drawn once the folder is back")


@pytest.mark.parametrize("name", ["a.jar", "a.png.desktop", "a.HTML"])
def test_no_program_is_opened_as_a_picture(name: str) -> None:
    assert open_picture(f"/blog/{name}", {"DISPLAY": ":7", "PATH": ""}) == "its name is not that of a picture"


async def test_enter_and_a_click_open_them_in_the_viewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(tmp_path)
    told = tmp_path / "told"
    viewer = tmp_path / "bin/xdg-open"
    write(tmp_path, {"bin/xdg-open": f'#!/bin/sh\necho "$1" >> {told}\n'})
    viewer.chmod(0o700)
    monkeypatch.setenv("PATH", str(viewer.parent))
    monkeypatch.setenv("DISPLAY", ":7")
    async with reading(tmp_path, size=(120, 40)) as reader:
        await reader.press("enter", "tab", "enter")
        await reader.sees("opened a.png")
        await reader.until(told.exists)
        x, y = reader.place_of("▣", "article")
        region = reader.article.region
        await reader.pilot.click(reader.article, offset=(x + 3 - region.x, y - 4 - region.y))
        await reader.until(lambda: told.read_text().split() == [str(tmp_path / "images/a.png")] * 2)
        monkeypatch.setenv("PATH", "")
        await reader.press("enter")
        await reader.sees("a.png cannot be opened: there is no xdg-open")


async def test_what_is_copied_has_a_line_for_each(tmp_path: Path) -> None:
    site(tmp_path)
    async with reading(tmp_path, size=(120, 40)) as reader:
        await reader.drag("Before.", "After.")
        assert reader.app.screen.get_selected_text() == "Before.\n\n\n▣\xa0A flag\n\nAfter."
