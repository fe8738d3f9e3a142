"""Which match of a page is the current one, and which are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rendering.bodies import page_of
from tuireader.catalog.query_words import Words
from tuireader.rendering.page.find import literal
from tuireader.rendering.page.page import Page
from tuireader.ui.reading.finding import Finder
from tuireader.ui.reading.words import words_of

if TYPE_CHECKING:
    from tuireader.rendering.page.find import Sought

LINES = "A whale.\n\nOne whale, then\na second line,\na whale\nand one more whale.\n\nThe last whale.\n"


async def found(page: Page, sought: Sought, line: int, current: tuple[int, int] | None = None) -> Finder:
    finder = Finder(page, sought, page.place_of_source(line), current)
    async for _ in finder.search():
        pass
    return finder


async def test_the_current_match_is_on_the_line_that_is_gone_to() -> None:
    sought = literal("whale")
    for width in (18, 80):
        page = page_of(LINES, width=width)
        assert (await found(page, sought, 2)).current == (2, 0)
        assert (await found(page, sought, 7)).current == (3, 0)
    assert (await found(page_of(LINES, width=18), sought, 4)).current == (2, 1)
    assert (await found(page_of(LINES, width=18), sought, 5)).current == (2, 2)


async def test_where_nothing_is_below_the_search_goes_round() -> None:
    page = page_of("A whale.\n\nNothing.\n")
    finder = await found(page, literal("whale"), 2)
    assert (finder.current, finder.summary) == ((1, 0), "1 of 1")


async def test_the_current_match_stays_when_the_post_is_drawn_anew() -> None:
    page = page_of(LINES)
    assert (await found(page, literal("whale"), 0, (2, 1))).current == (2, 1)
    assert (await found(page, literal("whale"), 0, (2, 7))).current == (1, 0)


async def test_what_is_added_to_the_page_is_found() -> None:
    whole = page_of(LINES)
    page = Page(whole.lines, whole._draw_head, whole.drawer)
    page.extend(whole.blocks[:1])
    finder = await found(page, literal("whale"), 0)
    assert finder.summary == "1 of 1"
    page.extend(whole.blocks[1:])
    async for _ in finder.search():
        pass
    assert (finder.summary, finder.current) == ("1 of 5", (1, 0))


async def test_words_are_found_as_the_search_finds_them() -> None:
    body = "A category of *cats*: the cat, café, 端末の画面, use c++ or c++11, two\nwords.\n"
    page = page_of(body)
    for typed, prefix, count in (
        ("cat", False, 1),
        ("cat", True, 3),
        ("cafe", False, 1),
        ("画面", False, 1),
        ("c++", False, 2),
        ("two words", False, 1),
        ("word", False, 0),
    ):
        words = Words.of(typed, prefix=prefix)
        assert words is not None
        sought = words_of([words])
        assert sought is not None
        finder = await found(page, sought, 0)
        assert finder.summary == (f"1 of {count}" if count else "no match"), typed
    assert words_of([]) is None
