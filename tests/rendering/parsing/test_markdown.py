"""The parsers: what they add to markdown-it's, and that both find the same blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.rendering.parsing.markdown import MAX_NESTING, block_parser, full_parser


def hrefs(markdown: str) -> list[object]:
    tokens = full_parser().parse(markdown)
    return [
        child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.org/b_c_d.", ["https://a.org/b_c_d"]),
        ("(see http://a.org/x_(y))", ["http://a.org/x_(y)"]),
        ("https://a.org/_x_/*y*", ["https://a.org/_x_/*y"]),
        ("HTTPS://A.org!", ["HTTPS://A.org"]),
        ("https://a.org/?a=1&amp;b=2;", ["https://a.org/?a=1&b=2"]),
        ("https://a.org&quot;", ["https://a.org"]),
        ("詳細はhttps://a.org/。次", ["https://a.org/"]),
        ("http://localhost:8000/x", ["http://localhost:8000/x"]),
        ("**www.a.org**, (www.b.org/c)", ["http://www.a.org", "http://www.b.org/c"]),
        ("a.b+c@d-e.org.", ["mailto:a.b+c@d-e.org"]),
        ("xhttp://a.org, http:// , https\\://a.org, www., a@b", []),
        ("README.md, example.org, foo.sh", []),
        ("`https://a.org` and <b>https://b.org</b>", ["https://b.org"]),
        ("[https://a.org www.b.org c@d.org](/x)", ["/x"]),
        ("<a href='/x'>https://a.org www.b.org</a>", []),
        ("www.a.org www.b.org", ["http://www.a.org", "http://www.b.org"]),
    ],
)
def test_bare_links(text: str, expected: list[str]) -> None:
    assert hrefs(text) == expected


def test_what_is_nested_too_deeply_is_a_paragraph() -> None:
    for parser in (block_parser(), full_parser()):
        tokens = parser.parse("- " * 200 + "x\n\nafter")
        assert max(token.level for token in tokens) <= MAX_NESTING + 1
        contents = [token.content for token in tokens if token.type == "inline"]
        assert contents[0].endswith("- x")
        assert contents[-1] == "after"


def test_footnotes_stay_in_place() -> None:
    tokens = full_parser().parse("a[^1]\n\n[^1]: note\n\nb", {"footnotes": {"refs": {":1": -1}, "list": {}}})
    assert [token.type for token in tokens if token.level == 0 and token.nesting >= 0] == [
        "paragraph_open",
        "footnote_reference_open",
        "paragraph_open",
    ]
    assert tokens[1].children is not None
    assert tokens[1].children[-1].meta["label"] == "1"


def test_an_inline_footnote_has_its_text() -> None:
    children = full_parser().parse("a^[b *c*]")[1].children
    assert children is not None
    assert children[1].type == "footnote_inline"
    assert [child.type for child in children[1].children or ()] == ["text", "em_open", "text", "em_close"]


def test_link_definitions_have_tokens() -> None:
    (definition,) = block_parser().parse("[a]: /b 'c'")
    assert definition.meta == {"id": "A", "title": "c", "url": "/b", "label": "a"}


def test_brackets_without_end_are_parsed() -> None:
    for markdown in ("^[" * 1000 + "x" + "]" * 1000, "![" * 1000 + "x" + "](y)" * 1000, "[^a]: " * 500 + "x"):
        assert full_parser().parse(markdown)


@settings(max_examples=150)
@given(st.text("ab-*+>#|`~[]()^:!<1. \n\t", max_size=80))
def test_both_parsers_find_the_same_blocks(text: str) -> None:
    blocks = [(token.type, token.map, token.level) for token in block_parser().parse(text)]
    assert blocks == [(token.type, token.map, token.level) for token in full_parser().parse(text)]
