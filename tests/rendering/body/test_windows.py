"""A body parsed a window at a time."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD, HEAD, PARSER, PARSERS, blocks_of, shown
from tuireader.rendering.body.blocks import Block, BlockHeading, Definition, ParsedBody, References
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import LONG_WINDOW, Window, parse_all, parse_window
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page
from tuireader.rendering.theme import night

MANY = LONG_WINDOW + 200
"""Lines of a block that is cut once, by a window that begins with as many as it is cut from."""


def in_windows(lines: list[str], count: int) -> tuple[list[Block], list[Definition]]:
    blocks: list[Block] = []
    definitions: list[Definition] = []
    window = Window((), (), 0)
    while window.next < len(lines):
        following = parse_window(PARSER, lines, window.next, count, window.cut)
        assert following.next > window.next
        window = following
        blocks.extend(window.blocks)
        definitions.extend(window.definitions)
    return blocks, definitions


@given(AWKWARD, st.integers(1, 12))
@example(["[a]: /x", "'title", "over lines'", "", "text"], 2)
@example(["[a]: /x", "'title", "===", "text", "over lines'", ""], 4)
@settings(max_examples=120)
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
    assert block.headings == (BlockHeading(0, 1, "One"), BlockHeading(2, 1, "Two *b*"))


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


@pytest.mark.parametrize(
    "line",
    [
        "- item {n}",
        "{n}. item",
        "1. item {n}",
        "> quoted {n}\n>",
        "- item {n}\n\n  - nested",
        "1) item {n}\n\n   more",
        ": defined {n}",
        "\n: defined {n}",
    ],
)
def test_a_very_long_list_or_quote_is_had_in_several_windows(line: str) -> None:
    items = MANY // len(line.split("\n"))
    lines = "\n".join(line.replace("{n}", str(n)) for n in range(items)).split("\n")
    if ":" in line:
        lines.insert(0, "Term")
    window = parse_window(PARSER, lines, 0, LONG_WINDOW)
    assert 0 < window.next < len(lines)
    blocks, _ = in_windows(lines, LONG_WINDOW)
    assert {block.kind for block in blocks} == {parse_all(PARSER, lines[:9]).blocks[0].kind}
    covered = [row for block in blocks for row in range(block.start, block.end)]
    assert [lines[row] for row in covered if lines[row].strip("> ")] == [
        text for text in lines if text.strip("> ")
    ]


def numbered(line: str, count: int = MANY) -> str:
    return "\n".join(line.replace("{n}", str(n)) for n in range(1, count + 1))


def drawn_in_windows(body: str) -> list[str]:
    """The rows of a body that was parsed in windows, without blank ones."""
    lines = body.split("\n")
    page = Page(lines, lambda _: HEAD, Drawer(PARSERS, night(), 60, References()))
    page.extend(in_windows(lines, LONG_WINDOW)[0])
    return [row for row in shown(page) if row.strip(" ▎")]


@pytest.mark.parametrize(
    "body", [numbered("1. item {n}"), "7) item 0\n" + numbered("3) item {n}\n\n   more", LONG_WINDOW // 2)]
)
def test_a_list_that_is_numbered_by_its_place_alone_is_cut_and_counted_on(body: str) -> None:
    lines = body.split("\n")
    assert 0 < parse_window(PARSER, lines, 0, LONG_WINDOW).next < len(lines)
    rows = [row.split() for row in drawn_in_windows(body) if "item" in row]
    first = int(rows[0][0].strip(".)"))
    assert [int(row[0].strip(".)")) for row in rows] == list(range(first, first + len(rows)))
    assert len(rows) == body.count("item")


def test_a_table_is_cut_and_goes_on_under_its_header() -> None:
    body = f"Before.\n\n| number | word |\n|--:|---|\n{numbered('| {n} | of *many* |')}\n# After\n\nEnd."
    lines = body.split("\n")
    assert parse_window(PARSER, lines, 2, LONG_WINDOW).next < len(lines) - 2
    blocks = in_windows(lines, LONG_WINDOW)[0]
    tables = [block for block in blocks if block.kind == "table"]
    assert [block.part.index for block in tables if block.part] == list(range(len(tables)))
    rows = [row.split() for row in drawn_in_windows(body)]
    assert [row[0] for row in rows if row[1:] == ["of", "many"]] == [str(n) for n in range(1, MANY + 1)]
    assert rows[-3:] == [["After"], ["─────"], ["End."]]


def test_an_alert_is_cut_and_named_once() -> None:
    rows = drawn_in_windows("> [!TIP]\n" + numbered("> quoted {n}\n>"))
    assert rows[0] == "▎ Tip"
    assert rows[1:] == [f"▎ quoted {n}" for n in range(1, MANY + 1)]


def test_a_list_of_definitions_is_cut_and_its_terms_named_once() -> None:
    rows = drawn_in_windows("Term\nand another\n" + numbered(": defined {n}"))
    assert rows == ["Term", "and another", *(f"    defined {n}" for n in range(1, MANY + 1))]


def test_what_follows_a_cut_is_no_place_to_begin_at() -> None:
    lines = ["| a |", "|---|", *(f"| {n} |" for n in range(2 * LONG_WINDOW + 200)), ""]
    whole = in_windows(lines, 60)
    new = [*lines]
    new[2 * LONG_WINDOW] = "| other |"
    revised = revise(PARSER, ParsedBody(lines, tuple(whole[0]), tuple(whole[1])), new).parsed
    assert list(revised.blocks) == in_windows(new, 60)[0]
