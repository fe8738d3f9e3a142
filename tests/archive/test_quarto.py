"""Quarto: which files are documents, what folders hand down to them, their addresses, and links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one, opened, posts_in, rules, write
from tuireader.archive.locate import locate
from tuireader.catalog.catalog import Catalog
from tuireader.checking.check import facts_of, problems_of

if TYPE_CHECKING:
    from pathlib import Path

SITE = {
    "_quarto.yml": "project: {output-dir: docs}\nwebsite: {title: T, site-url: https://x.example/}\nlang: de\n"
}


def test_documents_with_a_date_are_posts(tmp_path: Path) -> None:
    names = (
        "posts/a/index.qmd", "posts/2024-01-02-b.md", "index.qmd", "about.qmd", "_part.qmd", "_x/y.qmd", "README.md",
        "docs/built.md", "notes.txt",
    )  # fmt: skip
    dated = (
        '---\ntitle: A\ndate: "2024-03-05"\ncategories: [news, R]\nauthor:\n  - name: Ann\n  - Bo\n---\nx\n'
    )
    found = posts_in(tmp_path, {**SITE, **dict.fromkeys(names, "x\n"), "posts/a/index.qmd": dated})
    assert {path: (post.kind, post.slug, post.permalink) for path, post in found.items()} == {
        "posts/a/index.qmd": ("post", "a", "/posts/a/"),
        "posts/2024-01-02-b.md": ("post", "2024-01-02-b", "/posts/2024-01-02-b.html"),
        "index.qmd": ("page", "index", "/"),
        "about.qmd": ("page", "about", "/about.html"),
    }
    first, site = found["posts/a/index.qmd"], opened(tmp_path).site
    assert (first.categories, first.authors, first.lang) == (("news", "R"), ("Ann", "Bo"), "de")
    assert (site.title, site.url) == ("T", "https://x.example")


@pytest.mark.parametrize(
    ("written", "draft", "dated"),
    [
        ("draft: true\ndate: 2024-03-05", True, True),
        ("date: today", False, False),
        ("date: last-modified", False, False),
        ("draft: false\ndate: 03/05/2024", False, True),
    ],
)
def test_drafts_and_dates(tmp_path: Path, written: str, draft: bool, dated: bool) -> None:
    post = one(tmp_path, "a.qmd", f"---\ntitle: T\n{written}\n---\nx\n", SITE)
    assert (post.draft, post.date is not None, rules(post)) == (draft, dated, [])


def test_folders_hand_metadata_down(tmp_path: Path) -> None:
    files = {
        **SITE,
        "posts/_metadata.yml": "author: Ann\ncategories: [all]\n",
        "posts/in/_metadata.yml": "author: Bo\n",
        "posts/a.qmd": "x\n",
        "posts/in/b.qmd": "---\ncategories: [own]\n---\nx\n",
        "c.qmd": "x\n",
    }
    found = posts_in(tmp_path, files)
    assert {path: (post.authors, post.categories) for path, post in found.items()} == {
        "posts/a.qmd": (("Ann",), ("all",)),
        "posts/in/b.qmd": (("Bo",), ("own",)),
        "c.qmd": ((), ()),
    }


def test_a_document_opened_by_itself_is_opened_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, "posts/a/index.qmd": "x"})
    assert locate(tmp_path / "posts/a/index.qmd") == (tmp_path, "posts/a/index.qmd")


def test_links_in_every_form_that_the_engine_knows_are_found(tmp_path: Path) -> None:
    files = {
        "posts/a/index.qmd": "# A\n\n## 1. Ein Café {.unnumbered}\n\n## Part {#sec-own}\n",
        "posts/b.qmd": (
            "# B\n\n[a](a/index.qmd) [b](/posts/a/) [c](a/index.html) [d](a/index.qmd#ein-café)\n"
            "[e](/posts/a/#sec-own) "
            "[f](../about.qmd) [g](/about.html) ![h](i.png)\n"
        ),
        "posts/i.png": "x",
        "about.qmd": "# About\n",
    }
    write(tmp_path, {**SITE, **files})
    catalog = Catalog.empty().apply(posts_in(tmp_path, {}).values())[0]
    told = [
        (found.rule, found.message)
        for found in problems_of(facts_of(opened(tmp_path), catalog))
        if found.severity != "info"
    ]
    assert told == []
