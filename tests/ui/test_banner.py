"""The line that says what is wrong with a post's file."""

from __future__ import annotations

from tuireader.archive.post import PostId, Problem
from tuireader.ui.widgets.banner import line_of

ID = PostId("_posts/2020-01-01-a.md")


def test_where_it_is_comes_first_then_what_it_is() -> None:
    problem = Problem(ID, "front-matter-syntax", "a value that begins with [ must be quoted", "error", 2, 8)
    assert line_of([problem]) == "⚠ 2020-01-01-a.md:2:8 a value that begins with [ must be quoted"


def test_more_problems_are_counted() -> None:
    problem = Problem(ID, "date", "no such day")
    assert line_of([problem, problem, problem]) == "⚠ 2020-01-01-a.md (and 2 more) no such day"


def test_a_long_name_is_shortened_in_its_middle() -> None:
    told = line_of(
        [Problem(PostId("2024-05-05-a-title-of-many-words.md"), "date", "no such day", "error", 3)]
    )
    assert told == "⚠ 2024…itle-of-many-words.md:3 no such day"


def test_nothing_of_a_file_reaches_the_terminal_raw() -> None:
    told = line_of([Problem(PostId("a\x1b[31m.md"), "x", "says \x07 \u202e")])
    assert told.isprintable()
