"""The line that says what is wrong with a post's file."""

from __future__ import annotations

from tuireader.archive.post import PostId, Problem
from tuireader.ui.widgets.banner import line_of

ID = PostId("_posts/2020-01-01-a.md")


def test_what_is_wrong_comes_first_then_where() -> None:
    problem = Problem(ID, "front-matter-syntax", "a value that begins with [ must be quoted", "error", 2, 8)
    told = "⚠ a value that begins with [ must be quoted · line 2, column 8 · 2020-01-01-a.md"
    assert line_of([problem]) == told


def test_more_problems_are_counted() -> None:
    problem = Problem(ID, "date", "no such day")
    assert line_of([problem, problem, problem]) == "⚠ no such day · 2020-01-01-a.md · 2 more"


def test_nothing_of_a_file_reaches_the_terminal_raw() -> None:
    told = line_of([Problem(PostId("a\x1b[31m.md"), "x", "says \x07 \u202e")])
    assert told.isprintable()
