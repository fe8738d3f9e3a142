"""Blocks that show nothing take no line, and no blank one beside them; breaks at the end of others add none."""

from __future__ import annotations

import pytest

from tests.rendering.bodies import page_of, shown

NOTHING = """<feature-support a="b"></feature-support>
<div class="x"></div>
<p></p>
<br/>
<a name="x"></a>
<span> </span>
<input type="hidden">
&nbsp;
<br><br/>
> <br>
<div align="center"><br></div>
<!-- no --> <b></b>"""


@pytest.mark.parametrize("block", NOTHING.split("\n"))
def test_a_block_that_shows_nothing_takes_no_line(block: str) -> None:
    page = page_of(f"above\n\n{block}\n\nbelow")
    assert [row for row in shown(page)[1:] if row] == ["above", "below"]
    assert shown(page) == shown(page_of("above\n\nbelow"))
    assert page.drawing(2).lines == () or block.startswith(">")


@pytest.mark.parametrize(
    ("block", "rows"),
    [
        ("words <br>", ["words"]),
        ("<br>\nwords", ["words"]),
        ("a <address>b</address>", ["a", "b"]),
        ("a <p>b</p><p>c</p>", ["a", "b", "c"]),
        ("a<br> b", ["a", "b"]),
        ("a<br><br>b", ["a", "", "b"]),
    ],
)
def test_breaks_at_the_ends_of_a_paragraph_add_no_line(block: str, rows: list[str]) -> None:
    assert shown(page_of(f"{block}\n\nbelow"))[1:] == ["", *rows, "", "below"]


def test_lines_below_a_break_that_is_left_out_know_their_line_of_the_source() -> None:
    lines = page_of("<br> <b>\nfirst<br>\nsecond</b>").drawing(1).lines
    assert [(line.text, line.source) for line in lines] == [("first", 1), ("second", 2)]


def test_breaks_in_a_cell_leave_no_space_and_those_at_its_ends_no_line() -> None:
    body = "|a|b|\n|-|-|\n|one<br> two|x <br> y<br>|\n|<br>|z|"
    assert [row.rstrip() for row in shown(page_of(body))[2:]] == [
        "a    b",
        "───  ─",
        "one  x",
        "two  y",
        "",
        "     z",
    ]
