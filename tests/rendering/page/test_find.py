"""Finding text in a post as it is drawn."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD, page_of
from tuireader.rendering.page.find import TextMatch, literal, matches, may_hold

if TYPE_CHECKING:
    from tuireader.rendering.page.page import Page


def found(page: Page, query: str) -> list[TextMatch]:
    return list(chain.from_iterable(matches(page, index, literal(query), 0) for index in range(len(page))))


def texts(page: Page, query: str) -> list[str]:
    return [page.rows(match.place, 1)[0].line.text[match.start : match.end] for match in found(page, query)]


def test_case_does_not_matter() -> None:
    assert texts(page_of("Word word WORD wörd"), "wOrD") == ["Word", "word", "WORD"]


def test_several_matches_of_a_row_are_numbered() -> None:
    assert [(match.start, match.end, match.number) for match in found(page_of("aa b aa"), "aa")] == [
        (0, 2, 0),
        (5, 7, 1),
    ]


def test_a_match_that_wraps_comes_in_pieces() -> None:
    page = page_of("one two three four", width=10)
    assert [
        (match.place.row, match.start, match.end, match.number) for match in found(page, "two three four")
    ] == [
        (1, 4, 7, 0),
        (2, 0, 10, 0),
    ]


@pytest.mark.parametrize("body", ["> one two three four", "- one two three four", "> - one two three four"])
def test_a_match_wraps_over_margins(body: str) -> None:
    assert texts(page_of(body, width=14), "two three  four") in (
        ["two", "three four"],
        ["two", "three", "four"],
        ["two three", "four"],
    )


def test_a_word_that_is_split_over_rows_is_one_match() -> None:
    page = page_of("a" * 10 + "needle" + "b" * 20, width=13)
    assert texts(page, "needle") == ["nee", "dle"]
    assert {match.number for match in found(page, "needle")} == {0}


@pytest.mark.parametrize(("query", "count"), [("/to", 0), ("**", 0), ("bold text", 1), ("amp", 0), ("&", 1)])
def test_what_is_not_shown_is_not_found(query: str, count: int) -> None:
    assert len(found(page_of("**bold** [text](/to) &amp; more"), query)) == count


def test_a_word_that_is_split_in_a_quote_is_one_match() -> None:
    page = page_of("> " + "a" * 10 + "needle" + "b" * 20, width=15)
    assert texts(page, "needle") == ["nee", "dle"]


def test_nothing_is_found_for_nothing() -> None:
    assert found(page_of("a b"), "") == []
    assert found(page_of("a b"), "  ") == []


def test_patterns_are_no_regular_expressions() -> None:
    assert texts(page_of("`a.c` abc (x)"), "a.c") == ["a.c"]
    assert texts(page_of("`a.c` abc (x)"), "(x)") == ["(x)"]


@pytest.mark.parametrize(
    "body", ["nothing here", "a [link](/needle) here", "> quoted\n> text", "- item\n- item"]
)
def test_blocks_without_the_words_need_not_be_drawn(body: str) -> None:
    assert not may_hold(page_of(body.replace("needle", "x")), 1, "needle")


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("[a](b)c", "ac"),
        ("x[a](b)", "xa"),
        ("a**b**c", "abc"),
        ("snake\\_case", "snake_case"),
        ("日本\n語", "日本語"),
        ("> 日本\n> 語", "日本語"),
        ("1. a\n1. b", "2. b"),
        ("a[^note]\n\n[^note]: b", "[1]"),
        ("&eacute;t", "ét"),
        ("a<b>b</b>c", "abc"),
        ("> [!NOTE]\n> a", "note"),
        ("KELVİN", "kelvin"),
        ("Straße", "STRAßE"),
        ("![alt](/x.png)y", "alt"),
    ],
)
def test_blocks_that_show_the_words_are_drawn(body: str, query: str) -> None:
    page = page_of(body)
    assert found(page, query)
    assert may_hold(page, 1, query)


@given(AWKWARD, st.data())
@settings(max_examples=120)
def test_no_block_with_a_match_is_passed_over(lines: list[str], data: st.DataObject) -> None:
    page = page_of("\n".join(lines), 20)
    for index in range(1, len(page)):
        text = " ".join(line.text for line in page.drawing(index).lines)
        if not text.split():
            continue
        start = data.draw(st.integers(0, len(text) - 1))
        query = text[start : start + data.draw(st.integers(1, 12))].strip(" ▎▏")
        if any(matches(page, index, literal(query), 0)):
            assert may_hold(page, index, query), query


@pytest.mark.parametrize("letters", ["iİı", "sſ", "kK", "µμ", "\ufb05\ufb06", "\u0390\u1fd3", "σς", "ßẞ"])
def test_letters_that_match_are_compared_alike(letters: str) -> None:
    page = page_of("\n\n".join(letters))
    for letter in letters:
        for index in range(1, len(page)):
            if any(matches(page, index, literal(letter), 0)):
                assert may_hold(page, index, letter)
