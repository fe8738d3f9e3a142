"""A post set at a width: rows, places and lines of the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import lines_run
from tests.rendering.bodies import AWKWARD, HEAD, PARSERS, page_of, shown
from tuireader.rendering.body.blocks import References
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import TOP, Page, PageRow, Place
from tuireader.rendering.theme import night

BODIES = AWKWARD.map("\n".join) | st.sampled_from(
    [
        "word " * 6000,
        "\n".join(f"- item {n} of a list that is long enough to be drawn in pieces" for n in range(300)),
        "```\n" + "some code\n" * 2000 + "```\n\nend",
        "&#8203;\n\n<!-- x -->\n\n[a]: /b",
    ]
)
WIDTHS = st.integers(10, 70)
MOVES = st.lists(st.integers(-90, 90), max_size=12)


def all_rows(page: Page) -> list[PageRow]:
    return [row for index in range(len(page)) for row in page.rows_of(index)]


@given(BODIES, WIDTHS, st.data())
@settings(max_examples=50)
def test_rows_from_any_place_are_a_slice_of_all_rows(body: str, width: int, data: st.DataObject) -> None:
    rows = all_rows(page_of(body, width))
    at = data.draw(st.integers(0, len(rows) - 1))
    count = data.draw(st.integers(0, 60))
    assert page_of(body, width).rows(rows[at].place, count) == rows[at : at + count]


@given(BODIES, WIDTHS)
@settings(max_examples=40)
def test_rows_and_places_are_the_same_thing_once_all_is_drawn(body: str, width: int) -> None:
    page = page_of(body, width)
    rows = all_rows(page)
    assert page.height == len(rows)
    assert [page.row_of(row.place) for row in rows] == list(range(len(rows)))
    assert [page.place_at(number) for number in range(len(rows))] == [row.place for row in rows]
    assert [page.move(TOP, number) for number in range(len(rows))] == [row.place for row in rows]
    assert page.move(rows[-1].place, 1) == rows[-1].place
    assert page.move(rows[-1].place, -len(rows) - 1) == TOP


@given(BODIES, WIDTHS, MOVES)
@settings(max_examples=50)
def test_no_movement_leaves_the_page(body: str, width: int, moves: list[int]) -> None:
    page, place = page_of(body, width), TOP
    whole = page_of(body, width)
    places = [row.place for row in all_rows(whole)]
    at = 0
    for rows in moves:
        place = page.move(place, rows)
        at = max(0, min(at + rows, len(places) - 1))
        assert place == places[at]
        assert page.rows(place, 1)


@given(BODIES, WIDTHS, st.integers(1, 50))
@settings(max_examples=40)
def test_the_last_window_is_full(body: str, width: int, count: int) -> None:
    page = page_of(body, width)
    rows = all_rows(page_of(body, width))
    assert page.rows(page.last_top(count), count) == rows[-count:]


@given(BODIES, WIDTHS, st.integers(-3, 10_000))
@settings(max_examples=40)
def test_any_row_number_is_a_place(body: str, width: int, row: int) -> None:
    page = page_of(body, width)
    assert page.rows(page.place_at(row), 1)


@given(BODIES, WIDTHS)
@settings(max_examples=40)
def test_a_line_of_the_source_is_found_where_it_is_drawn(body: str, width: int) -> None:
    page = page_of(body, width)
    sources = [row.source for row in all_rows(page) if row.place.block and row.line.segments]
    for source in set(sources):
        assert page.source_at(page.place_of_source(source)) == source


@given(BODIES, WIDTHS, st.integers(0, 500))
@settings(max_examples=40)
def test_any_line_of_the_source_has_a_place(body: str, width: int, source: int) -> None:
    page = page_of(body, width)
    assert page.rows(page.place_of_source(source), 1)


def test_a_line_that_does_not_show_leads_to_what_follows_it() -> None:
    page = page_of("one\n\n[a]: /b\n\ntwo")
    assert page.place_of_source(2) == Place(2, 1)
    assert page.rows(page.place_of_source(2), 1)[0].line.text == "two"


def test_a_long_line_is_found_at_its_beginning() -> None:
    page = page_of("first\n\n" + "word " * 8000)
    assert page.place_of_source(2) == Place(2, 1)


def test_sources_of_a_table_in_pieces_do_not_go_backwards() -> None:
    page = page_of("| a | b |\n|---|---|\n" + "| word word | word |\n" * 900)
    sources = [row.source for row in all_rows(page)[3:]]
    assert sources == sorted(sources)


@given(BODIES, WIDTHS, WIDTHS, st.data())
@settings(max_examples=50)
def test_the_counterpart_is_a_place_of_the_same_block(
    body: str, width: int, other: int, data: st.DataObject
) -> None:
    page = page_of(body, width)
    place = data.draw(st.sampled_from([row.place for row in all_rows(page)]))
    again = page.redraw(page.drawer.changed(width=other))
    found = page.counterpart(place, again)
    assert found.block == place.block
    assert again.rows(found, 1)[0].place == found


@pytest.mark.parametrize("prefix", ["", "> ", "- "])
@pytest.mark.parametrize("widths", [(60, 23), (23, 60)])
def test_the_text_at_the_top_stays_when_the_width_changes(prefix: str, widths: tuple[int, int]) -> None:
    body = "before\n\n" + prefix + " ".join(f"word{n:04}" for n in range(1200))
    page = page_of(body, widths[0])
    again = page.redraw(page.drawer.changed(width=widths[1]))
    for row in all_rows(page)[4:]:
        first = next(word for word in row.line.text.split() if word.startswith("word"))
        assert first in again.rows(page.counterpart(row.place, again), 1)[0].line.text


def test_the_top_stays_the_top() -> None:
    page = page_of("one\n\ntwo")
    assert page.counterpart(TOP, page.redraw(page.drawer.changed(width=5))) == TOP


def test_a_page_grows() -> None:
    page = page_of("one")
    page.extend(page_of("one\n\ntwo").blocks[1:])
    assert len(page) == 3
    page = Page(["one", "", "two"], lambda _: HEAD, page.drawer)
    assert (len(page), page.height) == (1, 1)
    page.extend(page_of("one\n\ntwo").blocks)
    assert shown(page) == ["", "", "one", "", "two"]


def test_heights_are_estimated_until_drawn() -> None:
    page = page_of("word " * 100, width=50)
    assert 8 <= page.height <= 14
    page.drawing(1)
    assert page.height == 1 + 1 + 10


def test_a_drawing_is_kept() -> None:
    drawer = Drawer(PARSERS, night(), 40, References())
    page = page_of("one\n\ntwo")
    again = page.redraw(drawer)
    assert again.drawing(1) is again.drawing(1)


def test_a_drawer_at_another_width_knows_the_same() -> None:
    drawer = Drawer(PARSERS, night(), 40, References(footnotes={"a": 1}))
    assert (
        drawer.changed(width=20).references == drawer.changed(theme=night()).references == drawer.references
    )
    assert drawer.changed(width=20).width == 20
    assert drawer.changed(references=References()).references.footnotes == {}


def test_a_move_that_is_far_draws_little() -> None:
    page = page_of("Some words of a paragraph.\n\n" * 20_000)
    assert lines_run(lambda: page.move(TOP, 99_999)) < lines_run(lambda: page.move(TOP, 1_000))
    assert page.move(TOP, 99_999) == page.last_top(1)
    assert page.move(page.last_top(1), -99_999) == TOP
    assert page.move(TOP, 20_000).block == 10_000
