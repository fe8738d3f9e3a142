"""What a text leaves open, code spans and shortcodes that close themselves aside."""

from __future__ import annotations

import pytest

from tests.hostile_texts import text_of
from tuireader.archive.engines.facts import HUGO, PLAIN
from tuireader.checking.open_parts import open_parts
from tuireader.checking.open_text import without_code


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a `b` c", "a     c"),
        ("`` a ` b `` c", "            c"),
        ("a ` b `` c", "a ` b `` c"),
        ("`a\nb` c", "  \n   c"),
        ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
        ("a `` b ` c ` d", "a `` b       d"),
    ],
)
def test_code_spans_are_left_out(written: str, left: str) -> None:
    assert without_code(written.split("\n")) == left


def test_a_lone_backtick_hides_nothing_below_its_paragraph() -> None:
    text = text_of("a ` tick[^1]\n\nanother `\n\n[^1]: Note.", PLAIN)
    assert list(open_parts(text, tuple)) == []


def test_a_shortcode_that_closes_itself_is_not_open() -> None:
    body = "{{< details />}}\n{{< details/>}}\n{{< details >}}a{{< highlight >}}b{{< /details >}}\n{{< /details >}}"
    problems = list(open_parts(text_of(body, HUGO), tuple))
    assert [(one.line, one.message.partition(",")[0]) for one in problems] == [
        (4, "{{< /details >}} ends a shortcode that is not open"),
        (3, "the shortcode highlight is never closed"),
    ]


def test_shortcodes_that_are_text_are_neither_open_nor_closed() -> None:
    body = "{{</* details >}} a {{< /details */>}}\n\n{{< /details >}} {{</* details */>}}\n"
    problems = list(open_parts(text_of(body, HUGO), tuple))
    assert [(one.line, one.message.partition(",")[0]) for one in problems] == [
        (3, "{{< /details >}} ends a shortcode that is not open")
    ]
