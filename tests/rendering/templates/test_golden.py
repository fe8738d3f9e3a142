"""Each dialect's tags in texts of some length, as `tests/data/templates` has them translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rendering.templates.translating import translated_file

DATA = Path(__file__).parent.parent.parent / "data" / "templates"
ENGINES = {
    "liquid": "jekyll",
    "shortcodes": "hugo",
    "hexo": "hexo",
    "mdx": "mdx",
    "nunjucks": "nunjucks",
    "vue": "vitepress",
    "zola": "zola",
    "plain": "plain",
}
NAMES = sorted(f"{path.parent.name}/{path.stem}" for path in DATA.glob("*/*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_translated_as_expected(name: str) -> None:
    text = (DATA / f"{name}.md").read_text(encoding="utf-8")
    expected = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    assert translated_file(text, ENGINES[name.partition("/")[0]]) == expected


def test_every_text_has_a_pair() -> None:
    assert {path.parent.name for path in DATA.glob("*/*.md")} == set(ENGINES)
    assert sorted(f"{path.parent.name}/{path.stem}" for path in DATA.glob("*/*.txt")) == NAMES
