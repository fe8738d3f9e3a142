"""What is raised or lowered, which is never to look as if it stood on the line."""

from __future__ import annotations

import pytest

from tests.rendering.drawings import drawn, texts


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("H<sub>2</sub>O, x<sup>10</sup>", "H₂O, x¹⁰"),
        ("x<sub>i+1</sub>, e<sup>x</sup>, A<sup>T</sup>B", "xᵢ₊₁, eˣ, AᵀB"),
        ("x<sub>max(i)</sub>, x<sup>2k+1</sup>, x<sub>q</sub>", "x_(max(i)), x^(2k+1), x_q"),
        ("x<sup><i>a long one</i></sup>y", "x^(a long one)y"),
        ("10<sup>th</sup>, 2<sup>k</sup>", "10th, 2ᵏ"),
        ("a <sup>small text</sup>, b<sup>*</sup>, c<sup>[note]</sup>", "a small text, b*, c[note]"),
        ("x<sup>2<sup>q</sup></sup>, x<sup></sup>y", "x^(2^q), xy"),
        ('word<sup><a href="/f">1</a></sup>, word<sup><a href="/f">note</a></sup>', "word¹, word^(note)"),
    ],
)
def test_scripts_stand_apart(html: str, shown: str) -> None:
    assert texts(html) == [shown]
    assert texts(f"<p>{html}</p>") == [shown]


def test_a_link_in_a_script_stays_where_it_is_drawn() -> None:
    (link, other) = drawn("a<sup>[note](/f)</sup> [b](/g)").links
    assert (link.start, link.end, link.text, link.href) == (3, 7, "note", "/f")
    assert (other.start, other.href) == (9, "/g")


def test_lines_below_a_script_know_their_line_of_the_source() -> None:
    lines = drawn("a<sup>note</sup><br>\nx<sup>long note</sup>  \nb").lines
    assert [(line.text, line.source) for line in lines] == [("a^(note)", 0), ("x^(long note)", 1), ("b", 2)]
