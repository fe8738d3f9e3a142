"""The ids of headings, by the rule of each engine; the examples are worked out from the sources of the engines."""

from __future__ import annotations

import pytest

from tests.rendering.bodies import FULL, blocks_of
from tuireader.archive.engines import engine_named
from tuireader.rendering.heading_ids import IDS_OF_ENGINE, Ids, heading_id
from tuireader.rendering.outline import outline


@pytest.mark.parametrize(
    ("ids", "title", "wanted"),
    [
        ("kramdown-gfm", "What's *New* in 2.0?", "whats-new-in-20"),
        ("kramdown-gfm", "a -- b --- c", "a--b--c"),
        ("kramdown-gfm", "日本語 ½ हिन्दी", "日本語--हिन्दी"),
        ("kramdown", "1. What's New_2 in 2.0?", "whats-new2-in-20"),
        ("kramdown", "日本語", "section"),
        ("github", "a -- b", "a----b"),
        ("github", "Ünï_code & Co.", "ünï_code--co"),
        ("hugo", "What's `New` in 2.0?", "whats-new-in-20"),
        ("hugo", "हिन्दी", "हनद"),
        ("hugo", "[A link](/x)", "a-linkx"),
        ("hugo", "???", "heading"),
        ("zola", "Was ist Größe? (2.0)", "was-ist-grosse-2-0"),
        ("hexo", "Hello, World (again)", "Hello-World-again"),
        ("pelican", "Élan & C++ — now", "elan-c-now"),
        ("obsidian", "Any Words: here", "Any Words: here"),
    ],
)
def test_each_rule(ids: Ids, title: str, wanted: str) -> None:
    title = title.replace("*", "") if ids != "hugo" else title
    assert heading_id(title, ids) == wanted


@pytest.mark.parametrize(
    ("ids", "wanted"),
    [
        ("kramdown-gfm", ["dup", "dup-1", "dup-1"]),
        ("kramdown", ["dup", "dup-1", "dup-1"]),
        ("github", ["dup", "dup-1", "dup-1-1"]),
        ("hugo", ["dup", "dup-1", "dup-1-1"]),
        ("zola", ["dup", "dup-1", "dup-1-1"]),
        ("hexo", ["Dup", "Dup-1", "Dup-1-1"]),
        ("pelican", ["dup", "dup_1", "dup-1"]),
    ],
)
def test_headings_of_one_name(ids: Ids, wanted: list[str]) -> None:
    blocks = blocks_of("# Dup\n\n# Dup\n\n# Dup 1\n")
    assert [entry.anchor for entry in outline(FULL, blocks, ids)] == wanted


def test_an_id_of_its_own_is_kept_and_not_given_again() -> None:
    blocks = blocks_of("# A {#b}\n\n# B\n")
    assert [entry.anchor for entry in outline(FULL, blocks, "github")] == ["b", "b-1"]
    assert [entry.anchor for entry in outline(FULL, blocks, "kramdown-gfm")] == ["b", "b"]


def test_every_engine_has_a_rule() -> None:
    names = "jekyll hugo zola hexo pelican obsidian astro eleventy plain"
    assert {engine_named(name).name for name in names.split()} == set(IDS_OF_ENGINE)
