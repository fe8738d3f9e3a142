"""Filtering and sorting the list of posts: by what they share, by what is remembered of them, by a query."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import blog, text, three
from tests.ui.driver import UNWATCHED, USUAL, Reader, reading
from tuireader.catalog.search import index as search_index
from tuireader.catalog.search.index import SearchIndex
from tuireader.session.search import SearchTimings
from tuireader.settings import Settings
from tuireader.ui.reader.context import Timings
from tuireader.ui.widgets.facet_list import FacetRow

if TYPE_CHECKING:
    from pathlib import Path


def listed(reader: Reader) -> list[str]:
    """The titles in the list, from the top."""
    rows = reader.context.sidebar.posts.rows
    return [row.title for row in rows if hasattr(row, "title")]


async def choose(reader: Reader, value: str) -> None:
    """Go to a facet by the keyboard and press Space."""
    await reader.press("t", "g")
    for _ in range(50):
        facet = reader.context.sidebar.tags.selected
        if facet and facet.value == value:
            break
        await reader.press("j")
    else:
        pytest.fail(f"there is no {value}")
    await reader.press("space")


async def test_years_tags_and_states_are_combined_in_one_line_that_x_clears(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await choose(reader, "2024")
        await reader.sees("2 of 3 posts", "2024", pane="posts-title")
        assert listed(reader) == ["Winter", "Summer"]
        await choose(reader, "heat")
        await reader.sees("1 of 3 posts", "#heat · 2024", pane="posts-title")
        await choose(reader, "unread")
        await reader.sees("#heat · 2024 · unread", pane="posts-title")
        assert listed(reader) == ["Summer"]
        await reader.press("x")
        await reader.sees("3 posts", pane="posts-title")
        await reader.misses("#heat", pane="posts-title")


async def test_counts_follow_the_filter(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(120, 60)) as reader:
        await choose(reader, "2024")
        rows = [row for row in reader.context.sidebar.tags.rows if isinstance(row, FacetRow)]
        counts = {row.facet.value: row.posts for row in rows}
        assert counts == {"weather": 2, "heat": 1, "2024": 2, "2023": 1, "unread": counts["unread"]}
        await reader.sees("✓ 2024", pane="tags")


async def test_a_tag_is_left_out(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("t", "j", "X")
        await reader.sees("2 of 3 posts", "−#green", pane="posts-title")
        await reader.sees("− green", pane="tags")
        assert listed(reader) == ["Winter", "Summer"]
        await reader.press("X")
        await reader.sees("3 posts", pane="posts-title")


async def test_any_of_the_tags_will_do_if_that_is_asked_for(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await choose(reader, "green")
        await choose(reader, "weather")
        await reader.press("x", "ampersand")
        await reader.sees("posts with any of the tags you will choose")
        await reader.press("ampersand", "t")
        await choose(reader, "heat")
        assert listed(reader) == ["Summer"]
        await reader.press("ampersand")
        await reader.sees("posts with any of the tags chosen")
        await choose(reader, "weather")
        await reader.sees("#heat or #weather", pane="posts-title")
        assert listed(reader) == ["Winter", "Summer", "Spring"]


async def test_what_is_read_stays_listed_among_the_unread_until_the_filter_is_set_anew(
    tmp_path: Path,
) -> None:
    archive = three(tmp_path)
    async with reading(archive, settings=Settings(), timings=replace(USUAL, message=0.2)) as reader:
        await reader.press("U")
        await reader.sees("unread", pane="posts-title")
        shown = listed(reader)
        await reader.press("r" if "Winter" in shown else "x")
        assert listed(reader) == shown
        await reader.sees("live")
        (archive / "_posts" / "2025-01-01-new.md").write_text(text("Newest", "x"), encoding="utf-8")
        await reader.until(lambda: listed(reader) == ["Newest", *shown])
        await reader.press("S")
        await reader.until(lambda: listed(reader) == ["Newest", "Spring", "Summer", "Winter"])
        await reader.press("R")
        await reader.until(lambda: listed(reader) == ["Winter", "Summer", "Spring", "Newest"])
        await reader.press("U", "U")
        await reader.until(lambda: "Winter" not in listed(reader))


async def test_braces_go_from_kind_to_kind(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("t", "right_curly_bracket")
        facet = reader.context.sidebar.tags.selected
        assert facet
        assert (facet.kind, facet.value) == ("year", "2024")
        await reader.press("left_curly_bracket")
        assert reader.context.sidebar.tags.selected != facet


async def test_the_heading_above_the_facets_is_that_of_those_in_sight(tmp_path: Path) -> None:
    posts = {f"{year}-01-01-p": text(f"Post {year}", "x", f"t{year}") for year in range(1990, 2020)}
    async with reading(blog(tmp_path, posts)) as reader:
        await reader.sees("Tags", pane="tags-title")
        await reader.press("t", "right_curly_bracket")
        await reader.sees(" Years\n▌2019", "2018", "2010", pane="tags")
        await reader.press("right_curly_bracket")
        await reader.sees("Years", pane="tags-title")
        await reader.sees("State\n▌unread", pane="tags")
        await reader.press("g")
        await reader.sees("Tags", pane="tags-title")


async def test_a_year_that_is_chosen_keeps_its_place(tmp_path: Path) -> None:
    posts = {f"{year}-01-01-p": text(f"Post {year}", "x") for year in range(2020, 2024)}
    async with reading(blog(tmp_path, posts)) as reader:
        for value in ("2021", "2023"):
            await choose(reader, value)
        await reader.sees("2021 or 2023", pane="posts-title")
        years = [" ".join(line.strip("▌").split()[:-1]) for line in reader.pane("tags")[:4]]
        assert years == ["✓ 2023", "2022", "✓ 2021", "2020"]


async def test_without_tags_the_years_come_first(tmp_path: Path) -> None:
    posts = {"2024-01-01-p": text("Only", "x")}
    async with reading(blog(tmp_path, posts)) as reader:
        await reader.sees("Years", pane="tags-title")
        assert reader.pane("tags")[:2] == [
            " 2024".ljust(len(reader.pane("tags")[0]) - 1) + "1",
            " State",
        ]


async def test_how_many_are_unread_is_told_as_of_now(tmp_path: Path) -> None:
    async with reading(three(tmp_path), size=(120, 60)) as reader:
        await reader.press("U")
        await reader.until(lambda: unread(reader) == 3)
        await reader.press("r")
        await reader.until(lambda: unread(reader) == 2)
        assert listed(reader) == ["Winter", "Summer", "Spring"]


def unread(reader: Reader) -> int:
    rows = reader.context.sidebar.tags.rows
    return next(row.posts for row in rows if isinstance(row, FacetRow) and row.facet.value == "unread")


async def test_a_filter_that_lets_nothing_through_says_so(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await choose(reader, "weather")
        await reader.press("X")
        await reader.sees("0 of 3 posts", pane="posts-title")
        await reader.sees("none; x shows all", pane="posts")
        await reader.press("x")
        await reader.misses("none; x", pane="posts")


async def test_a_query_becomes_the_filter(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.until(lambda: reader.parts.search.service.complete)
        await reader.press("s", *"light", "tab")
        await reader.sees("1 of 3 posts", "light", pane="posts-title")
        assert listed(reader) == ["Summer"]
        assert reader.focus == "posts"
        await reader.reads("Summer")
        await reader.press("x")
        await reader.until(lambda: listed(reader) == ["Winter", "Summer", "Spring"])


async def test_a_query_is_told_at_once_and_begins_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, held = Event(), Event()

    def open_later(path: Path | None) -> SearchIndex:
        begun.set()
        held.wait(20.0)
        return SearchIndex(path)

    monkeypatch.setattr(search_index, "SearchIndex", open_later)
    async with reading(
        three(tmp_path), timings=Timings(quiet=inf, search=SearchTimings(idle_timeout=3600.0))
    ) as reader:
        sidebar = reader.context.sidebar
        sidebar.select(replace(sidebar.selection, query="light", years=("2024",)))
        await reader.sees("2024 · light", "still indexing", pane="posts-title")
        await reader.until(lambda: listed(reader) == ["Winter", "Summer"])
        await reader.until(begun.is_set, "the index is begun")
        held.set()
        await reader.until(lambda: listed(reader) == ["Summer"])
        await reader.misses("still indexing", pane="posts-title")
        await reader.sees("1 of 3 posts", "2024 · light", pane="posts-title")


async def test_what_an_index_finds_that_is_not_complete_is_told_to_be_so(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.until(lambda: reader.parts.search.service.complete)
        index = reader.parts.search.service._index
        assert index
        # One post is never read.
        pending = next(iter(index._catalog))
        index._pending = {pending.id: index._as_pending(pending)}
        await reader.press("s", *"light", "tab")
        await reader.sees("1 of 3 posts", "light · still indexing", pane="posts-title")
        index._pending = {}
        reader.parts.search.index_completed()
        await reader.misses("still indexing", pane="posts-title")
        assert listed(reader) == ["Summer"]


async def test_a_save_that_comes_to_match_is_listed(tmp_path: Path) -> None:
    archive = three(tmp_path)
    async with reading(archive, settings=Settings()) as reader:
        await reader.until(lambda: reader.parts.search.service.complete)
        await reader.sees("live")
        await reader.press("s", *"light", "tab")
        await reader.until(lambda: listed(reader) == ["Summer"])
        path = archive / "_posts" / "2023-03-20-spring.md"
        path.write_text(text("Spring", "More light."), encoding="utf-8")
        await reader.until(lambda: listed(reader) == ["Summer", "Spring"])


async def test_the_order_is_turned_around_and_told(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.sees("by date, newest first", pane="posts-title")
        await reader.press("R")
        await reader.sees("by date, oldest first", pane="posts-title")
        assert listed(reader) == ["Spring", "Summer", "Winter"]
        await reader.press("S")
        await reader.sees("by title", pane="posts-title")
        assert listed(reader) == ["Spring", "Summer", "Winter"]
        await reader.press("R")
        await reader.until(lambda: listed(reader) == ["Winter", "Summer", "Spring"])


async def test_the_next_run_filters_and_sorts_as_the_last_one_did(tmp_path: Path) -> None:
    archive = blog(
        tmp_path / "site",
        {
            "2024-01-01-a": text("A", "apples", "x", "categories: [Notes]\nseries: Tales\n"),
            "2024-01-02-b": text("B", "apples", "y", "categories: [Notes]\nseries: Tales\n"),
            "2024-01-03-c": text("C", "pears", "x", "categories: [Notes]\nseries: Tales\n"),
        },
    )
    settings = replace(UNWATCHED, library=tmp_path / "library.db")
    async with reading(archive, settings=settings) as reader:
        await reader.until(lambda: reader.parts.search.service.complete)
        await reader.press("s", *"apples", "tab")
        await reader.until(lambda: listed(reader) == ["B", "A"])
        for value in ("Notes", "Tales", "2024"):
            await choose(reader, value)
        await reader.press("R", "q")
        await reader.until(lambda: not reader.app.is_running)
    async with reading(archive, settings=settings) as reader:
        await reader.until(lambda: listed(reader) == ["A", "B"])
        await reader.sees("Notes · Tales · 2024\n apples", pane="posts-title")


async def test_the_filter_takes_the_lines_that_it_needs(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        assert reader.screen.query_one("#posts-title").region.height == 2
        for value in ("2024", "2023", "unread"):
            await choose(reader, value)
        for value in ("heat", "green"):
            await choose(reader, value)
            await reader.press("X")
        await reader.until(lambda: reader.screen.query_one("#posts-title").region.height == 3)
        await reader.sees("−#heat −#green · 2024\n or 2023 · unread", pane="posts-title")
        assert listed(reader) == ["Winter"]
        await reader.press("x")
        await reader.misses("unread", pane="posts-title")
        await reader.until(lambda: reader.screen.query_one("#posts-title").region.height == 2)


async def test_without_the_filter_the_post_is_seen_under_its_year(tmp_path: Path) -> None:
    posts = {
        f"{year}-0{month}-01-p": text(f"Post {year} {month}", "x", "odd" if month == 9 else "even")
        for year in range(2015, 2025)
        for month in range(1, 10)
    }
    async with reading(blog(tmp_path, posts)) as reader:
        await choose(reader, "odd")
        await reader.press("escape")
        for title in ("Post 2023 9", "Post 2022 9", "Post 2021 9"):
            await reader.press("J")
            await reader.reads(title)
        await reader.press("x")
        await reader.sees("2021\n", "Post 2021 9", "Post 2021 8", "Post 2022 1", pane="posts")
        assert reader.highlighted == "Post 2021 9"


async def test_a_post_that_is_not_listed_is_highlighted_as_soon_as_it_is(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await choose(reader, "green")
        await reader.reads("Spring")
        await reader.press("H")
        await reader.reads("Winter")
        await reader.until(lambda: reader.highlighted == "")
        await reader.press("x")
        await reader.until(lambda: reader.highlighted == "Winter")
        await reader.reads("Winter")
