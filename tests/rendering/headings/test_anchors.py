from __future__ import annotations

import pytest

from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.anchors import anchors_of
from tuireader.rendering.parsing.markdown import Parsers

PARSERS = Parsers(ENGINES["jekyll"])
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
    ],
)
def test_what_can_be_led_to(anchor: str, line: int) -> None:
    assert ANCHORS.line(anchor) == line


@pytest.mark.parametrize("anchor", ["nowhere", "^block-2", "whats-new-2", "new"])
def test_what_cannot(anchor: str) -> None:
    assert ANCHORS.line(anchor) is None


@pytest.mark.parametrize(
    ("anchor", "nearest"),
    [
        ("what-is_it", "what-is-it"),
        ("a-b-c", "abc"),
        ("1-first-things", "first-things"),
        ("first-things-", "first-things"),
        ("second--things", "2-second-things"),
        ("x.y", ""),
        ("things", ""),
        ("---", ""),
    ],
)
def test_the_nearest_to_what_is_not_there(anchor: str, nearest: str) -> None:
    body = "# What is it\n\n# a.b.c\n\n# First things\n\n# 2 Second things\n\n# X y\n\n# Xy\n"
    found = anchors_of(PARSERS, body, "github")
    assert found.line(anchor) is None
    assert found.nearest(anchor) == nearest
    assert anchors_of(PARSERS, body, "github", lenient=True).line(anchor) == (
        found.line(nearest) if nearest else None
    )


@pytest.mark.parametrize(("anchor", "line"), [("speed", None), ("speed-rocket", 1), ("why-rocket", None)])
def test_zola_puts_the_names_of_pictures_into_ids(anchor: str, line: int | None) -> None:
    assert anchors_of(Parsers(ENGINES["zola"]), "# Speed \U0001f680\n\n# Why\n", "slug").line(anchor) == line


@pytest.mark.parametrize("count", [1, 2, 5_000])
def test_what_github_writes_before_an_id_may_be_there_any_number_of_times(count: int) -> None:
    found = anchors_of(PARSERS, "# A heading\n", "github", lenient=True)
    assert found.line("user-content-" * count + "a-heading") == 1
    assert found.line("user-content-" * count + "none") is None
