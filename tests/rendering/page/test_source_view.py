"""A file as it is written."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import HEAD, PARSERS
from tuireader.rendering.body.blocks import References
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page
from tuireader.rendering.page.source import BLOCK_LINES, LONG_LINE, source_blocks
from tuireader.rendering.theme import night


def source_page(lines: list[str], width: int = 40) -> Page:
    page = Page(lines, lambda _: HEAD, Drawer(PARSERS, night(), width, References()))
    page.extend(source_blocks(lines))
    return page


def rows(lines: list[str], width: int = 40) -> list[str]:
    page = source_page(lines, width)
    return [row.line.text for index in range(1, len(page)) for row in page.rows_of(index)]


def test_lines_are_numbered_and_shown_as_they_are() -> None:
    assert rows(["---", "# *x*", "", "\tend"]) == ["  1  ---", "  2  # *x*", "  3  ", "  4      end"]


def test_long_lines_wrap_under_their_number() -> None:
    assert rows(["aaa bbb ccc", "d"], width=12) == ["  1  aaa bbb", "     ccc", "  2  d"]


def test_no_blank_row_parts_the_blocks_and_numbers_stay_in_their_column() -> None:
    shown = rows(["x"] * 1200)
    assert shown == [f"{n:>4}  x" for n in range(1, 1201)]


def test_a_line_of_three_megabytes_is_many_blocks() -> None:
    lines = ["before", "long " * 600_000, "after"]
    blocks = list(source_blocks(lines))
    assert max(block.size for block in blocks) <= max(LONG_LINE, BLOCK_LINES * LONG_LINE)
    assert len(blocks) > 300
    page = source_page(lines)
    drawn = [page.drawing(index) for index in (1, 2, 3, len(page) - 1)]
    assert [drawing.lines[0].text[:5].strip() for drawing in drawn] == ["1", "2", "", "3"]


def test_the_pieces_of_a_line_join() -> None:
    page = source_page(["w" * (LONG_LINE * 2 + 5)])
    lines = [row.line for index in range(1, len(page)) for row in page.rows_of(index)]
    assert not lines[0].joins
    assert all(line.joins and line.glued for line in lines[1:])


@given(st.lists(st.text("ab \t", max_size=20), min_size=1, max_size=120), st.integers(8, 30))
@settings(max_examples=60)
def test_every_line_can_be_gone_to(lines: list[str], width: int) -> None:
    page = source_page(lines, width)
    for number in range(len(lines)):
        assert page.source_at(page.place_of_source(number)) == number
