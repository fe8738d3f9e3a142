"""What a query in the making is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.catalog.query.query import Query, parse_partial, parse_query
from tuireader.catalog.query.terms import All, InText
from tuireader.catalog.query.words import Words


def meant(text: str) -> Query:
    query = parse_query(text)
    assert isinstance(query, Query)
    return query


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ("", ""),
        ("  ", ""),
        ("cel", "cel*"),
        ("cel ", "cel"),
        ("cell gri", "cell gri*"),
        ("cel*", "cel*"),
        ("tag:", ""),
        ("cell tag:", "cell"),
        ("cell tag:u", "cell tag:u*"),
        ("cell tag:unicode,", "cell tag:unicode"),
        ("cell tag:unicode,te", "cell (tag:unicode OR tag:te*)"),
        ("cell (", "cell"),
        ("(", ""),
        ("cell (grid OR ", "cell grid"),
        ("(cell gri", "(cell gri*)"),
        ("cell OR", "cell"),
        ("cell O", "cell O*"),
        ("cell OR ", "cell"),
        ("cell OR g", "cell OR g*"),
        ("cell -", "cell"),
        ("cell -g", "cell -g"),
        ("cell -(grid o", "cell -(grid o)"),
        ("cell -tag:x", "cell -tag:x"),
        ("cell --", "cell"),
        ("cell --f", "cell --f*"),
        ("c+", "c+*"),
        ("端", "端*"),
        ('"', ""),
        ('cell "', "cell"),
        ('"two wo ', '"two wo"'),
        ('title:"two words" x', 'title:"two words" x*'),
        ("cell is:", "cell"),
        ("cell is:dr", "cell"),
        ("cell is:draft", "cell is:draft"),
        ("cell on:20", "cell"),
        ("cell on:2024-1", "cell on:2024-1"),
        ("in:_po", "in:_po"),
        ("lang:pt", "lang:pt"),
        ("nofield:x", ""),
        ("cell nofield:x", "cell"),
        ("cell )", "cell"),
        ("f(x", "f(x*"),
        ("https://example.or", "https://example.or*"),
    ],
)
def test_the_most_useful_reading_is_taken(typed: str, same_as: str) -> None:
    assert parse_partial(typed) == meant(same_as)


def test_the_last_word_in_an_open_quote_is_a_beginning() -> None:
    assert parse_partial('"two wor') == Query(InText(Words(("two", "wor"), prefix=True)))


@given(st.text() | st.text(st.sampled_from('ab -"():,*.ORtagison2\ufdd1')))
@settings(max_examples=120)
def test_anything_can_be_read(text: str) -> None:
    assert isinstance(parse_partial(text), Query)


@pytest.mark.parametrize("text", ["(" * 10_000, '"(' * 5_000, "-( " * 3_000, "a " * 9_000])
def test_no_text_takes_long(text: str) -> None:
    # Were brackets tried out at every word, these would take minutes.
    assert isinstance(parse_partial(text), Query)


def test_nothing_that_can_be_read_asks_for_every_post() -> None:
    assert parse_partial("is:x") == Query(All(()))
