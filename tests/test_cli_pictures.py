"""What `show` and the reader say of a post's images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archive.building import write
from tests.archive.test_pixels import PNG
from tests.ui.driver import reading
from tuireader.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BODY = "![Here](/images/a.png)\n\n![Gone](/images/b.png)\n"


def site(root: Path) -> Path:
    write(root, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": BODY, "images/a.png": PNG})
    return root / "_posts/2024-01-01-a.md"


def test_show_tells_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(site(tmp_path))]) == 0
    shown = capsys.readouterr().out.replace("\xa0", " ")
    assert "▣ Here · /images/a.png · 640 × 480 · 24 bytes\n" in shown
    assert "▣ Gone · /images/b.png · not found\n" in shown


async def test_the_reader_tells_of_them(tmp_path: Path) -> None:
    site(tmp_path)
    async with reading(tmp_path, size=(140, 30)) as reader:
        await reader.sees("/images/a.png · 640\xa0×\xa0480 · 24\xa0bytes", "not\xa0found", pane="article")
