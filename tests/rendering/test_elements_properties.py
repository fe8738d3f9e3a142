"""What holds of any text at any width: columns add up, nothing unsafe is shown, no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.rendering.drawings import drawn
from tuireader.rendering.elements.flow import clean
from tuireader.rendering.elements.wrapping import graphemes, longest, spans

PIECES = st.sampled_from(
    [
        *"*_`~[]()<>#-+|!^:&\\>=.",
        *[
            "\n",
            "\n\n",
            "    ",
            "\t",
            "  \n",
            "- ",
            "1. ",
            "> ",
            "# ",
            "```\n",
            "| a | b |\n|---|---|\n",
            "![x](y)",
        ],
        *[
            "[a](b)",
            "[^1]",
            "\n\n[^1]: ",
            "**",
            "~~",
            "<br>",
            "<b>",
            "</b>",
            "<div>",
            "<!--",
            "-->",
            "&amp;",
            "&#27;",
        ],
        *[
            "[x] ",
            "> [!NOTE]\n",
            "https://a.b/",
            "www.a.b",
            "a@b.co",
            "word",
            "long" * 9,
            "日本語、",
            "「",
            "한국어",
        ],
        *[
            "עברית",
            "e\u0301",
            "👩\u200d💻",
            "❤\ufe0f",
            "\u200d",
            "\ufe0f",
            "🇫🇷",
            "क्ष",
            "\x1b[31m",
            "\x07",
            "\u202e",
            "\xa0",
        ],
    ]
)
MARKDOWN = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
WORDS = st.lists(
    st.text(st.characters(categories=("Lu", "Ll", "Lo", "Mn", "Nd")), min_size=1, max_size=14).filter(
        lambda word: clean(word) == word
    ),
    min_size=1,
    max_size=30,
)
MARKERS = st.sampled_from(["- ", "> ", "3. ", "", "    ", "# ", "| "])


@settings(max_examples=120)
@given(MARKDOWN, st.integers(1, 100))
def test_columns_add_up_and_nothing_unsafe_is_shown(text: str, width: int) -> None:
    drawing = drawn(text, width)
    for line in drawing.lines:
        assert sum(cell_len(segment.text) for segment in line.segments) == line.width
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line.text)
    for link in drawing.links:
        assert 0 <= link.start < link.end <= drawing.lines[link.row].width
    for heading in drawing.headings:
        assert heading.row < len(drawing.lines)


@settings(max_examples=150)
@given(MARKDOWN, st.integers(2, 100))
def test_only_code_and_tables_are_wider_than_the_page(text: str, width: int) -> None:
    if "|" in text or "```" in text or "<pre" in text:
        return
    for line in drawn(text, width).lines:
        assert line.width <= width or "▏" in line.text


@settings(max_examples=150)
@given(st.lists(st.tuples(MARKERS, WORDS), min_size=1, max_size=8), st.integers(1, 100))
def test_no_word_is_lost(blocks: list[tuple[str, list[str]]], width: int) -> None:
    markdown = "\n\n".join(marker + " ".join(words) for marker, words in blocks)
    shown = Counter("".join(line.text for line in drawn(markdown, width).lines))
    written = Counter("".join(word for _, words in blocks for word in words))
    assert not written - shown


@settings(max_examples=120)
@given(
    st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join), st.integers(1, 40), st.integers(1, 40)
)
def test_lines_hold_the_text_in_order_and_split_no_grapheme(text: str, width: int, first: int) -> None:
    text = text.replace("\u200d", "").replace("\ufe0f", "")
    found = list(spans(text, width, first))
    edges = {0, len(text)}
    offset = 0
    for piece in text.split("\n"):
        edges.add(offset)
        edges.update(offset + edge for start, end, _ in graphemes(piece) for edge in (start, end))
        offset += len(piece) + 1
    shown = "".join(text[span.start : span.end] for span in found)
    assert re.sub("[ \n]", "", shown) == re.sub("[ \n]", "", text)
    for before, after in pairwise(found):
        assert before.end <= after.start
        assert after.glued == (after.joins and before.end == after.start)
    assert all(span.start in edges and span.end in edges for span in found)


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=6), max_size=20).map("".join))
def test_no_unit_is_split_at_the_width_of_the_longest(text: str) -> None:
    text = text.replace("\u200d", "").replace("\ufe0f", "").replace("\n", " ")
    width = max(longest(text), 1)
    for line in spans(text, width, width):
        assert cell_len(text[line.start : line.end]) <= width
