"""What links and footnotes refer to."""

from __future__ import annotations

from tests.rendering.bodies import FULL, page_of, shown
from tuireader.rendering.body.blocks import Definition, References, references


def test_footnotes_are_numbered_in_the_order_they_are_cited() -> None:
    notes = [Definition("footnote", label, 0) for label in ("a", "b", "c", "d")]
    assert references(notes, ["c", "a", "nowhere", "c"]).footnotes == {"c": 1, "a": 2, "b": 3, "d": 4}


def test_the_first_definition_of_a_label_counts() -> None:
    first, second = Definition("link", "A", 1, "/first"), Definition("link", "A", 2, "/second")
    assert references([first, second], []).links == {"A": first}


def test_links_and_footnotes_do_not_mix() -> None:
    found = references([Definition("link", "1", 0, "/x"), Definition("footnote", "1", 1)], ["1"])
    assert found.links["1"].href == "/x"
    assert found.footnotes == {"1": 1}


def test_the_environment_makes_a_block_know_the_rest_of_the_body() -> None:
    known = references([Definition("link", "A B", 9, "/x", "t"), Definition("footnote", "n", 12)], ["n"])
    children = FULL.parse("[a  b] and [^n]", known.environment())[1].children or []
    assert [token.type for token in children] == ["link_open", "text", "link_close", "text", "footnote_ref"]
    assert children[0].attrs["href"] == "/x"


def test_blocks_are_drawn_with_numbers_and_targets() -> None:
    page = page_of("See [a][b] and[^n].\n\n[^n]: note\n\n[b]: /b")
    assert "See a and[1]." in shown(page)
    assert [span.href for span in page.drawing(1).links] == ["/b", "#fn:n"]


def test_a_page_can_be_drawn_again_knowing_more() -> None:
    page = page_of("See [a].", known=References())
    assert shown(page)[-1] == "See [a]."
    again = page.redraw(page.drawer.changed(references=references([Definition("link", "A", 5, "/a")], ())))
    assert shown(again)[-1] == "See a."
