"""What counts as the same word, and where one begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.catalog.query.words import PART, Words, search_form


def found(typed: str, text: str, *, prefix: bool = False) -> bool:
    words = Words.of(typed, prefix=prefix)
    assert words is not None
    return words.found_in(search_form(text))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("cafe", "Un café."),
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "CAFÉ"),
        ("strasse", "Straße"),
        ("istanbul", "İstanbul"),
        ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
        ("don't", "don’t"),
        ("file", "\ufb01le"),
        ("a", "\U0001d400"),
        ("مرحبا", "مَرْحَبًا"),
        ("カ", "ｶ"),
        ("lodz", "Łódź"),
        ("ØRE", "ore"),
        ("aether", "Æther"),
    ],
)
def test_case_accents_and_compatibility_forms_do_not_matter(typed: str, text: str) -> None:
    assert found(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"), [("はは", "ぱぱ"), ("か", "が"), ("มา", "ม้า"), ("가", "강")], ids=ascii
)
def test_marks_that_make_another_letter_matter(typed: str, text: str) -> None:
    assert not found(typed, text)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("cell", "a cell, then", True),
        ("cell", "cells", False),
        ("cell", "excell", False),
        ("cell", "snake_cell_case", True),
        ("cell", "*cell*", True),
        ("cell", "等幅cellの", True),
        ("80", "1980", False),
        ("हिन्द", "हिन्दी", False),
        ("हिन्दी", "यह हिन्दी है", True),
        ("ह", "हिन्दी", False),
        ("端末", "日本語端末画面", True),
        ("ターミナル", "新しいターミナルだ", True),
        ("학교", "우리학교에서", True),
        ("ไทย", "ภาษาไทยง่าย", True),
        ("c++", "Write C++.", True),
        ("c++", "Write C.", False),
        ("c", "Write C++.", True),
        (".net", "in .NET 8", True),
        (".net", "in the net", False),
        (".net", "in .network", False),
        ("_config.yml", "see `_config.yml`", True),
        ("_config.yml", "see `_configxyml`", False),
        ("--flag", "pass --flag=1", True),
        ("--flag", "pass -flag", False),
        ("50%", "by 50% or", True),
    ],
)
def test_words_are_whole_and_signs_are_as_typed(typed: str, text: str, expected: bool) -> None:
    assert found(typed, text) is expected


def test_a_beginning_is_found_at_the_beginning_of_words() -> None:
    assert found("cel", "the cells", prefix=True)
    assert found("cells", "the cells", prefix=True)
    assert not found("ells", "the cells", prefix=True)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("two words", "Two\n   words", True),
        ("two words", "two *words*", True),
        ("two words", "two. Words", True),
        ("two words", "two other words", False),
        ("two words", "words two", False),
        ("two words", "two wordsmiths", False),
        ("two words", f"two{PART}words", False),
        ("two words", f"two{' ' * 41}words", False),
        ("c++ code", "C++ code", True),
        ("use --flag now", "use --flag now", True),
        ("use --flag now", "use flag now", False),
        ("a - b", "a - b", True),
    ],
)
def test_words_together(typed: str, text: str, expected: bool) -> None:
    assert found(typed, text) is expected


def test_nothing_but_accents_and_spaces_is_no_word() -> None:
    assert Words.of(" \u0301\t") is None


@given(st.text(), st.text(), st.booleans())
@settings(max_examples=150)
def test_any_words_stand_where_they_were_put(typed: str, around: str, prefix: bool) -> None:
    words = Words.of(typed, prefix=prefix)
    if words is not None:
        assert words.found_in(search_form(f"{around} \n{' '.join(words.words)}\n {around}"))


@given(st.text())
@settings(max_examples=150)
def test_the_search_form_is_stable(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)


@pytest.mark.parametrize("sign", ["-", " ", "_", "a ", "a", "ก", "- "])
def test_long_runs_are_searched_in_one_pass(sign: str) -> None:
    # Were the search quadratic, these would take hours.
    text = sign * 200_000
    for typed in ("a - b", "- a - a", "aa a", "a aa"):
        words = Words.of(typed)
        assert words is not None
        assert not words.found_in(search_form(f"b aa{PART}{text}"))
