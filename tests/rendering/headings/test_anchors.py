from __future__ import annotations

import pytest

from tuireader.rendering.headings.anchors import anchors_of
from tuireader.rendering.parsing.parsers import Parsers

PARSERS = Parsers("jekyll")
BODY = """\
# What's new

Text with <a name="named"></a> and <span id='spot'>a spot</span>.

## What's new

Set {#own}
---

A block that is called something. ^block-1

Cited[^n].

[^n]: A note.
"""
ANCHORS = anchors_of(PARSERS, BODY, "kramdown-gfm")


@pytest.mark.parametrize(
    ("anchor", "line"),
    [
        ("whats-new", 1),
        ("Whats-New", 1),
        ("whats-new-1", 5),
        ("own", 7),
        ("named", 3),
        ("spot", 3),
        ("^block-1", 10),
        ("fn:n", 14),
        ("fnref:n", 14),
        ("What's new", 1),
        ("Set", 7),
        ("top", 1),
        ("", 1),
        (":~:text=block", 1),
    ],
)
def test_what_can_be_led_to(anchor: str, line: int) -> None:
    assert ANCHORS.line(anchor) == line


@pytest.mark.parametrize("anchor", ["nowhere", "^block-2", "whats-new-2", "new"])
def test_what_cannot(anchor: str) -> None:
    assert ANCHORS.line(anchor) is None
