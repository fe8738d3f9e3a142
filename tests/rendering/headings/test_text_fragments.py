"""What `#:~:text=` means in a body."""

from __future__ import annotations

import pytest

from tuireader.rendering.anchors import text_line, words_named

BODY = """\
# One

The *quick* brown
[fox](/the/quick/) jumps, and a café
stands there.

Again the fox sleeps. 好きな言葉
"""


@pytest.mark.parametrize(
    ("directives", "line"),
    [
        ("text=quick%20brown%20fox", 3),
        ("text=FOX", 4),
        ("text=fox,there", 4),
        ("text=again%20the-,fox", 7),
        ("text=fox,-sleeps", 4),
        ("text=CAFE", 4),
        ("text=nowhere&text=sleeps", 7),
        ("text=%E8%A8%80%E8%91%89", 7),
        ("text=the%20quick%20fox", None),
        ("text=", None),
        ("text=-,", None),
        ("other=fox", None),
        ("", None),
    ],
)
def test_the_line_of_the_words(directives: str, line: int | None) -> None:
    assert text_line(BODY, directives) == line


def test_the_words_are_told_as_they_are_written() -> None:
    assert words_named("text=the-,Quick%2C%20brown,fox") == "Quick, brown"
    assert words_named("x=y") == ""
