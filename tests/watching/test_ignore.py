from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.building import NOW, opened, posts_in
from tuireader.archive.post import PostId
from tuireader.archive.scan import read
from tuireader.watching.beyond import matters

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "path",
    [
        "_posts/2024-01-01-a.md",
        "_config.yml",
        "_drafts",
        "content/posts/swing.md",
        "a~b.md",
        "_site.md",
        ".eleventy.js",
        "notes/4913.md",
        "images/a.png",
        "lock.md",
        "tmp/a.md",
    ],
)
def test_posts_pictures_and_settings_matter(path: str) -> None:
    assert matters(path)


@pytest.mark.parametrize(
    "path",
    [
        ".git/index.lock",
        "a/.git/HEAD",
        "_site/a.html",
        "node_modules/x/readme.md",
        "a.md~",
        "_posts/.a.md.swp",
        "a.swp",
        "4913",
        "_posts/4913",
        "#a.md#",
        ".#a.md",
        "sedAb12Xy",
        "a.md___jb_tmp___",
        "a.md___jb_old___",
        ".DS_Store",
        ".goutputstream-X",
        "a.md.tmp",
        "Gemfile.lock",
        ".obsidian/workspace.json",
        "_site",
        "node_modules",
    ],
)
def test_what_comes_and_goes_does_not(path: str) -> None:
    assert not matters(path)


@pytest.mark.parametrize(
    "name",
    [
        "2024-01-01-a.md~",
        "2024-01-01-a.md___jb_tmp___",
        "2024-01-01-a.md___jb_old___",
        "2024-01-01-a.md.kGhJab",
        "2024-01-01-a.md.sb-0a1b2c3d-Xy12Zz",
        "2024-01-01-a.mdAb12Cd.bck",
        "2024-01-01-a.md.orig",
        "#2024-01-01-a.md#",
        ".2024-01-01-a.md.swp",
        ".#2024-01-01-a.md",
        "sedAb12Xy",
        "4913",
        "node_modules/2024-01-01-a.md",
        ".git/2024-01-01-a.md",
    ],
)
def test_a_scan_leaves_out_what_does_not_matter(tmp_path: Path, name: str) -> None:
    path = f"_posts/{name}"
    files = {"_config.yml": "include: [.git]\n", path: "text", "_posts/2024-01-02-b.md": "text"}
    assert set(posts_in(tmp_path, files)) == {"_posts/2024-01-02-b.md"}
    assert read(opened(tmp_path), PostId(path), NOW) is None
    assert not matters(path)


@pytest.mark.parametrize("name", ["2024-01-01-a.md", "2024-01-01-a.html.mkdown", "2024-01-01-my.tmp.md"])
def test_a_scan_finds_what_matters(tmp_path: Path, name: str) -> None:
    assert set(posts_in(tmp_path, {f"_posts/{name}": "text"})) == {f"_posts/{name}"}
    assert matters(f"_posts/{name}")


@given(st.text())
@settings(max_examples=100)
def test_any_name_can_be_judged(name: str) -> None:
    assert matters(name) in {True, False}
