"""The head of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from tuireader.archive.metadata.dates import DateForm
from tuireader.archive.post import Post, PostId
from tuireader.rendering.page.head import draw_head, draw_notice, minutes
from tuireader.rendering.theme import night

ID = PostId("a.md")
POST = Post(
    id=ID,
    kind="post",
    title="[OpenAI] DevDay",
    date=datetime(2024, 12, 7, tzinfo=UTC),
    modified=None,
    slug="a",
    permalink=None,
    authors=("A. Writer",),
    tags=("unix", "text"),
    series="Notes",
    words=1310,
)


def texts(post: Post, width: int = 80, front_matter: str | None = None) -> list[str]:
    return [line.text for line in draw_head(post, night(), width, DateForm(), front_matter).lines]


def test_a_head_says_what_the_post_is() -> None:
    assert texts(POST)[:2] == [
        "[OpenAI] DevDay",
        "2024-12-07 · A. Writer · series: Notes · unix, text · 6\xa0min",
    ]


def test_no_line_of_a_head_begins_or_ends_with_a_dot() -> None:
    assert texts(replace(POST, future=True), 34)[1:-1] == [
        "2024-12-07 · A. Writer",
        "series: Notes · unix, text · 6\xa0min",
        "future",
    ]
    for width in range(8, 70):
        lines = texts(POST, width)[:-1]
        assert [line for line in lines if line.strip("· ") != line] == []


def test_a_head_says_why_a_post_is_not_published() -> None:
    post = replace(POST, draft=True, future=True)
    assert texts(post, 120)[1].endswith("6\xa0min · draft · future")


def test_a_head_without_title_or_date_is_still_one() -> None:
    assert texts(replace(POST, title="", date=None, authors=(), series=None, tags=()))[:2] == [
        "Untitled",
        "6\xa0min",
    ]


@pytest.mark.parametrize("width", [1, 5, 20, 80])
def test_a_head_keeps_within_its_width(width: int) -> None:
    post = replace(POST, title="日本語 and a longword" * 3)
    for line in draw_head(post, night(), width, DateForm(), "title: x").lines:
        assert line.width == cell_len(line.text)
        assert line.width <= max(width, 3)


def test_front_matter_is_shown_as_it_is() -> None:
    assert [line for line in texts(POST, 80, "title: [b]\n\ttags: x\n") if line.startswith("▏")] == [
        "▏ title: [b]",
        "▏     tags: x",
    ]


@pytest.mark.parametrize(("words", "expected"), [(0, 1), (230, 1), (600, 3)])
def test_reading_takes_a_minute_at_least(words: int, expected: int) -> None:
    assert minutes(words) == expected


def test_a_notice_keeps_its_lines() -> None:
    lines = [line.text for line in draw_notice("Gone", "The file is gone.\nPress r.", night(), 40).lines]
    assert lines == ["Gone", "", "The file is gone.", "Press r."]


def test_minutes_of_thousands_are_parted() -> None:
    assert texts(replace(POST, words=2_000_000), 120)[1].endswith("8,696\xa0min")
