"""Hugo's aliases without a slash first, which lie beside their page (0.168.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import posts_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", ["content/posts/a.md", "content/posts/a/index.md"])
def test_aliases_lie_beside_their_page(tmp_path: Path, path: str) -> None:
    written = "---\ntitle: T\naliases: [old, ../up, /abs, sub/x.html, ./here]\n---\nx\n"
    found = posts_in(tmp_path, {"hugo.toml": "", path: written})
    assert found[path].aliases == ("/posts/old", "/up", "/abs", "/posts/sub/x.html", "/posts/here")
