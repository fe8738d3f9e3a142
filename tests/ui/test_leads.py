"""Where links lead, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checking.sites import JEKYLL, facts, post
from tuireader.archive.post import PostId
from tuireader.checking.links import Resolution
from tuireader.session.link_info import link_info

if TYPE_CHECKING:
    from pathlib import Path

A = PostId("_posts/2024-01-02-a.md")
ODD = "_posts/odd\x1b[31m\u202e.md"
HOSTILE = "%1b]52;c;aGk=%07%e2%80%ae%0a"


@pytest.mark.parametrize(
    ("href", "said"),
    [
        ("/2024/b/#fn:1", "→ footnote 1"),
        ("/2024/b/#fn:unknown", "→ footnote 1"),
        (f"/2024/b/#fn:{HOSTILE}", "→ footnote 1"),
        (f"/2024/b/#:~:text=words{HOSTILE}", "→ B › “words␛]52;c;aGk=␇�”"),
        (f"/2024/b/#x{HOSTILE}", "✗ there is no heading #x␛]52;c;aGk=␇� in B"),
        (f"/gone/{HOSTILE}x", "✗ nothing in the archive is at /gone/␛]52;c;aGk=␇� x"),
        (f"{HOSTILE}x.png", "✗ there is no file _posts/␛]52;c;aGk=␇� x.png"),
        ("odd%1b%5b31m%e2%80%ae.md", "→ Odd␛[31m�"),
    ],
)
def test_nothing_in_a_lead_commands_a_terminal(tmp_path: Path, href: str, said: str) -> None:
    found = facts(
        tmp_path,
        {
            **JEKYLL,
            A: post(f"[x]({href})"),
            "_posts/2024-01-03-b.md": post("Words 52 c aGk.[^1]\n\n[^1]: A note.", "title: B"),
            ODD: post("x", "date: 2024-01-01"),
        },
    )
    target = Resolution(found.archive, found.catalog, {}).resolve(href, A)
    info = link_info(found, target, href, A)
    assert info.text == said
    assert info.reason == (said[2:] if said.startswith("✗") else "")
