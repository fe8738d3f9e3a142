"""What each dialect adds, drawn at 60 cells as `tests/data/dialects` has it: one folder a dialect."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.rendering.dialects.pages import drawn

DATA: Final = Path(__file__).parent.parent.parent / "data" / "dialects"
ENGINES: Final = {
    "kramdown": "jekyll",
    "python-markdown": "pelican",
    "goldmark": "hugo",
    "markdown-it": "eleventy",
    "obsidian": "obsidian",
    **{name: name for name in ("docusaurus", "myst", "quarto", "vitepress")},
}
"""The engine whose posts a folder holds; the others' are files of no known engine."""
PAIRS: Final = sorted(path.relative_to(DATA).with_suffix("").as_posix() for path in DATA.glob("*/*.md"))


@pytest.mark.parametrize("name", PAIRS)
def test_drawn_as_expected(name: str) -> None:
    markdown = (DATA / f"{name}.md").read_text(encoding="utf-8")
    expected = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    engine = ENGINES.get(name.partition("/")[0], "plain")
    assert "\n".join(drawn(markdown, engine)).rstrip("\n") + "\n" == expected


def test_every_text_has_its_drawing() -> None:
    drawings = {path.relative_to(DATA).with_suffix("").as_posix() for path in DATA.glob("*/*.txt")}
    assert drawings == set(PAIRS)
    assert len(PAIRS) >= 6
