"""What `show` and the reader show, and say, of a post's images."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from tests.archive.building import write
from tests.archive.test_pixels import PNG
from tests.pictures import picture
from tests.ui.driver import reading
from tuireader.cli import main
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ANSI = re.compile(r"\x1b\[[0-9;]*m")
BODY = "![Here](/images/a.png)\n\n![Gone](/images/b.png)\n"


def site(root: Path) -> Path:
    write(root, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": BODY, "images/a.png": PNG})
    return root / "_posts/2024-01-01-a.md"


def test_show_tells_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(site(tmp_path))]) == 0
    shown = capsys.readouterr().out.replace("\xa0", " ")
    assert "▣ Here · /images/a.png · 640 × 480 · 24 bytes\n" in shown
    assert "▣ Gone · /images/b.png · not found\n" in shown


def test_show_draws_them_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = site(tmp_path)
    write(tmp_path, {"images/c.png": picture(size=(80, 60))})
    post.write_text(f"- ![Drawn](/images/c.png)\n\n{BODY}", encoding="utf-8")
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert main(["show", str(post), "--color", "always"]) == 0
    shown = capsys.readouterr().out.replace("\xa0", " ")
    upper, lower = (f"\x1b[38;2;{one};48;2;{one}m{'▀' * 20}\x1b[0m" for one in ("255;0;0", "0;0;255"))
    assert shown.count(upper) == 4
    assert shown.count(lower) == 4
    assert f"•\x1b[0m {upper}\n" in shown
    assert f"\n  {lower}\n" in shown
    assert "▣ Drawn" in shown
    assert "a broken picture" in shown
    assert main(["show", str(post), "--color", "always", "--images", "off"]) == 0
    assert "▀" not in capsys.readouterr().out


def test_show_draws_diagrams_as_pictures_where_it_can(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = site(tmp_path)
    fence = "```mermaid\n{}```\n\n"
    post.write_text(fence.format("graph LR\nA[One] --> B[Two]\n") + fence.format('pie\n"Dogs" : 3\n'))

    def shown(way: str) -> str:
        assert main(["show", str(post), "--color", "always", "--images", way]) == 0
        return capfd.readouterr().out

    assert "│ Two │" in (blocks := ANSI.sub("", shown("blocks")))
    assert "100.0%" in blocks
    placed = shown("kitty")
    heights = [int(rows) for rows in re.findall(r"a=T,C=1,[^;]*,r=(\d+)", placed)]
    assert len(heights) == 2
    # Each row of a picture is a strip of sixels; how many there are depends on the system's fonts.
    assert shown("sixel").count("\x1bP") == sum(heights)
    for way in ("kitty", "sixel"):
        drawn = shown(way)
        assert "│ Two │" not in (text := ANSI.sub("", drawn))
        assert "100.0%" not in text
    monkeypatch.setitem(sys.modules, "mmdr", None)
    assert ANSI.sub("", shown("kitty")) == blocks


async def test_the_reader_tells_of_them(tmp_path: Path) -> None:
    site(tmp_path)
    async with reading(tmp_path, size=(140, 30)) as reader:
        await reader.sees("/images/a.png · a\xa0broken\xa0picture", "not\xa0found", pane="article")
        await reader.press("I")
        await reader.sees("/images/a.png · a\xa0broken\xa0picture", "pictures are frames")
    async with reading(tmp_path, size=(140, 30), settings=Settings(watch=False, images="off")) as reader:
        await reader.sees("/images/a.png · 640\xa0×\xa0480 · 24\xa0bytes", "not\xa0found", pane="article")
