"""What the status line says of saves."""

from __future__ import annotations

import pytest

from tuireader.session.progress import Saves, ago


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (1.9, "just now"),
        (4.2, "4 s ago"),
        (59.9, "59 s ago"),
        (60, "1 min ago"),
        (7300, "2 h ago"),
    ],
)
def test_the_age_of_a_save_is_told_roughly(seconds: float, words: str) -> None:
    assert ago(seconds) == words


def test_the_line_says_whether_when_and_how_many_words() -> None:
    assert Saves().text(10) == ""
    assert Saves("live").text(10) == "live"
    assert Saves("live", saved=6, words=42).text(10) == "live · saved 4 s ago · +42 words"
    assert Saves("polling", saved=9.5, words=-3).text(10) == "polling · saved just now · -3 words"
    assert Saves("live", words=1).text(10) == "live · +1 word"
    assert Saves("live", words=-1).text(10) == "live · -1 word"
    assert Saves("live", following=True).text(10) == "live, following"


def test_the_line_says_where_the_changes_of_a_save_are_that_are_out_of_sight() -> None:
    assert Saves("live", above=2).text(0) == "live · 2 changes above ↑"
    assert Saves("live", below=1).text(0) == "live · 1 change below ↓"
    assert Saves("live", above=1, below=12).text(0) == "live · 1 change above ↑ · 12 below ↓"
