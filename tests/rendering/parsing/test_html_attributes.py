"""The tags of a text, and their attributes in every way of writing them."""

from __future__ import annotations

import pytest

from tuireader.rendering.parsing.html_tags import attributes, tags


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
    assert attributes(tag).get("id", "") == value


def test_of_two_attributes_with_one_name_the_first_counts() -> None:
    assert attributes(" a=1 A=2 b c='d'") == {"a": "1", "b": "", "c": "d"}


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<A href='x>y'>b</a>", ["a", "a"]),
        ("<!-- <a> --><b>", ["b"]),
        ("<!-- <a>", ["a"]),
        ("<script><a></Script ><b>", ["script", "b"]),
        ("<script><a>", ["script", "a"]),
        ("</script><a>", ["script", "a"]),
        ("1 < 2 <a", []),
    ],
)
def test_the_tags_of_a_text(html: str, names: list[str]) -> None:
    assert [tag.name for tag in tags(html, {"script"})] == names


def test_tags_may_be_long_and_many() -> None:
    assert "class" not in attributes(" id" * 100_000 + " id=" * 100_000 + ' id "' * 100_000)
    assert attributes(" id " * 100_000) == {"id": ""}
    assert not list(tags("<a '" * 100_001 + '<b "' * 100_001, ()))
    assert len(list(tags("<!--" + "<script>" * 50_000, {"script"}))) == 50_000
