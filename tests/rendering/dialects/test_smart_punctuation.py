"""Punctuation set smartly, after the tests of kramdown (`text/19_smart_quotes`, `typographic_symbols`)."""

from __future__ import annotations

import pytest

from tests.rendering.dialects.pages import drawn


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"a b" c', "“a b” c"),
        ("'a b' c", "‘a b’ c"),
        ("it's 'it's'", "it’s ‘it’s’"),
        ('("a")', "(“a”)"),
        ('"a," "b."', "“a,” “b.”"),
        ("the '80s and '08", "the ’80s and ‘08"),
        ("\"'a' b\" '\"a\" b'", "“‘a’ b” ‘“a” b’"),
        ('*"a"* "*a*" "**a** b"', "“a” “a” “a b”"),
        ('"a\nb"', "“a b”"),
        ("*Custer*'s `code`'s", "Custer’s code’s"),
        ("a -- b --- c... ---- d", "a – b — c… —- d"),
        ("a <<1>> << b >>", "a «1» «\xa0b\xa0»"),
    ],
)
def test_signs_are_curled_as_on_the_site(typed: str, shown: str) -> None:
    for engine in ("jekyll", "hugo"):
        assert drawn(typed, engine) == [shown]


@pytest.mark.parametrize(
    ("typed", "kramdown", "goldmark"),
    [
        ('a"b', "a”b", 'a"b'),
        ('"', "”", '"'),
        ("6'2\" tall", "6’2” tall", "6'2\" tall"),
        ("'tis rock 'n' roll", "‘tis rock ‘n’ roll", "’tis rock ’n’ roll"),
        ('21" and "21""', "21” and “21””", '21" and “21"”'),
    ],
)
def test_quotes_of_one_side_are_set_as_by_each_engine(typed: str, kramdown: str, goldmark: str) -> None:
    assert [drawn(typed, engine) for engine in ("jekyll", "hugo")] == [[kramdown], [goldmark]]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('`"--"`', '"--"'),
        ("https://a.org/b--c?d='e", "https://a.org/b--c?d='e"),
        ("<https://a.org/b--c...>", "https://a.org/b--c..."),
        ('\\"a\\"', '"a"'),
        ("    'code' -- b", "▏ 'code' -- b"),
        ('<a title="--">b</a>', "b"),
    ],
)
def test_code_addresses_and_what_is_escaped_stay_as_typed(typed: str, shown: str) -> None:
    assert drawn(typed, "jekyll") == [shown]


def test_other_engines_leave_signs_alone() -> None:
    for engine in ("plain", "pelican", "obsidian"):
        assert drawn('"a" -- it\'s...', engine) == ['"a" -- it\'s...']
