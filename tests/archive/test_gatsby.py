"""Gatsby: which folders hold its Markdown, what its configuration says, and links between posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one, opened, posts_in, rules, write
from tests.oracles.gatsby_samples import site
from tuireader.archive.locate import locate
from tuireader.catalog.catalog import Catalog
from tuireader.checking.check import facts_of, problems_of

if TYPE_CHECKING:
    from pathlib import Path

SITE = site("`gatsby-remark-autolink-headers`")
POST = "---\ntitle: T\ndate: 2015-05-01T22:12:03.284Z\n---\nx\n"


def test_posts_are_those_of_the_source_folders(tmp_path: Path) -> None:
    names = (
        "content/blog/my-first/index.md",
        "content/blog/2024-01-02-b.md",
        "README.md",
        "content/x.md",
        "public/p.md",
    )
    found = posts_in(tmp_path, {**SITE, **dict.fromkeys(names, POST)})
    assert {path: (post.kind, post.slug, post.permalink) for path, post in found.items()} == {
        "content/blog/my-first/index.md": ("post", "my-first", "/my-first/"),
        "content/blog/2024-01-02-b.md": ("post", "2024-01-02-b", "/2024-01-02-b/"),
    }


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("`${__dirname}/posts`", "/a/"),
        ("path.join(__dirname, 'posts')", "/a/"),
        ("path.resolve(__dirname, `./posts/`)", "/a/"),
        ('"./posts/"', "/a/"),
        ("`${__dirname}/src/images`", "/posts/a/"),
        ("somewhere()", "/posts/a/"),
        ("'../..'", "/posts/a/"),
    ],
)
def test_sources_are_found_as_they_are_usually_written(tmp_path: Path, source: str, address: str) -> None:
    config = (
        "const path = require('path')\nmodule.exports = {\n  pathPrefix: `/b`,\n  siteMetadata: {\n    title: `S`,\n"
        "    author: { name: `A` }, siteUrl: 'https://x.example/',\n  },\n  plugins: [`gatsby-plugin-image`, {\n"
        f"    resolve: `gatsby-source-filesystem`, options: {{ name: 'x', path: {source} }} }}],\n}}\n"
    )
    found = posts_in(tmp_path, {"gatsby-config.js": config, "posts/a.md": POST})
    assert found["posts/a.md"].permalink == address
    said = opened(tmp_path).site
    assert (said.title, said.url, said.baseurl) == ("S", "https://x.example", "/b")


@pytest.mark.parametrize(
    ("written", "address"),
    [("path: /own/way/", "/own/way/"), ("slug: /s", "/s"), ("slug: word", "/a/"), ("draft: true", "/a/")],
)
def test_front_matter_may_say_the_path(tmp_path: Path, written: str, address: str) -> None:
    post = one(tmp_path, "content/blog/a/index.md", f"---\ntitle: T\n{written}\n---\nx\n", SITE)
    assert (post.permalink, post.draft, rules(post)) == (address, "draft" in written, [])


def test_a_post_opened_by_itself_is_opened_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, "content/blog/a/index.md": "x"})
    assert locate(tmp_path / "content/blog/a/index.md") == (tmp_path, "content/blog/a/index.md")


def test_links_in_every_form_that_the_engine_knows_are_found(tmp_path: Path) -> None:
    files = {
        "content/blog/a/index.md": "---\ntitle: A\n---\n## Part <b>x</b>\n",
        "content/blog/b/index.md": (
            "---\ntitle: B\n---\n[a](/a/) [b](../a/) [c](/a/#part-bxb) [d](/file.pdf) ![e](./e.png) [f](../a)\n"
        ),
        "content/blog/b/e.png": "x",
        "static/file.pdf": "x",
    }
    write(tmp_path, {**SITE, **files})
    catalog = Catalog.empty().apply(posts_in(tmp_path, {}).values())[0]
    told = [
        (found.rule, found.message)
        for found in problems_of(facts_of(opened(tmp_path), catalog))
        if found.severity != "info"
    ]
    assert told == []
