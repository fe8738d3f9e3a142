from __future__ import annotations

import pytest

from tuireader.archive.metadata.values import Scalar, Value, as_bool, as_text, as_texts, is_null


def plain(text: str) -> Scalar:
    return Scalar(text, plain=True)


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null_is_plain(text: str) -> None:
    assert is_null(plain(text))
    assert not is_null(Scalar(text))
    assert as_text(plain(text)) is None
    assert as_texts(plain(text)) == ()
    assert as_bool(plain(text)) is None


def test_a_missing_value_is_null() -> None:
    assert (is_null(None), as_text(None), as_texts(None), as_bool(None)) == (True, None, (), None)


@pytest.mark.parametrize(
    ("value", "ruby", "go"),
    [
        (plain("yes"), True, True),
        (plain("On"), True, True),
        (plain("false"), False, False),
        (plain("No"), False, False),
        (plain("OFF"), False, False),
        (plain("0"), True, False),
        (plain("1"), True, True),
        (plain("maybe"), True, None),
        (Scalar("false"), True, False),
        (Scalar("no"), True, False),
        (Scalar("true"), True, True),
        (Scalar(""), True, None),
        ((), True, None),
        ({}, True, None),
    ],
)
def test_as_bool(value: Value, ruby: bool, go: bool | None) -> None:
    assert as_bool(value) is ruby
    assert as_bool(value, strings=True) is go


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (plain("a b"), ("a b",)),
        ((plain("a"), plain("~"), Scalar("~")), ("a", "~")),
        ((plain("a"), (plain("b"), plain("c"))), ("a", "b", "c")),
        ({"a": plain("b")}, ()),
        ((plain("2020"), plain("yes")), ("2020", "yes")),
    ],
)
def test_as_texts(value: Value, texts: tuple[str, ...]) -> None:
    assert as_texts(value) == texts


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("yes", "true"),
        ("Off", "false"),
        ("010", "8"),
        ("09", "09"),
        ("-010", "-8"),
        (".5", "0.5"),
        ("0x1F", "31"),
        ("1:30", "5400"),
        ("1,000", "1000"),
        (".inf", "Infinity"),
        (":name", "name"),
        ("1e3", "1e3"),
        ("+7", "7"),
        ("-7", "-7"),
        ("1_000", "1000"),
        ("1.10", "1.1"),
        ("2020-02-05", "2020-02-05"),
        ("1.2.3", "1.2.3"),
        ("9" * 5000, "9" * 5000),
        ("_", "_"),
    ],
)
def test_typed_texts_are_as_ruby_prints_them(text: str, typed: str) -> None:
    assert as_text(plain(text), typed=True) == typed
    assert as_text(Scalar(text), typed=True) == text
    assert as_texts((plain(text), Scalar(text)), typed=True) == (typed, text)


def test_the_text_of_a_list_and_of_a_map() -> None:
    assert as_text((plain("a"), plain("b"))) == "a, b"
    assert as_text({"a": plain("b")}) is None
