"""Logseq: pages by their properties and names, journals by their days, and links to pages that are only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one, opened, posts_in
from tests.checking.sites import found
from tests.rendering.drawings import THEME
from tuireader.archive.engines.facts import LOGSEQ
from tuireader.archive.locate import locate
from tuireader.catalog.catalog import Catalog
from tuireader.checking.links import link_graph, written_links
from tuireader.rendering.dialects import enable_dialects
from tuireader.rendering.drawing import BlockContext
from tuireader.rendering.elements.draw import draw
from tuireader.rendering.parsing.markdown import Parsers

if TYPE_CHECKING:
    from pathlib import Path

SITE = {"logseq/config.edn": "{}"}
BLOCK = "6494c06d-3167-4dc2-978e-257e11b1f6b7"
PAGE = (
    "title:: A/B\ntags:: [[One]], #two, [[three four]]\nalias:: other name, [[second]]\n\n"
    f"- first #tag\n  id:: {BLOCK}\n  second [[nowhere]] [b]((({BLOCK})))\n"
    "- see [[Jun 3rd, 2023]] [[Other Name]] [[A/B]] [[c: d]]\n"
)


def test_fields(tmp_path: Path) -> None:
    post = one(tmp_path, "pages/a.md", PAGE, SITE)
    assert (post.title, post.kind, post.date, post.permalink) == ("A/B", "page", None, None)
    assert (post.tags, post.aliases) == (("One", "two", "three four", "tag"), ("/other name", "/second"))
    assert post.excerpt.startswith("first #tag second nowhere")


@pytest.mark.parametrize(
    ("path", "title", "date"),
    [
        ("journals/2023_06_03.md", "Jun 3rd, 2023", "2023-06-03"),
        ("journals/2023_11_12.md", "Nov 12th, 2023", "2023-11-12"),
        ("journals/2023_13_40.md", "2023_13_40", None),
        ("pages/c%3A d.md", "c: d", None),
        ("pages/Name___Inner page.md", "Name/Inner page", None),
    ],
)
def test_names(tmp_path: Path, path: str, title: str, date: str | None) -> None:
    post = one(tmp_path, path, "- x\n", SITE)
    assert (post.title, str(post.date.date()) if post.date else None) == (title, date)


def test_links(tmp_path: Path) -> None:
    files = {**SITE, "pages/a.md": PAGE, "journals/2023_06_03.md": "- x", "pages/c%3A d.md": "- x"}
    catalog = Catalog.empty().apply(posts_in(tmp_path, files).values())[0]
    archive = opened(tmp_path)
    graph = link_graph(archive, catalog, written_links(archive, [post.id for post in catalog]))
    assert [(link.written.line, link.target.id) for link in graph if link.target.id] == [
        (3, "pages/a.md"),
        (8, "journals/2023_06_03.md"),
        (8, "pages/a.md"),
        (8, "pages/a.md"),
        (8, "pages/c%3A d.md"),
    ]
    assert found(tmp_path, files) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    files = {**SITE, "assets/i.png": "", "pages/a.md": "- ![i](../assets/i.png)\n- ![n](../assets/n.png)\n"}
    assert [problem[3] for problem in found(tmp_path, files)] == ["missing-image"]


def test_properties_of_blocks_are_not_shown() -> None:
    body = f"- one\n  id:: {BLOCK}\n  two\n- three\n  collapsed:: true\n- a:: b `id:: x`\n"
    parser = Parsers().full
    enable_dialects(parser, LOGSEQ.dialects)
    lines = draw(parser.parse(body), BlockContext(60, THEME)).lines
    assert [line.text.rstrip() for line in lines] == ["• one", "  two", "• three", "• a:: b id:: x"]


def test_a_page_finds_its_graph(tmp_path: Path) -> None:
    one(tmp_path, "pages/a.md", "x", SITE)
    assert locate(tmp_path / "pages/a.md") == (tmp_path, "pages/a.md")
