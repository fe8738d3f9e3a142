"""Tables: how wide their columns are, and what becomes of their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rendering.drawings import drawn, texts
from tuireader.rendering.drawing import BlockContext
from tuireader.rendering.elements.canvas import Canvas
from tuireader.rendering.elements.draw import element_of, inline_element_of
from tuireader.rendering.elements.flow import Flow
from tuireader.rendering.elements.tables import GAP, READABLE, Cell, Cells, Measure, column_widths, put_table
from tuireader.rendering.theme import night

MEASURES = st.tuples(st.integers(0, 130), st.integers(0, 200)).map(lambda pair: Measure(min(pair), max(pair)))


@given(st.lists(st.lists(MEASURES, min_size=1, max_size=6), min_size=1, max_size=6), st.integers(1, 160))
def test_words_that_fit_the_page_are_never_broken(rows: list[list[Measure]], room: int) -> None:
    widths = column_widths(rows, room)
    inside = room - GAP * (len(widths) - 1)
    for cells in rows:
        for cell, width in zip(cells, widths, strict=False):
            assert width >= min(cell.least, READABLE)
            if cell.least <= inside:
                assert width >= cell.least
    if (
        sum(
            max((cells[at].least for cells in rows if at < len(cells)), default=1)
            for at in range(len(widths))
        )
        > inside
    ):
        return
    if max(cell.least for cells in rows for cell in cells) <= READABLE:
        assert sum(widths) <= max(inside, len(widths))


@pytest.mark.parametrize("room", [40, 60, 80, 120])
def test_a_long_address_leaves_room_to_read_beside_it(room: int) -> None:
    prose = Measure(9, 300)
    for address in (20, 30, 60, 100, 400, 4000):
        widths = column_widths([[Measure(address, address), prose]], room)
        assert widths[1] >= min(16, room - GAP - READABLE)
        assert sum(widths) + GAP <= room * 3 // 2 + room // 4 + READABLE


def test_an_address_longer_than_the_page_is_broken_where_it_suits() -> None:
    lines = texts("| a | b |\n|---|---|\n| " + "x" * 90 + " | some words |", 60)
    assert max(map(len, lines)) <= 60
    assert "".join(line[:48].strip() for line in lines[2:]) == "x" * 90


def test_what_wishes_little_gets_it() -> None:
    assert column_widths([[Measure(2, 5), Measure(8, 200), Measure(4, 4)]], 60) == [5, 47, 4]


def test_cells_break_where_the_author_says() -> None:
    assert texts("| a | b |\n|---|---|\n| one<br>two | x |\n| three | y |", 40)[2:] == [
        "one    x",
        "two",
        "",
        "three  y",
    ]


def test_an_empty_header_is_left_out() -> None:
    assert texts("|   |   |\n|---|---|\n| a | b |") == ["a  b"]


def flow(text: str) -> Flow:
    made = Flow()
    made.text(text, night().text)
    return made


def test_cells_may_span_columns_and_several_rows_be_the_header() -> None:
    canvas = Canvas((), BlockContext(60, night()), element_of, inline_element_of)
    wide = Cell(flow("over both of them"), span=2, alignment=0.5)
    put_table(
        canvas,
        [
            Cells(0, header=True, cells=[wide, Cell(flow("c"))]),
            Cells(1, header=True, cells=[Cell(flow("a")), Cell(flow("b")), Cell(flow("c"))]),
            Cells(2, cells=[Cell(flow("1")), Cell(flow("2"), alignment=1.0), Cell(flow("3"))]),
        ],
    )
    drawing = canvas.drawing()
    assert [line.text for line in drawing.lines] == [
        "over both of them  c",
        "a         b        c",
        "────────  ───────  ─",
        "1               2  3",
    ]
    assert [line.source for line in drawing.lines] == [0, 1, 1, 2]


def test_no_rows_are_no_table() -> None:
    canvas = Canvas((), BlockContext(60, night()), element_of, inline_element_of)
    put_table(canvas, [Cells(0)])
    assert canvas.drawing().lines == ()


def test_columns_of_many_words_share_the_page() -> None:
    row = "| some words to wrap here " * 6 + "|"
    for width in (60, 80, 120):
        drawing = drawn(f"{row}\n{'|---' * 6}|\n{row}", width)
        assert max(line.width for line in drawing.lines) <= width
