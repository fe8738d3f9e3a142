"""The signs beside what has changed."""

from __future__ import annotations

from tests.rendering.bodies import page_of
from tests.rendering.body.test_revision import parsed
from tuireader.rendering.body.revision import changes
from tuireader.rendering.page.page import Place
from tuireader.ui.article.article_overlay import ChangeGutter


def signs(old: str, new: str) -> list[str]:
    """Each row of the new page as its sign and its text."""
    page = page_of(new)
    gutter = ChangeGutter.of(changes(parsed(old.split("\n")), parsed(new.split("\n"))), len(page) - 1)
    rows = [row for index in range(len(page)) for row in page.rows_of(index)]
    found = [(gutter.sign(row, page.gap(row.place.block)), row.line.text) for row in rows]
    return [f"{sign[0] if sign else ' '}{text}" for sign, text in found]


def test_added_and_changed_blocks_bear_a_sign_and_a_bar() -> None:
    assert signs("a\n\nc", "a\n\n- b\n- bb\n\nC") == [" ", " ", " a", " ", "~• b", "▏• bb", " ", "+C"]


def test_what_was_removed_is_marked_above_what_followed_it() -> None:
    assert signs("a\n\nb\n\nc", "a\n\nc") == [" ", " ", " a", "-", " c"]


def test_what_was_removed_at_the_end_is_marked_at_the_last_block() -> None:
    assert signs("a\n\nb", "a") == [" ", "-", " a"]


def test_each_change_has_a_place_to_go_to() -> None:
    page = page_of("A\n\nb\n\nd")
    gutter = ChangeGutter.of(
        changes(parsed(["a", "", "b", "", "c", "", "d"]), parsed(list(page.lines))), len(page) - 1
    )
    assert gutter.places(page) == [Place(1, 1), Place(3, 0)]
