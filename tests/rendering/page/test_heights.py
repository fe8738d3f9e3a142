"""Heights against a plain list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.rendering.page.page import Heights

HEIGHTS = st.lists(st.integers(1, 9), min_size=1, max_size=70)


@given(HEIGHTS, st.lists(st.tuples(st.integers(0, 999), st.integers(1, 99)), max_size=20), HEIGHTS)
def test_sums_are_those_of_a_list(first: list[int], changes: list[tuple[int, int]], more: list[int]) -> None:
    heights, plain = Heights(first), list(first)
    for index, height in changes:
        heights[index % len(plain)] = plain[index % len(plain)] = height
    for height in more:
        heights.append(height)
        plain.append(height)
    assert [heights[index] for index in range(len(heights))] == plain
    assert [heights.before(index) for index in range(len(plain) + 1)] == [
        sum(plain[:index]) for index in range(len(plain) + 1)
    ]
    assert heights.total == sum(plain)


@given(HEIGHTS)
def test_every_row_is_found(plain: list[int]) -> None:
    rows = [(index, row) for index, height in enumerate(plain) for row in range(height)]
    assert [Heights(plain).find(row) for row in range(sum(plain))] == rows


def test_rows_beyond_the_ends_are_in_the_first_and_the_last() -> None:
    heights = Heights([2, 3])
    assert heights.find(-1) == (0, 0)
    assert heights.find(5) == (1, 3)
    assert heights.find(100)[0] == 1


def test_nothing_is_found_in_nothing() -> None:
    assert Heights().total == 0
    with pytest.raises(IndexError):
        Heights().find(0)
