from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.posts import POSTS, post
from tests.effort import calls_of
from tests.ui.archives import blog, text, three
from tests.ui.driver import reading
from tuireader.archive.post import Post, PostId
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.order import PostsByDate
from tuireader.settings import Settings
from tuireader.ui.widgets.post_list import PostList, PostsUnderYears, Year

if TYPE_CHECKING:
    from pathlib import Path


async def test_posts_stand_under_their_years_with_tags_and_day(tmp_path: Path) -> None:
    async with reading(
        blog(three(tmp_path), {"_drafts/idea.md": text("Idea", "x", more="date: 2022-02-02\n")})
    ) as r:
        lines = [line.strip("▌ ●★") for line in r.pane("posts") if line.strip()]
    assert lines[0] == "2024"
    assert lines[1] == "Winter"
    assert lines[2].split() == ["weather", "12-21"]
    assert lines[3] == "Summer"
    assert lines[4].split() == ["weather,", "heat", "07-01"]
    assert lines[5:7] == ["2023", "Spring"]
    assert lines[8:10] == ["2022", "Idea"]


LONG = "What the lighthouse keeper of the western island wrote about the winter storms"


@pytest.mark.parametrize(
    ("title", "tags", "lines"),
    [
        (LONG, "", ["What the lighthouse keeper", "of the western isla… 12-21"]),
        (LONG, "weather", ["What the lighthouse keeper", "of the western isla… 12-21"]),
        ("The lighthouse in the night", "weather", ["The lighthouse in the", "night weather 12-21"]),
        ("The lighthouse in the rain", "weather", ["The lighthouse in the rain", "weather 12-21"]),
        ("The lighthouse in the night", "", ["The lighthouse in the", "night 12-21"]),
        ("The lighthouse in the rain", "", ["The lighthouse in the rain", "12-21"]),
        ("灯" * 20, "", ["灯" * 13, f"{'灯' * 7} 12-21"]),
        ("Donaudampfschifffahrtsgesellschaft", "", ["Donaudampfschifffahrtsgese", "llschaft 12-21"]),
    ],
)
async def test_a_long_title_goes_on_below(tmp_path: Path, title: str, tags: str, lines: list[str]) -> None:
    async with reading(blog(tmp_path, {"2024-12-21-post": text(title, "Text.", tags)})) as r:
        assert [" ".join(line.strip("▌ ●★").split()) for line in r.pane("posts")][1:3] == lines


async def test_a_long_title_leaves_the_line_below_to_badges(tmp_path: Path) -> None:
    async with reading(blog(tmp_path, {"2090-12-21-post": text(LONG, "Text.", "weather")})) as r:
        lines = [line.strip("▌ ●★").split() for line in r.pane("posts")][1:3]
        assert lines == [["What", "the", "lighthouse", "keepe…"], ["future", "weather", "12-21"]]


async def test_dates_have_the_form_of_the_settings_everywhere(tmp_path: Path) -> None:
    settings = Settings(watch=False, dates="%-d %b %Y")
    async with reading(three(tmp_path), settings=settings) as reader:
        await reader.sees("21 Dec 2024", pane="article")
        await reader.sees("21 Dec", pane="posts")
        await reader.misses("21 Dec 2024", pane="posts")
        await reader.misses("1 Jul 2024")
        await reader.press("ctrl+o")
        await reader.sees("1 Jul 2024")
        await reader.press("escape", "s")
        await reader.write("light")
        await reader.sees("1 Jul 2024")
        await reader.press("escape", "B")
        await reader.sees("1 Jul 2024")
        await reader.press("escape")
        await reader.misses("1 Jul 2024")
        await reader.press("S")
        await reader.sees("1 Jul 2024", pane="posts")


async def test_dates_of_wide_characters_are_shown_whole(tmp_path: Path) -> None:
    settings = Settings(watch=False, dates="%Y年%m月%d日")
    async with reading(three(tmp_path), settings=settings) as reader:
        await reader.sees("12月21日", pane="posts")
        await reader.press("s")
        await reader.write("light")
        await reader.sees("2024年07月01日")
        await reader.press("escape", "escape", "B")
        await reader.sees("2024年07月01日")


async def test_badges(tmp_path: Path) -> None:
    archive = blog(
        three(tmp_path),
        {
            "_drafts/idea.md": text("Idea"),
            "2090-01-01-later": text("Later"),
            "2022-01-01-broken": "---\ntitle: Broken\ntags: [a\n---\nRead me.\n",
        },
    )
    async with reading(archive) as reader:
        rows = reader.pane("posts")
        under = {rows[n].strip("▌ ●★"): rows[n + 1] for n in range(len(rows) - 1)}
        assert "draft" in under["Idea"]
        assert "future" in under["Later"]
        assert "problem" in under["Broken"]
        assert not any(badge in under["Summer"] for badge in ("draft", "future", "problem"))


async def test_the_highlight_is_bold_and_shows_its_post(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        assert "bold" in reader.style_at("Winter", "posts")
        assert "bold" not in reader.style_at("Summer", "posts")
        await reader.press("j")
        await reader.reads("Summer")
        await reader.sees("Long light.", pane="article")
        assert "bold" in reader.style_at("Summer", "posts")
        assert "bold" not in reader.style_at("Winter", "posts")
        await reader.press("G")
        await reader.reads("Spring")
        await reader.press("home")
        await reader.reads("Winter")
        await reader.press("down", "up", "end")
        await reader.reads("Spring")


async def test_older_and_newer_from_anywhere(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("enter")
        assert reader.focus == "article"
        await reader.press("J", "J")
        await reader.reads("Spring")
        assert reader.focus == "article"
        await reader.press("J")
        await reader.press("K")
        await reader.reads("Summer")
        assert reader.highlighted == "Summer"


async def test_a_click_shows_a_post(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.click("Spring", "posts")
        await reader.reads("Spring")
        assert reader.highlighted == "Spring"


async def test_an_untitled_and_an_undated_post_are_listed(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("Just words.\n")
    async with reading(tmp_path) as reader:
        await reader.sees("undated", pane="posts")
        await reader.sees("Just words.", "1 post", pane=None)
        assert reader.highlighted


async def test_ten_thousand_posts_draw_one_screen(tmp_path: Path) -> None:
    posts = [
        post(f"_posts/{n}.md", title=f"Post {n}", date=datetime(2000 + n // 1000, 1, 1, tzinfo=UTC))
        for n in range(10_000)
    ]
    async with reading(three(tmp_path)) as reader:
        listed = reader.context.sidebar.posts
        with calls_of(PostList.draw, itemgetter("row")) as drawn:
            listed.show(posts, by_year=True)
            await reader.sees("Post 0", pane="posts")
            assert 0 < len(drawn) <= 3 * listed.size.height
            drawn.clear()
            reader.screen.query_one(PostList).select(posts[-1].id)
            await reader.sees("Post 9999", pane="posts")
            assert 0 < len(drawn) <= 3 * listed.size.height


async def test_the_list_scrolls_with_the_wheel_and_keeps_its_highlight(tmp_path: Path) -> None:
    posts = {f"2024-01-{day:02}-post": text(f"Day {day:02}", "x") for day in range(1, 31)}
    async with reading(blog(tmp_path, posts)) as reader:
        await reader.sees("Day 30", "30 posts")
        await reader.wheel(20, "posts")
        await reader.misses("Day 30", pane="posts")
        await reader.reads("Day 30")
        await reader.press("j")
        await reader.reads("Day 29")
        await reader.sees("Day 29", pane="posts")


@given(st.lists(POSTS, max_size=30))
@settings(max_examples=100)
def test_posts_in_date_order_stand_under_their_years(posts: list[Post]) -> None:
    ordered = Catalog.empty().apply(posts)[0].ordered()
    assert isinstance(ordered, PostsByDate)
    rows, expected = PostsUnderYears(ordered), list[Post | tuple[int | None, list[Post]]]()
    for year, group in groupby(ordered, lambda post: post.date.year if post.date else None):
        listed = list(group)
        expected += [(year, listed), *listed]
    found = [(row.year, list(row.posts)) if isinstance(row, Year) else row for row in rows]
    assert found == expected
    assert list(rows.heights()) == [1 if isinstance(row, tuple) else 2 for row in expected]
    for index, row in enumerate(expected):
        assert rows[index - len(rows)] == rows[index]
        if isinstance(row, Post):
            assert rows.place_of(row.id) == index
    assert rows[1:4] == list(rows)[1:4]
    assert rows.place_of(PostId("none.md")) is None
    with pytest.raises(IndexError):
        rows[len(rows)]
