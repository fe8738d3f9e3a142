"""Hugo's cascades: their globs, and which pages of several languages they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import posts_in
from tuireader.archive.disk.globs import fits

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("pattern", "path", "fit"),
    [
        ("/posts/**", "/posts/old/a", True),
        ("/posts/*", "/posts/old/a", False),
        ("/posts/*", "/posts/a", True),
        ("{/posts/a,/posts/b}", "/posts/b", True),
        ("{/posts/a,/posts/b}", "/posts/c", False),
        ("/p?", "/pa", True),
        ("/**a*b", "/a/xab", True),
        ("/x", "/x/y", False),
        ("{/x,/y}*a", "/y/a", False),
        ("{/x,/y}/a", "/y/a", True),
        ("a}b", "a}b", True),
        ("**", "/x/y", True),
        ("**a" * 90 + "b", "/" + "a" * 400, False),
        ("*" * 301, "/a", False),
        ("{a,b}" * 60, "a" * 60, False),
    ],
)
def test_a_glob_names_paths(pattern: str, path: str, fit: bool) -> None:
    assert fits(pattern, path) is fit


def test_targets_mean_the_page_without_its_language_and_the_language_in_its_name(tmp_path: Path) -> None:
    """As Hugo 0.168.0 builds it."""
    config = """
[languages.en]
[languages.fr]
[[cascade]]
tags = ["in French"]
[cascade.target]
lang = "fr"
[[cascade]]
categories = ["one page"]
[cascade.target]
path = "/posts/a"
[[cascade]]
categories = ["the section"]
[cascade.target]
path = "/posts"
kind = "section"
"""
    names = ("posts/a.md", "posts/a.fr.md", "posts/b.fr.md", "posts/_index.fr.md", "posts/c/index.fr.md")
    matter = "---\ndate: 2024-01-01\n---\nx\n"
    said_otherwise = {"content/posts/d.md": "---\ndate: 2024-01-01\nlang: fr\n---\nx\n"}
    files = {"hugo.toml": config, **{f"content/{name}": matter for name in names}, **said_otherwise}
    found = posts_in(tmp_path, files)
    assert {name.removeprefix("content/"): (post.tags, post.categories) for name, post in found.items()} == {
        "posts/a.md": ((), ("one page",)),
        "posts/a.fr.md": (("in French",), ("one page",)),
        "posts/b.fr.md": (("in French",), ()),
        "posts/_index.fr.md": (("in French",), ("the section",)),
        "posts/c/index.fr.md": (("in French",), ()),
        "posts/d.md": ((), ()),
    }


def test_what_a_section_hands_down_stays_in_its_language(tmp_path: Path) -> None:
    """As Hugo 0.168.0 builds it."""
    cascade, matter = "---\ncascade:\n  tags: [{}]\n---\n", "---\ndate: 2024-01-01\n---\nx\n"
    found = posts_in(tmp_path, {
        "hugo.toml": "[languages.en]\n[languages.fr]\n",
        "content/p/_index.md": cascade.format("English"),
        "content/p/_index.fr.md": cascade.format("French"),
        "content/q/_index.md": cascade.format("English"),
        **dict.fromkeys(("content/p/a.md", "content/p/a.fr.md", "content/q/a.md", "content/q/a.fr.md"), matter),
    })  # fmt: skip
    assert {name.removeprefix("content/"): post.tags for name, post in found.items() if "a." in name} == {
        "p/a.md": ("English",),
        "p/a.fr.md": ("French",),
        "q/a.md": ("English",),
        "q/a.fr.md": (),
    }
