"""What differs between two bodies, block by block."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD
from tests.rendering.body.test_revision import parsed
from tuireader.rendering.body.blocks import block_text
from tuireader.rendering.body.revision import (
    BlockChange,
    changed_lines,
    changes,
    common_ends,
    moved_line,
    moved_lines,
    pairs,
)


def told(old: str, new: str) -> list[tuple[str, int]]:
    found = changes(parsed(old.split("\n")), parsed(new.split("\n")))
    return [(change.kind, change.block) for change in found]


@given(st.lists(st.integers(0, 2)), st.lists(st.integers(0, 2)))
def test_common_ends_do_not_overlap(old: list[int], new: list[int]) -> None:
    before, after = [str(one) for one in old], [str(one) for one in new]
    prefix, suffix = common_ends(before, after)
    assert before[:prefix] == after[:prefix]
    assert before[len(before) - suffix :] == after[len(after) - suffix :]
    assert prefix + suffix <= min(len(before), len(after))


@given(st.integers(0, 600), st.integers(0, 600), st.integers(1, 300), st.integers(1, 300))
def test_common_ends_of_long_texts_reach_to_the_difference(
    above: int, below: int, was: int, now: int
) -> None:
    head, tail = ["above"] * above, ["below"] * below
    assert common_ends([*head, *["was"] * was, *tail], (*head, *["now"] * now, *tail)) == (above, below)
    assert common_ends([*head, *tail], [*head, *["now"] * now, *tail]) == (above, below)


@given(AWKWARD, AWKWARD, AWKWARD)
def test_changed_lines_have_a_line_on_either_side(head: list[str], edit: list[str], tail: list[str]) -> None:
    old, new = [*head, *tail], [*head, *edit, *tail]
    found = changed_lines(old, new)
    assert set(pairwise(new)) <= {*pairwise(old), *pairwise(found)}
    assert len(found) <= len(edit) + 2


@given(AWKWARD, AWKWARD)
@settings(max_examples=120)
def test_pairs_cover_both_bodies_in_order_and_same_ones_are_equal(old: list[str], new: list[str]) -> None:
    one, two = parsed([*old, ""]), parsed([*new, ""])
    found = pairs(one, two)
    assert [index for pair in found for index in pair.old] == list(range(len(one.blocks)))
    assert [index for pair in found for index in pair.new] == list(range(len(two.blocks)))
    for pair in found:
        texts = [block_text(one.lines, one.blocks[index]) for index in pair.old]
        others = [block_text(two.lines, two.blocks[index]) for index in pair.new]
        assert not pair.same or texts == others


def test_nothing_differs_from_itself() -> None:
    assert told("a\n\nb\n\n- c", "a\n\nb\n\n- c") == []


def test_changed_added_and_removed_blocks_are_told() -> None:
    assert told("a\n\nb\n\nc", "a\n\nB\n\nc") == [("changed", 1)]
    assert told("a\n\nc", "a\n\nb\n\nc") == [("added", 1)]
    assert told("a\n\nb\n\nc", "a\n\nc") == [("removed", 1)]
    assert told("a\n\nb", "a") == [("removed", 1)]


def test_edits_far_apart_are_told_one_by_one() -> None:
    old = "\n\n".join(f"paragraph {number}" for number in range(200))
    new = old.replace("paragraph 3\n", "paragraph three\n").replace("paragraph 190\n", "")
    assert told(old, new) == [("changed", 3), ("removed", 190)]


def test_a_change_knows_its_block() -> None:
    assert changes(parsed(["a"]), parsed(["b"])) == (BlockChange("changed", 0),)


@pytest.mark.parametrize(
    ("new", "line"),
    [
        (["a", "b", "fold", "x", "z"], 2),
        (["new", "a", "b", "fold", "y", "z"], 3),
        (["new", "a", "b", "folded", "y", "z"], 3),
        (["new", "b", "fold", "other", "z"], 2),
        (["a", "b", "x", "```fold", "z"], 3),
    ],
)
def test_a_line_is_followed_through_edits_around_it_and_in_it(new: list[str], line: int) -> None:
    assert moved_line(2, ["a", "b", "fold", "y", "z"], new) == line


def test_all_lines_are_moved() -> None:
    assert moved_lines(frozenset({0, 2}), ["a", "b", "c"], ["a", "x", "b", "c"]) == {0, 3}
