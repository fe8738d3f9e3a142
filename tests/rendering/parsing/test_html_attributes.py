"""One attribute of a tag, in every way of writing it."""

from __future__ import annotations

from time import perf_counter

import pytest

from tuireader.rendering.parsing.rule_parts import attribute


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (' id="a b"', "a b"),
        (" ID = 'a\"b' class=x", 'a"b'),
        (" class=x id=a>", "a"),
        (' id="a&amp;b"', "a&b"),
        (' id=""', ""),
        (" idea=a", ""),
        (" data-id=a", ""),
        ("", ""),
    ],
)
def test_an_attribute(tag: str, value: str) -> None:
    assert attribute(tag, "id") == value


def test_long_tags_take_linear_time() -> None:
    began = perf_counter()
    assert not attribute(" id" * 100_000 + " id=" * 100_000 + ' id "' * 100_000, "class")
    assert not attribute(" id " * 100_000, "id")
    assert perf_counter() - began < 1
