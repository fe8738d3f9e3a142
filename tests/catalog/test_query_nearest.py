"""What was probably meant by a tag that no post has."""

from __future__ import annotations

import pytest

from tests.catalog.posts import post
from tuireader.catalog.query.nearest import nearest, unknown_labels
from tuireader.catalog.query.query import Query, parse_query

LABELS = ("Artificial Intelligence", "unix", "terminals", "tools for thought", "web-design", "C++")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ai", ["Artificial Intelligence"]),
        ("terminal", ["terminals"]),
        ("unxi", ["unix"]),
        ("thought", ["tools for thought"]),
        ("webdesign", ["web-design"]),
        ("gardening", []),
        ("", []),
    ],
)
def test_the_label_that_is_most_like_it(name: str, meant: list[str]) -> None:
    assert nearest(name, LABELS) == meant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tag:ai words", 'no post has the tag ai; did you mean "Artificial Intelligence"?'),
        ("(tag:unix OR category:unix)", "no post has the category unix"),
        ("tag:unix", ""),
        ("tag:un*", ""),
        ("-tag:nowhere", ""),
        ("words", ""),
    ],
)
def test_what_a_query_asks_for_in_vain(text: str, told: str) -> None:
    query = parse_query(text)
    assert isinstance(query, Query)
    assert unknown_labels(query.condition, [post("a.md", tags=LABELS)]) == told
