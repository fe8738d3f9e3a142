"""How the columns of the terminal are shared."""

from __future__ import annotations

import pytest

from tuireader.ui.arrangement import Arrangement, article_room, opening_arrangement, side_widths


@pytest.mark.parametrize(
    ("columns", "least"), [(72, 46), (80, 50), (99, 60), (100, 56), (110, 60), (120, 64), (140, 72)]
)
def test_the_sides_give_way_to_the_article(columns: int, least: int) -> None:
    _, room = article_room(columns, opening_arrangement(columns).panes(columns))
    assert room >= least


@pytest.mark.parametrize("columns", range(40, 240))
def test_the_columns_add_up_and_more_of_them_narrow_nothing(columns: int) -> None:
    for arrangement in (opening_arrangement(columns), Arrangement(left=False), Arrangement(outline=False)):
        panes = arrangement.panes(columns)
        left, right = side_widths(columns, panes)
        assert article_room(columns, panes) == (left, columns - left - right - 1)
        wider = arrangement.panes(columns + 1)
        if wider == panes:
            assert all(
                now <= then for now, then in zip((left, right), side_widths(columns + 1, wider), strict=True)
            )
        assert (left > 0, right > 0) == (panes.left, panes.outline)


def test_wide_terminals_have_wide_sides() -> None:
    assert side_widths(160, opening_arrangement(160).panes(160)) == (38, 28)
