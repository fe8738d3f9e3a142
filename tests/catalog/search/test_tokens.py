"""Text as the index keeps it, against the rules of the query language."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.catalog.query.words import Words, search_form
from tuireader.catalog.search import text as tokens
from tuireader.catalog.search.text import GAP, Alignment, folded, lookup, tokenised


def test_every_character_is_folded_as_in_search_form() -> None:
    # The planes between, and those for private use, hold no characters of Unicode.
    for start in (*range(0, 0x40000, 0x80), *range(0xE0000, 0xE1000, 0x80), sys.maxunicode - 0x7F):
        words = [f"A{chr(code)}b" for code in range(start, start + 0x80)]
        text = "\n".join(words)
        if folded(text) != search_form(text):
            assert [folded(word) for word in words] == [search_form(word) for word in words], hex(start)
            assert folded(text) == search_form(text), hex(start)


@given(st.text())
@settings(max_examples=120)
def test_every_text_is_folded_as_in_search_form(text: str) -> None:
    assert folded(text) == search_form(text)


SIMPLE = [chr(code) for code in range(0x80, 0x2100) if tokens.BY_THEMSELVES.fullmatch(chr(code))]


@given(st.text([*SIMPLE, *"aA1 .-"], max_size=40))
@settings(max_examples=120)
def test_what_is_replaced_at_once_becomes_what_it_becomes_by_runs(text: str) -> None:
    quick = folded(text), tokenised(text)
    few, tokens.FEW = tokens.FEW, -1
    try:
        assert quick == (folded(text), tokenised(text))
    finally:
        tokens.FEW = few
    assert quick[0] == search_form(text)


def test_each_of_these_stands_by_itself() -> None:
    for one in SIMPLE:
        for text in (one, one * 2, f"é{one}", f"{one}é", f"{one}–ß{one}"):
            assert folded(text) == search_form(text), hex(ord(one))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain words", ["plain", "words"]),
        ("naïve Straße", ["naive", "strasse"]),
        ("端末の a", ["端", "末", "の", "a"]),
        ("ア・イ", ["ア", "イ"]),
        ("a — b", ["a", "b"]),
        ("हिन्दी है", ["हिन्दी", "है"]),
        ("a" + "-" * 41 + "b", ["a", GAP, "b"]),
        ("a" + "—" * 41 + "b", ["a", GAP, "b"]),
        ("x" * 7 + " " * 41 + "b", ["x" * 7, GAP, "b"]),
    ],
)
def test_tokens(text: str, kept: list[str]) -> None:
    assert tokenised(text).lower().split() == kept


@pytest.mark.parametrize("size", range(36, 46))
@pytest.mark.parametrize("start", range(12))
def test_a_gap_is_seen_wherever_it_stands(start: int, size: int) -> None:
    assert (GAP in tokenised("x" * start + "-" * size + "y")) is (size > 40)


@pytest.mark.parametrize(
    ("typed", "prefix", "expression", "exact"),
    [
        ("cell", False, '"cell"', True),
        ("what a cell", False, '"what a cell"', True),
        ("what a c", True, '"what a c" *', True),
        ("don't", False, '"don t"', False),
        ("c++", True, '"c"', False),
        ("端末", False, '"端 末"', False),
        ("端末", True, '"端 末"', False),
        ("use --flag", True, '"use" AND "flag" *', False),
        ("--", False, None, False),
    ],
)
def test_what_the_index_is_asked_for(typed: str, prefix: bool, expression: str | None, exact: bool) -> None:
    words = Words.of(typed, prefix=prefix)
    assert words is not None
    asked = lookup(words)
    assert (asked.expression, asked.exact) == (expression, exact)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("naïve cells", "cells"),
        ("cafe\u0301 cells", "cells"),
        ("Straße cells", "cells"),
        ("ﬁle cells", "cells"),
        ("ｶﾞｶﾞ cells", "cells"),
        ("端末 cells 画面", "cells"),
        ("½ … cells", "cells"),
    ],
)
def test_places_in_the_form_lead_back_to_the_text(text: str, word: str) -> None:
    aligned = Alignment(text)
    start = aligned.form.index(word)
    assert text[aligned.own(start) : aligned.own(start + len(word))] == word


@given(st.text())
@settings(max_examples=120)
def test_places_never_go_back_and_stay_inside(text: str) -> None:
    aligned = Alignment(text)
    places = [aligned.own(place) for place in range(len(aligned.form) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert aligned.own(len(aligned.form)) == len(text)


def test_an_accent_belongs_to_the_character_before_it() -> None:
    text = "un cafe\u0301 noir"
    aligned = Alignment(text)
    start = aligned.form.index("cafe")
    assert text[aligned.own(start) : aligned.own(start + 4)] == "cafe\u0301"


@pytest.mark.parametrize(
    "text", ["-" * 1_000_000, "é" * 1_000_000, "a — " * 250_000, "端" * 300_000, "#" * 1_000_000]
)
def test_long_texts_are_read_in_one_pass(text: str) -> None:
    # Were it quadratic, this would take hours.
    assert len(tokenised(text)) > 0
    assert len(folded(text)) > 0
