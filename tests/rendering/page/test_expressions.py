"""Regular expressions that are found in a post: none takes long to be compiled."""

from __future__ import annotations

import pytest

from tuireader.rendering.page.find import MAX_WEIGHT, TOO_HEAVY, Pattern, typed_expression

DEPTH = 9
"""Nested so deep, a thing that is to be found twice stands there some twenty thousand times: that is harmless."""


@pytest.mark.parametrize(
    "text",
    [
        "(?:" * DEPTH + "word" + "){2}" * DEPTH,
        "(?:" * 2 * DEPTH + "a|b" + ")+" * 2 * DEPTH,
        "(?x)" + "(?: " * DEPTH + "[)] word" + ") {2}" * DEPTH,
        "(" * DEPTH + "[)]{2,}" + "){2,3}" * DEPTH,
        f"a{{{MAX_WEIGHT}}}",
        "a" * (MAX_WEIGHT + 1),
    ],
)
def test_what_is_too_much_to_compile_is_not_compiled(text: str) -> None:
    assert typed_expression(text) == TOO_HEAVY


@pytest.mark.parametrize(
    "text",
    [
        r"\d{4}-\d{2}-\d{2}",
        "(?:ab|c){500}",
        "(?:a{40}){40}",
        r"[)](a)+(?:\w+\s){3,5}",
        "((((a)+)+)+)+",
        r"\p{Lu}\w{2,1000}",
        "a" * 5_000,
        "(?:x{0,500}){0,500}",
    ],
)
def test_what_people_write_is_compiled(text: str) -> None:
    assert isinstance(typed_expression(text), Pattern)
