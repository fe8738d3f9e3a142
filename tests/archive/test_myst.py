"""MyST: which files are pages, their titles and addresses, and what `myst.yml` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one, opened, posts_in, rules, write
from tuireader.archive.locate import locate

if TYPE_CHECKING:
    from pathlib import Path

SITE = {
    "myst.yml": "project:\n  title: P\n  authors:\n    - name: Ann Lee\n  exclude: ['drafts/**', skip.md]\n"
    "site: {options: {folders: true}}\n",
    "index.md": "# Home\n",
}


def test_pages_with_a_date_are_posts(tmp_path: Path) -> None:
    names = (
        "posts/02_My Post.md",
        "posts/index.md",
        "2024-03-05-x.md",
        "drafts/a.md",
        "skip.md",
        "_build/b.md",
        "n.txt",
    )
    dated = "---\ndate: 2024-03-05\n---\nx\n"
    found = posts_in(tmp_path, {**SITE, **dict.fromkeys(names, "x\n"), "posts/02_My Post.md": dated})
    assert {path: (post.kind, post.title, post.permalink, post.authors) for path, post in found.items()} == {
        "index.md": ("page", "Home", "/", ("Ann Lee",)),
        "posts/02_My Post.md": ("post", "My Post", "/posts/my-post", ("Ann Lee",)),
        "posts/index.md": ("page", "Index", "/posts", ("Ann Lee",)),
        "2024-03-05-x.md": ("post", "2024 03 05 X", "/2024-03-05-x", ("Ann Lee",)),
    }


@pytest.mark.parametrize(
    ("config", "addresses"),
    [
        ("", ["/", "/b"]),
        ("project: {toc: [{file: posts/b.md}, {file: a}]}", ["/a", "/"]),
        ("project: {toc: [{file: a}]}", ["/", None]),
        ("project: {toc: {file: a}}\nsite: [1]", ["/", "/b"]),
    ],
)
def test_the_first_page_is_at_the_top(tmp_path: Path, config: str, addresses: list[str | None]) -> None:
    found = posts_in(tmp_path, {"myst.yml": config, "a.md": "# A\n", "posts/b.md": "# B\n"})
    assert [found[path].permalink for path in ("a.md", "posts/b.md")] == addresses


def test_a_folder_beside_a_page_of_its_name_is_numbered(tmp_path: Path) -> None:
    """As mystmd 1.11 builds it."""
    names = ("index.md", "two.md", "two/index.md", "two/x.md", "sub/two.md")
    config = "project: {title: P}\nsite: {options: {folders: true}}\n"
    found = posts_in(tmp_path, {"myst.yml": config, **dict.fromkeys(names, "x\n")})
    assert [found[name].permalink for name in names] == ["/", "/two", "/two-1", "/two/x", "/sub/two"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("```{note}\n# no\n```\n\n### Yes *it* `x`\n\n# No\n", "Yes it x"),
        (":::{tip}\n## no\n:::\nUnder\n---\n", "Under"),
        ("words\n", "A"),
    ],
)
def test_titles(tmp_path: Path, body: str, title: str) -> None:
    post = one(tmp_path, "a.md", body, SITE)
    assert (post.title, rules(post)) == (title, [])


def test_a_page_opened_by_itself_is_opened_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, "posts/a.md": "x"})
    assert locate(tmp_path / "posts/a.md") == (tmp_path, "posts/a.md")
    assert opened(tmp_path).site.title == "P"


def test_pages_that_the_contents_leave_out_have_no_address(tmp_path: Path) -> None:
    toc = "project:\n  toc:\n    - file: index.md\n    - title: Part\n      children:\n        - file: a/x\n"
    pages = {"index.md": "x\n", "a/x.md": "x\n", "b/x.md": "x\n"}
    found = posts_in(tmp_path, {"myst.yml": toc, **pages})
    assert [found[path].permalink for path in pages] == ["/", "/x", None]
    found = posts_in(tmp_path, {"myst.yml": f"{toc}    - pattern: b/*.md\n", **pages})
    assert found["b/x.md"].permalink == "/x"


def test_folders_that_links_lead_back_to_are_looked_through_once(tmp_path: Path) -> None:
    write(tmp_path, {"myst.yml": "project:\n  title: P\n", "a/x.md": "x\n", "b/x.md": "x\n"})
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    found = posts_in(tmp_path, {"a/x.md": "x\n"})
    assert [found[path].permalink for path in ("a/x.md", "b/x.md")] == ["/x", "/x-1"]


def test_pages_that_are_excluded_are_neither_the_first_nor_counted(tmp_path: Path) -> None:
    """As mystmd finds pages (1.8.3, `getIgnoreFiles`)."""
    config = "project:\n  exclude: [a.md, drafts/**]\n"
    files = {"myst.yml": config, "a.md": "x\n", "b.md": "x\n", "drafts/x.md": "x\n", "posts/x.md": "x\n"}
    found = posts_in(tmp_path, files)
    assert {path: post.permalink for path, post in found.items()} == {"b.md": "/", "posts/x.md": "/x"}
