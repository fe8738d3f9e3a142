"""What MDX keeps for the build is neither counted, nor found, nor told of, by any command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tuireader.cli import main

if TYPE_CHECKING:
    from pathlib import Path

POST = """\
---
title: M
pubDate: 2024-01-02
---
import Box from '../Box.astro'

# Head {/* hidden */}

<Box tone="soft">
    Some **bold** words and a [link](/blog/other/).
</Box>

{/* a secret */}

export const year = 2022;

In {year} <a href="#head">up</a>.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "site"
    other = "---\ntitle: O\npubDate: 2024-01-03\n---\nhi\n"
    write(root, {"astro.config.mjs": "", "src/content/blog/m.mdx": POST, "src/content/blog/other.md": other})
    return root


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    main(list(words))
    return capsys.readouterr().out


def test_all_commands_agree(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(site / "src/content/blog/m.mdx")
    shown = printed(capsys, "show", path)
    assert "Some bold words and a link." in shown
    assert "In 2022 up." in shown
    assert not any(word in shown for word in ("import", "export", "hidden", "secret", "Box", "{"))
    assert printed(capsys, "show", "--outline", path).split() == ["7", "Head"]
    links = [json.loads(line) for line in printed(capsys, "links", "--json", path).splitlines()]
    assert [(one["line"], one["to"], one["anchor"]) for one in links] == [
        (10, "src/content/blog/other.md", None),
        (17, "src/content/blog/m.mdx", "head"),
    ]
    assert printed(capsys, "check", str(site)) == ""
    assert printed(capsys, "search", "secret", str(site)) == ""
    assert "m.mdx" in printed(capsys, "search", "2022", str(site))
    listed = [json.loads(line) for line in printed(capsys, "list", "--json", str(site)).splitlines()]
    assert "secret" not in str(listed)
    assert [one["words"] for one in listed] == [1, 14]
