"""What a body most likely defines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.rendering.bodies import AWKWARD, PARSER
from tuireader.rendering.body.blocks import Definition
from tuireader.rendering.body.parsed_start import cited_footnotes, likely_definitions, ranks_unused
from tuireader.rendering.body.windows import parse_all


def test_definitions_are_found_with_their_lines() -> None:
    text = "See [a] and [b].\n\n[a]: /a 'over\nlines'\n[b]:\n/b\n\n> [c]: /c\n\n[^1]: note"
    assert likely_definitions(PARSER, text) == (
        Definition("link", "A", 2, "/a", "over\nlines"),
        Definition("link", "B", 4, "/b"),
        Definition("link", "C", 7, "/c"),
        Definition("footnote", "1", 9),
    )


@pytest.mark.parametrize("text", ["a [b]: c", "[a] : b", "[]: x", "]:", "[a]:", "x\n\n[a\n", "[a]: /x y z"])
def test_what_only_resembles_a_definition_is_none(text: str) -> None:
    assert likely_definitions(PARSER, text) == ()


@given(AWKWARD)
@settings(max_examples=150)
def test_any_text_can_be_looked_through(lines: list[str]) -> None:
    for found in likely_definitions(PARSER, "\n".join(lines)):
        assert "]:" in lines[found.line]


@given(AWKWARD.map(lambda lines: [line for line in lines if line not in {"[b]:", "- [d]: /z"}]))
@settings(max_examples=150)
def test_what_stands_in_paragraphs_of_its_own_is_foreseen(lines: list[str]) -> None:
    text = "\n".join([*lines, "", "", "[last]: /last", "", "[^last]: note"])
    whole = parse_all(PARSER, text.split("\n")).definitions
    expected = {found for found in whole if found.label.casefold() == "last"}
    assert expected <= set(likely_definitions(PARSER, text))


def test_very_many_definitions_are_not_all_read_at_once() -> None:
    found = likely_definitions(PARSER, "".join(f"[a{n}]: /a/{n}\n\n" for n in range(100_000)))
    assert 1_000 < len(found) < 20_000


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a[^1] b[^two], c[^1]", ["1", "two", "1"]),
        ("[^1]: note\n> [^2]: note", []),
        ("so[^1]: because", ["1"]),
        ("[^] [^ x] [^a b] [^", []),
        ("[^a][^b]", ["a", "b"]),
    ],
)
def test_citations_come_in_order(text: str, labels: list[str]) -> None:
    assert list(cited_footnotes(text)) == labels


@pytest.mark.parametrize("mark", ["[TOC]", "[Toc]", "[[_TOC_]]", "[[toc]]", "${toc}"])
def test_a_list_of_contents_is_foreseen_however_it_is_written(mark: str) -> None:
    whole = parse_all(PARSER, [mark, "", "# One"]).definitions
    assert likely_definitions(PARSER, f"{mark}\n\n# One") == whole


def test_words_that_begin_like_a_list_of_contents_define_nothing() -> None:
    assert likely_definitions(PARSER, "{:" + "toc " * 100_000) == ()


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("Text.", 0),
        ("# One\n\n### Three", 1),
        ("#### Four\n\n### Three", 1),
        ("#### Four\n\n## Two\n\n### Three", 0),
        ("```sh\n## no heading\n```\n\n   #### Four", 2),
        ("    ## code\n\n##### Five", 3),
        ("Two\n---\n\n### Three", 0),
        ("Text.\n\n---\n\n### Three", 1),
        ("<h3>Three</h3>\n\n#### Four", 1),
        ("### " + "long " * 300_000, 1),
    ],
)
def test_ranks_that_a_body_leaves_out_are_counted(text: str, unused: int) -> None:
    assert ranks_unused(text) == unused
