"""Nunjucks where Eleventy runs it, which its configuration says, and in Hexo beside its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.rendering.templates.translating import translated
from tuireader.commands.show import DrawnPost, draw_post
from tuireader.rendering.theme import night
from tuireader.session.open_post import View

if TYPE_CHECKING:
    from pathlib import Path

BODY = 'a {# gone #}b {% set v = "val" %}{{ v }}{% for i in [1, 2] %} {{ loop.index }}{% endfor %}'
NJK = 'export default function (c) { return { markdownTemplateEngine: "njk" } }'


def text(root: Path, config: str, front: str = "") -> str:
    write(root, {"eleventy.config.mjs": config, "a.md": f"---\ntitle: T\n{front}---\n{BODY}\n"})
    drawn = draw_post(root / "a.md", View(night()), 80)
    assert isinstance(drawn, DrawnPost)
    return drawn.text


def test_it_is_run_where_the_site_or_the_file_says_so(tmp_path: Path) -> None:
    assert "a b val 1 2" in text(tmp_path / "njk", NJK)
    assert "gone" in text(tmp_path / "liquid", "")
    assert "a b val 1 2" in text(tmp_path / "file", "", "templateEngineOverride: njk,md\n")
    assert "gone" in text(tmp_path / "other", NJK, "templateEngineOverride: liquid,md\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BODY, "a b val 1 2"),
        ("`{# kept #}`\n\n```\n{# kept #} {{ x }}\n```", "`{# kept #}`\n\n```\n{# kept #} {{ x }}\n```"),
        ("{% raw %}{# kept #}{% endraw %} {{ config.title }}", "{# kept #} ⟦config.title⟧"),
        ("{% set x %}a{% endset %}{{ x }} {% post_link b c %}", "a [c](b.md)"),
        ("{# open\n\ntext", "{# open\n\ntext"),
    ],
)
def test_in_hexo(body: str, expected: str) -> None:
    """Hexo 8.1.2."""
    assert translated(body, "hexo") == expected
