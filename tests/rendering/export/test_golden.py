"""Each kind of block as HTML, as `tests/data/export` has it; and the page around it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from tests.rendering.export.test_words import DATA
from tuireader.archive.engines.facts import ENGINES, with_tasks
from tuireader.archive.post import Post, PostId
from tuireader.rendering.diagrams.diagram import draw_diagram_source
from tuireader.rendering.export.document import PageLook, page_html, post_content
from tuireader.rendering.export.facts import ExportFacts
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.themes.palette import night, paper

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = DATA / "export"
POST: Final = Post(
    id=PostId("a.md"), kind="page", title='Less < "more"', date=None, modified=None, slug="a", permalink=None
)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: str(path.stem))
def test_exported_as_expected(path: Path) -> None:
    facts = ExportFacts(draw_diagram_source)
    engine = with_tasks(ENGINES["pelican"], ["markdown_checklist.extension"])
    made = post_content(path.read_text(encoding="utf-8"), Parsers(engine), facts, "The title")
    assert made == path.with_suffix(".html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<svg><image href=/a.png /><text>one</text><text>two</text></svg>", "▣ onetwo"),
        ("<div><svg><image href=/a.png /><g><text>one</text></g></svg></div>", "▣ one"),
        ('<picture><source srcset="/a.webp"><img src="/a.png" alt="shot"></picture>', "▣ shot"),
        ('<div><picture><source srcset="/a.webp"><img src="/a.png" alt="shot"></picture></div>', "▣ shot"),
        ('<div align="center"><video src="/a.mp4">no</video></div>', "▶ /a.mp4"),
        ("<div><form><button>Go</button><input value=a><input type=password value=b></form></div>", "Goa"),
    ],
)
def test_of_what_no_page_may_hold_the_words_stay(written: str, said: str) -> None:
    made = post_content(written, Parsers(ENGINES["plain"]), ExportFacts(draw_diagram_source))
    text = re.sub(r"<[^>]*>|&nbsp;", "", made)
    assert "".join(text.split()) == said.replace(" ", "")


@pytest.mark.parametrize(
    "written", ["> [!WARNING]\n> a", '<div class="alert alert-warning">a</div>', "::: warning\na\n:::"]
)
def test_a_callout_has_the_colour_of_its_kind(written: str) -> None:
    made = post_content(written, Parsers(ENGINES["vitepress"]), ExportFacts(draw_diagram_source))
    assert made.startswith('<div class="callout orange"><p class="callout-title">Warning</p>')


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("en_GB", ' lang="en-GB" dir="ltr"'),
        ("he", ' lang="he" dir="rtl"'),
        ("English", ' dir="auto"'),
        ('"><script>', ' dir="auto"'),
        (None, ' dir="auto"'),
    ],
)
def test_a_language_is_named_if_it_is_one(written: str | None, named: str) -> None:
    page = page_html(replace(POST, lang=written), "", PageLook(paper(), night()))
    assert f"<!doctype html>\n<html{named}>\n" in page


def test_what_is_known_of_a_post_is_escaped() -> None:
    post = replace(
        POST,
        date=datetime(2024, 5, 6, tzinfo=UTC),
        authors=("<A>",),
        tags=("b&c",),
        series="<d>",
        excerpt='"e"',
        draft=True,
    )
    page = page_html(post, "", PageLook(paper(), paper()), "https://x.example/?a=1&b=2")
    assert "<h1>Less &lt; &quot;more&quot;</h1>" in page
    assert "</time></bdi> · <bdi>&lt;A&gt;</bdi> · <bdi>series: &lt;d&gt;</bdi> · <bdi>b&amp;c</bdi>" in page
    assert "<bdi>1 min</bdi> · <bdi>draft</bdi></p>" in page
    assert '<meta name="description" content="&quot;e&quot;">' in page
    assert 'href="https://x.example/?a=1&amp;b=2"' in page
    assert "color-scheme: light;" in page
