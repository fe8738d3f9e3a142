"""Where the lines of an article stand in its window, and what is painted of those that are wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual.strip import Strip

from tests.rendering.bodies import page_of
from tuireader.ui.article.article_lines import Columns, LinePainter
from tuireader.ui.article.article_overlay import ChangeGutter, LinkMarks

if TYPE_CHECKING:
    from tuireader.rendering.body.revision import ChangeKind
    from tuireader.rendering.page.page import PageRow

CODE = f"```\n{'0123456789' * 5}\n```"


def style(*names: str, partial: bool = False) -> Style:
    del names
    return Style(italic=partial)


PAINTER = LinePainter(style)


def wide_row() -> PageRow:
    rows = page_of(CODE, width=40).rows_of(1)
    return max(rows, key=lambda row: row.line.width)


def painted(columns: Columns) -> str:
    row = wide_row()
    return "".join(part.text for part in PAINTER.parts(Strip(row.line.segments), row, columns))


def test_the_text_is_centred_and_a_cell_is_found_under_the_pointer() -> None:
    columns = Columns.of(100, 99, 80, 0)
    assert (columns.margin, columns.width, columns.room) == (10, 80, 89)
    assert columns.cell_of(wide_row(), 14) == 4


def test_only_lines_that_are_wider_than_the_window_slide() -> None:
    row = wide_row()
    narrow, wide = Columns.of(40, 39, 36, 7), Columns.of(120, 119, 80, 7)
    assert (narrow.shift_of(row), wide.shift_of(row)) == (7, 0)
    # The bar before the code stays.
    assert narrow.cell_of(row, narrow.margin) == 0
    assert narrow.cell_of(row, narrow.margin + 2) == 9


@pytest.mark.parametrize("shift", range(30))
def test_what_slides_is_never_wider_than_the_window(shift: int) -> None:
    row = max(page_of("```\n" + "日本" * 20 + "\n```", width=40).rows_of(1), key=lambda row: row.line.width)
    columns = Columns.of(40, 39, 36, shift)
    held, slid = PAINTER.parts(Strip(row.line.segments), row, columns)
    assert held.text == "▏ "
    assert held.cell_length + slid.cell_length <= columns.room
    assert slid.text.startswith("‹") == (shift > 0)


def test_a_line_that_goes_on_says_so_until_its_end_is_in_sight() -> None:
    row, start = wide_row(), Columns.of(40, 39, 36, 0)
    assert len(painted(start)) == start.room
    assert painted(start).endswith("›")
    end = Columns.of(40, 39, 36, start.hidden([row]))
    assert "›" not in painted(end)
    assert painted(end) == f"▏ ‹{row.line.text[2 + end.shift + 1 :]}"
    assert painted(Columns.of(120, 119, 80, 0)) == row.line.text


@pytest.mark.parametrize(("kind", "sign"), [("added", "+"), ("changed", "~")])
def test_the_change_that_was_gone_to_is_told_from_others(kind: ChangeKind, sign: str) -> None:
    page = page_of("One.\n\nTwo.")
    (row,) = (row for row in page.rows_of(1) if row.line.text)
    reversed_signs = []
    for current in (None, 1):
        gutter = PAINTER.gutter(row, page.gap(1), ChangeGutter({1: kind}, current=current), 4)
        assert "".join(segment.text for segment in gutter) == f"  {sign} "
        reversed_signs.append(bool(gutter[1].style and gutter[1].style.reverse))
    assert reversed_signs == [False, True]
    assert [segment.text for segment in PAINTER.gutter(row, page.gap(1), ChangeGutter({1: kind}), 1)] == [" "]


def test_the_terminal_is_told_of_external_links_where_it_opens_them() -> None:
    page = page_of("Some [words](https://example.org/a) and [others](/b).", width=40)
    row = next(row for row in page.rows_of(1) if row.line.text)
    links = page.drawing(1).links
    for tells, told in ((False, []), (True, ["words"])):
        segments = LinePainter(style, tells).linked(row, links, LinkMarks(frozenset({"/b"})))
        assert [segment.text for segment in segments if segment.style and segment.style.link] == told
