"""How the columns of the terminal are shared."""

from __future__ import annotations

import pytest

from tuireader.ui.arrangement import (
    NARROWEST_ARTICLE,
    NARROWEST_SIDE,
    Arrangement,
    Pane,
    article_room,
    opening_arrangement,
    side_widths,
)


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
    assert side_widths(200, opening_arrangement(200).panes(200)) == (52, 38)


@pytest.mark.parametrize("columns", [72, 80, 100, 140, 200])
def test_sides_are_resized_as_far_as_the_article_keeps_its_room(columns: int) -> None:
    opening = opening_arrangement(columns)
    left, right = side_widths(columns, opening.panes(columns))
    wider = opening.with_wider_side(2, columns)
    assert side_widths(columns, wider.panes(columns)) == (left + 2, right)
    assert wider.with_wider_side(-2, columns) == opening
    widest = opening.with_wider_side(columns, columns)
    assert article_room(columns, widest.panes(columns))[1] == NARROWEST_ARTICLE
    narrowest = widest.with_wider_side(-columns, columns)
    assert side_widths(columns, narrowest.panes(columns)) == (NARROWEST_SIDE, right)
    # What could not be had is not owed.
    assert side_widths(columns, narrowest.with_wider_side(2, columns).panes(columns))[0] == NARROWEST_SIDE + 2
    if right:
        outline = opening.focused(Pane.OUTLINE).with_wider_side(2, columns)
        assert side_widths(columns, outline.panes(columns)) == (left, right + 2)
