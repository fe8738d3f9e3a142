"""The filter in the few lines above the list."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tuireader.catalog.selection import Selection
from tuireader.ui.widgets.facet_list import filter_lines

MANY = Selection(
    tags=("terminals", "unicode", "writing"),
    without=("python", "rust"),
    years=("2024", "2023"),
    states=("unread",),
    query='tag:ai after:2024 "exact words in a row"',
)


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (200, ["".join(joint + part for joint, part in MANY.parts)]),
        (
            60,
            [
                "#terminals + #unicode + #writing · −#python −#rust · 2024",
                'or 2023 · unread · tag:ai after:2024 "exact words in a row"',
            ],
        ),
        (
            42,
            [
                "#terminals + #unicode + #writing",
                "−#python −#rust · 2024 or 2023 · unread",
                'tag:ai after:2024 "exact words in a row"',
            ],
        ),
        (
            36,
            ["#terminals + #unicode + #writing", "−#python −#rust · 2024 or 2023", "unread · +1 more"],
        ),
        (22, ["#terminals + #unicode", "+ #writing · −#python", "−#rust · +4 more"]),
    ],
)
def test_no_part_is_lost_silently(width: int, lines: list[str]) -> None:
    assert filter_lines(MANY.parts, width) == lines


def test_what_is_wider_than_a_line_is_shortened_in_its_middle() -> None:
    assert filter_lines([("", "tag:terminals,unicode OR title:cell")], 24) == ["tag:terminals,u…tle:cell"]
    assert filter_lines([("", "#a"), (" + ", "#" + "b" * 30)], 15) == ["#a", "+ #bbbbbb…bbbbb"]


def test_wide_characters_are_measured_in_cells() -> None:
    lines = filter_lines([("", "#" + "漢字" * 20), (" · ", "2024")], 21)
    assert all(cell_len(line) <= 21 for line in lines)
    assert lines[1:] == ["2024"]


@pytest.mark.parametrize("width", range(-1, 30))
def test_it_fits_any_width(width: int) -> None:
    lines = filter_lines(MANY.parts, width)
    assert len(lines) <= 3
    assert all(cell_len(line) <= width for line in lines)


def test_nothing_asked_for_takes_no_line() -> None:
    assert filter_lines(Selection().parts, 30) == []


def test_no_query_commands_a_terminal() -> None:
    assert filter_lines([("", "#a"), (" · ", "b\x1b]0;c\x07\n\u202e")], 40) == ["#a · b␛]0;c␇ �"]
