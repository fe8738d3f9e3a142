"""Values that are written out in JavaScript: where they stand, and what their sums are."""

from __future__ import annotations

import pytest

from tests.hostile_texts import JAVASCRIPT, javascript_front_matter
from tuireader.archive.javascript import MAX_DEPTH, NotLiteralError, closing, literal
from tuireader.archive.metadata.values import Scalar


@pytest.mark.parametrize("name", JAVASCRIPT)
def test_front_matter_of_any_length_is_told_from_the_body(name: str) -> None:
    written, count = JAVASCRIPT[name]
    found = javascript_front_matter(written(count))
    assert found.format == "js"
    assert found.body == "Body.\n"


@pytest.mark.parametrize(
    ("written", "text", "plain"),
    [
        ("1 + 2", "3", True),
        ("1 + 2 + 'a' + 3", "3a3", False),
        ("'a' + 1 + 2", "a12", False),
        ("'a' + 'b'\n + 'c'", "abc", False),
        ("true + 'a'", "truea", False),
        ("1.5 + 2", "3.5", True),
    ],
)
def test_a_sum_stands_where_it_begins(written: str, text: str, plain: bool) -> None:
    assert literal(f"[0,\n  {written}, 4]").value == (
        Scalar("0", plain=True, line=1, column=2),
        Scalar(text, plain, 2, 3),
        Scalar(
            "4",
            plain=True,
            line=2 + written.count("\n"),
            column=len(f"  {written}, ".rpartition("\n")[2]) + 1,
        ),
    )


@pytest.mark.parametrize("written", ["true + 1", "[] + 'a'", "'a' + {}", "1 +", "'a' + b"])
def test_what_is_no_sum_of_values_is_not_read(written: str) -> None:
    with pytest.raises(NotLiteralError):
        literal(written)


@pytest.mark.parametrize(
    ("written", "end"),
    [(r"{'a\'}'}x", 8), (r"{ /\}/ }x", 8), ("{don't}x", 7), ("{`${'}'}`}x", 10), ("{'", -1), (r"{\}", -1)],
)
def test_a_bracket_is_closed_by_the_one_that_is_no_text(written: str, end: int) -> None:
    assert closing(written, 0, len(written)) == end


@pytest.mark.parametrize(("opening", "close"), [("{", "}"), ("{`$", "`}"), ("([", "])")])
def test_brackets_are_looked_into_as_deep_as_anybody_writes_them(opening: str, close: str) -> None:
    deep = opening * (MAX_DEPTH // 2) + close * (MAX_DEPTH // 2)
    assert closing(deep, 0, len(deep)) == len(deep)
    deeper = opening * (MAX_DEPTH + 1) + close * (MAX_DEPTH + 1)
    assert closing(deeper, 0, len(deeper)) == -1
