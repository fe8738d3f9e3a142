"""The globs of Hugo's cascades."""

from __future__ import annotations

import pytest

from tuireader.archive.engines.hugo.cascade import fits


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
        ("**", "/x/y", True),
        ("**a" * 90 + "b", "/" + "a" * 400, False),
        ("*" * 301, "/a", False),
        ("{a,b}" * 60, "a" * 60, False),
    ],
)
def test_a_glob_names_paths(pattern: str, path: str, fit: bool) -> None:
    assert fits(pattern, path) is fit
