from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.watching.batches import Batch, batch_of
from tuireader.watching.ignore import matters


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


def test_a_batch_holds_paths_inside_the_root_only() -> None:
    touched = ["/blog/a.md", "/blog/x/b.md", "/blogger/c.md", "/blog/.git/HEAD", "/etc/d.md"]
    assert batch_of(touched, "/blog") == Batch(frozenset({"a.md", "x/b.md"}))
    assert batch_of(["/blog"], "/blog") == Batch(frozenset(), everything=True)
    assert batch_of(["/a.md"], "/") == Batch(frozenset({"a.md"}))


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_name_can_be_judged(name: str) -> None:
    assert matters(name) in {True, False}
