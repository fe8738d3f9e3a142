"""Blogs of Material for MkDocs: how they are recognised, set and linked; golden pairs hold the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import NOW, one, opened, posts_in, rules, write
from tests.checking.sites import found as problems_in
from tuireader.archive.locate import locate
from tuireader.archive.post import PostId
from tuireader.archive.scan import read
from tuireader.rendering.heading_ids import heading_id

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "site_name: A\nsite_url: https://a.example/sub/\nplugins:\n  - search\n  - blog\n"
POST = "docs/blog/posts/a.md"
DATED = "---\ndate: 2024-03-05\n---\n"


@pytest.mark.parametrize(
    ("config", "found"),
    [
        (CONFIG, "material"),
        ("plugins:\n  - material/blog:\n      blog_dir: news\n", "material"),
        ("plugins:\n  blog: {}\n", "material"),
        ("plugins:\n  - blog:\n      enabled: false\n", "plain"),
        ("plugins:\n  - search\n", "plain"),
        ("plugins: blog\n", "plain"),
        ("nav:\n  - blog\n", "plain"),
        ("INHERIT: base/all.yml\n", "material"),
        ("INHERIT: ../base/all.yml\n", "plain"),
        ("INHERIT: mkdocs.yml\n", "plain"),
    ],
)
def test_the_plugin_makes_the_site(tmp_path: Path, config: str, found: str) -> None:
    write(tmp_path, {"mkdocs.yml": config, "base/all.yml": CONFIG, POST: DATED})
    assert opened(tmp_path).site.engine.name == found


def test_a_post_that_is_opened_by_itself_is_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": CONFIG, POST: DATED + "# T\n"})
    root, post_id = locate(tmp_path / POST)
    assert (root, post_id) == (tmp_path, POST)
    post = read(opened(root), PostId(POST), NOW)
    assert post is not None
    assert post.permalink == "/blog/2024/03/05/t/"


def test_tags_of_yaml_are_read_as_data(tmp_path: Path) -> None:
    tagged = (
        "markdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "  - pymdownx.superfences:\n      custom_fences:\n        - name: mermaid\n"
        "          format: !!python/name:pymdownx.superfences.fence_code_format\n"
        "extra: !ENV [HOME, none]\n"
    )
    write(tmp_path, {"mkdocs.yml": CONFIG + tagged, POST: DATED})
    archive = opened(tmp_path)
    assert (archive.problems, archive.site.title) == ((), "A")
    assert "emoji" in archive.site.engine.dialects
    assert "dollar_math" not in archive.site.engine.dialects


def test_documents_alone_are_read_and_posts_told_from_pages(tmp_path: Path) -> None:
    names = (
        "docs/a.md",
        "docs/blog/index.md",
        "docs/blog/posts/x/b.md",
        "docs/templates/c.md",
        "docs/.d/e.md",
    )
    found = posts_in(tmp_path, {"mkdocs.yml": CONFIG, "README.md": "x", **dict.fromkeys(names, DATED)})
    assert {path: post.kind for path, post in found.items()} == {
        "docs/a.md": "page",
        "docs/blog/index.md": "page",
        "docs/blog/posts/x/b.md": "post",
    }


def test_each_of_several_blogs_has_its_own_addresses(tmp_path: Path) -> None:
    config = (
        "plugins:\n  - blog:\n      blog_dir: .\n      post_url_date_format: yyyy\n"
        "  - blog:\n      blog_dir: news\n      post_url_format: '{slug}'\n"
    )
    found = posts_in(
        tmp_path, {"mkdocs.yml": config, "docs/posts/a.md": DATED, "docs/news/posts/b.md": DATED}
    )
    assert {post.permalink for post in found.values()} == {"/2024/a/", "/news/b/"}


@pytest.mark.parametrize(
    ("option", "address"),
    [
        ("post_url_date_format: yyyy/MMMM", None),
        ("post_url_format: '{day}'", None),
        ("post_url_date_format: \"'in' y-M-d\"", "/blog/in%202024-3-5/t/"),
        ("post_url_format: '../{slug}'", "/t/"),
    ],
)
def test_an_address_that_only_the_build_knows_is_none(
    tmp_path: Path, option: str, address: str | None
) -> None:
    config = f"plugins:\n  - blog:\n      {option}\n"
    assert one(tmp_path, POST, DATED + "# T\n", {"mkdocs.yml": config}).permalink == address


def test_dates(tmp_path: Path) -> None:
    text = "---\ndate:\n  created: 2024-03-05\n  updated: 2024-04-01 10:00:00\n---\n# T\n"
    post = one(tmp_path, POST, text, {"mkdocs.yml": CONFIG})
    assert post.date is not None
    assert post.modified is not None
    assert (post.date.isoformat(), post.modified.isoformat()) == (
        "2024-03-05T00:00:00+00:00",
        "2024-04-01T10:00:00+00:00",
    )
    assert rules(post) == []


@pytest.mark.parametrize(
    ("matter", "found"),
    [
        ("title: T", ["missing-date"]),
        ("date:\n  updated: 2024-04-01", ["missing-date"]),
        ("date: never", ["date"]),
    ],
)
def test_a_post_without_a_date_is_told(tmp_path: Path, matter: str, found: list[str]) -> None:
    assert rules(one(tmp_path, POST, f"---\n{matter}\n---\nx\n", {"mkdocs.yml": CONFIG})) == found


@pytest.mark.parametrize(
    ("option", "draft", "date", "is_draft"),
    [
        ("false", "", "2199-01-01", False),
        ("true", "", "2199-01-01", True),
        ("true", "draft: false\n", "2199-01-01", False),
        ("true", "", "2024-01-01", False),
        ("false", "draft: true\n", "2024-01-01", True),
    ],
)
def test_a_post_is_out_before_its_date_unless_the_site_is_set(
    tmp_path: Path, option: str, draft: str, date: str, is_draft: bool
) -> None:
    config = f"plugins:\n  - blog:\n      draft_if_future_date: {option}\n"
    post = one(tmp_path, POST, f"---\ndate: {date}\nstatus: draft\n{draft}---\n# T\n", {"mkdocs.yml": config})
    assert (post.draft, post.hidden, post.future) == (is_draft, False, False)


def test_the_excerpt_ends_at_the_separator_and_leaves_out_the_title(tmp_path: Path) -> None:
    body = "# T\n\nFirst words.\n\nMore words.\n\n<!-- more -->\n\nRest.\n"
    files = {"mkdocs.yml": CONFIG}
    assert one(tmp_path, POST, DATED + body, files).excerpt == "First words. More words."
    assert one(tmp_path, POST, DATED + "# T\n\nOne.\n\nTwo.\n", files).excerpt == "One."
    described = "---\ndate: 2024-03-05\ndescription: Said.\n---\n# T\n\nOne.\n"
    assert one(tmp_path, POST, described, files).excerpt == "Said."


def test_links_by_file_and_by_address_lead_to_posts(tmp_path: Path) -> None:
    body = (
        "# Two words\n\n## Foo\n\n## Foo\n\n[a](b.md#foo_1) [b](../../guide/start.md)\n"
        "[c](/sub/blog/2024/03/05/b-c/#foo) [d](https://a.example/sub/guide/start/) [e](#foo_1)\n"
        "[f](../../img/x.png) [g](../b-c/)\n"
    )
    files = {
        "mkdocs.yml": CONFIG,
        POST: DATED + body,
        "docs/blog/posts/b.md": DATED + "# B c\n\n## Foo\n\n## Foo\n",
        "docs/guide/start.md": "# Start\n\n[p](../blog/posts/a.md)\n",
        "docs/img/x.png": "",
    }
    assert problems_in(tmp_path, files) == []
    wrong = problems_in(tmp_path, {POST: DATED + "# T\n\n[x](missing.md) [y](b.md#foo-9)\n"})
    assert sorted(problem[3] for problem in wrong) == ["broken-anchor", "broken-link"]


def test_ids_of_the_two_slugs(tmp_path: Path) -> None:
    assert heading_id("Über uns & C#", "pymdownx") == "über-uns--c"
    assert heading_id("Über uns & C#", "python-markdown") == "uber-uns-c"
    body = "# T\n\n## Über & C\n\n[a](#über--c) [b](#uber-c)\n"
    assert problems_in(tmp_path, {"mkdocs.yml": CONFIG, POST: DATED + body}) == []
