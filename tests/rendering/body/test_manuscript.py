"""A body on its way to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from tests.rendering.bodies import AWKWARD, PARSER
from tuireader.rendering.body.blocks import references
from tuireader.rendering.body.parsed_start import SMALL_BODY, ParsedStart, next_window, parsed_start, settled
from tuireader.rendering.body.windows import parse_all

if TYPE_CHECKING:
    from tuireader.rendering.body.blocks import Definition

LONG = "\n\n".join(f"paragraph {n}" for n in range(SMALL_BODY))


def definitions_of(text: ParsedStart) -> list[Definition]:
    window = text.window
    found = list(window.definitions)
    while window.next < len(text.lines):
        window = next_window(PARSER, text.lines, window)
        found.extend(window.definitions)
    return found


def test_a_small_body_is_parsed_whole() -> None:
    text = parsed_start(PARSER, "\n\n".join("abc"), count=1)
    assert text.complete
    assert len(text.window.blocks) == 3


def test_a_long_body_is_parsed_as_far_as_its_first_screen() -> None:
    text = parsed_start(PARSER, LONG)
    assert not text.complete
    assert 10 < len(text.window.blocks) < 60


def test_definitions_at_the_end_are_known_on_the_first_screen() -> None:
    text = parsed_start(PARSER, f"[a] and [^n]\n\n{LONG}\n\n[a]: /a\n\n[^n]: note")
    assert text.references.links["A"].href == "/a"
    assert text.references.footnotes == {"n": 1}
    assert settled(text, definitions_of(text)) is None


def test_footnotes_are_numbered_as_they_are_cited() -> None:
    text = parsed_start(PARSER, "b[^b] a[^a]\n\n[^a]: A\n\n[^b]: B")
    assert text.references.footnotes == {"b": 1, "a": 2}


def test_what_a_code_block_seemed_to_define_is_put_right() -> None:
    body = f"[a] [b] [^n]\n\n{LONG}\n\n```\n[a]: /wrong\n[^n]: no\n```\n\n[b]: /b\n\n[a]: /right"
    text = parsed_start(PARSER, body)
    assert text.references.links["A"].href == "/wrong"
    right = settled(text, definitions_of(text))
    assert right is not None
    assert {label: found.href for label, found in right.links.items()} == {"A": "/right", "B": "/b"}
    assert right.footnotes == {}


@given(AWKWARD)
@settings(max_examples=60)
def test_in_the_end_the_references_are_those_of_the_whole(lines: list[str]) -> None:
    body = "\n".join([*lines, "", "", *["word", ""] * SMALL_BODY, *lines])
    text = parsed_start(PARSER, body, count=5)
    whole = references(parse_all(PARSER, text.lines).definitions, text.cited)
    found = settled(text, definitions_of(text)) or text.references
    assert found.footnotes == whole.footnotes
    assert {one: found.links[one].href for one in found.links} == {
        one: whole.links[one].href for one in whole.links
    }
