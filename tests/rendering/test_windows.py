"""A body parsed a window at a time."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD, PARSER, blocks_of
from tuireader.rendering.blocks import Block, Definition, Heading
from tuireader.rendering.windows import LONG, parse_all, parse_window


def in_windows(lines: list[str], count: int) -> tuple[list[Block], list[Definition]]:
    blocks: list[Block] = []
    definitions: list[Definition] = []
    at = 0
    while at < len(lines):
        window = parse_window(PARSER, lines, at, count)
        assert window.next > at
        blocks.extend(window.blocks)
        definitions.extend(window.definitions)
        at = window.next
    return blocks, definitions


@given(AWKWARD, st.integers(1, 12))
@example(["[a]: /x", "'title", "over lines'", "", "text"], 2)
@example(["[a]: /x", "'title", "===", "text", "over lines'", ""], 4)
@settings(max_examples=400, deadline=None)
def test_windows_of_any_size_give_what_a_whole_parse_gives(lines: list[str], count: int) -> None:
    whole = parse_all(PARSER, lines)
    assert in_windows(lines, count) == (list(whole.blocks), list(whole.definitions))


def test_a_window_grows_until_a_block_has_ended() -> None:
    lines = ["```", *["code"] * 100, "```", "", "after", *["", "more"] * 900]
    window = parse_window(PARSER, lines, 0, 5)
    assert [(block.kind, block.start, block.end) for block in window.blocks][:1] == [("fence", 0, 102)]
    assert 103 <= window.next < len(lines)


def test_the_last_block_of_a_window_waits_for_the_next() -> None:
    window = parse_window(PARSER, ["one", "", "two", "===", ""], 0, 3)
    assert [block.start for block in window.blocks] == [0]
    assert window.next == 2


def test_blocks_are_counted_in_lines_of_the_body_without_blank_ones() -> None:
    assert [
        (block.kind, block.start, block.end, block.size) for block in blocks_of("\n\n- a\n- b\n\n\nc\n")
    ] == [
        ("bullet_list", 2, 4, 8),
        ("paragraph", 6, 7, 2),
    ]


def test_headings_of_a_block_are_counted_from_its_first_line() -> None:
    (block,) = blocks_of("\n> # One\n>\n> Two *b*\n> ===")[:1]
    assert block.headings == (Heading(0, 1, "One"), Heading(2, 1, "Two *b*"))


def test_definitions_have_normalised_labels_lines_and_no_block() -> None:
    window = parse_all(PARSER, ["text", "", "[A  b]: </x y>", "'t'", "[^N]: note", "> [c]: /c"])
    assert window.definitions == (
        Definition("link", "A B", 2, "/x y", "t"),
        Definition("footnote", "N", 4),
        Definition("link", "C", 5, "/c"),
    )
    assert [block.kind for block in window.blocks] == ["paragraph", "footnote_reference", "blockquote"]


@pytest.mark.parametrize("lines", [[""], ["", "", " "], []])
def test_a_body_of_nothing_has_no_blocks(lines: list[str]) -> None:
    assert parse_all(PARSER, lines).blocks == ()


@pytest.mark.parametrize("line", ["- item {n}", "{n}. item", "> quoted {n}\n>", "- item {n}\n\n  - nested"])
def test_a_very_long_list_or_quote_is_had_in_several_windows(line: str) -> None:
    lines = "\n".join(line.replace("{n}", str(n)) for n in range(3 * LONG)).split("\n")
    window = parse_window(PARSER, lines, 0)
    assert 0 < window.next < len(lines)
    blocks, _ = in_windows(lines, 60)
    assert {block.kind for block in blocks} == {parse_all(PARSER, lines).blocks[0].kind}
    covered = [row for block in blocks for row in range(block.start, block.end)]
    assert [lines[row] for row in covered if lines[row].strip("> ")] == [
        text for text in lines if text.strip("> ")
    ]


def test_a_list_that_is_numbered_by_its_place_alone_is_not_cut() -> None:
    lines = ["1. item"] * (3 * LONG)
    assert parse_window(PARSER, lines, 0).next == len(lines)
