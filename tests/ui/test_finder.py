"""Which match of a page is the current one, and which are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.effort import lines_run
from tests.rendering.bodies import page_of
from tuireader.catalog.query.words import Words
from tuireader.rendering.page.find import literal
from tuireader.rendering.page.page import Page
from tuireader.session.find import Finder, words_of

if TYPE_CHECKING:
    from tuireader.rendering.page.find import Pattern

LINES = "A whale.\n\nOne whale, then\na second line,\na whale\nand one more whale.\n\nThe last whale.\n"


async def found(page: Page, pattern: Pattern, line: int, current: tuple[int, int] | None = None) -> Finder:
    finder = Finder(page, pattern, page.place_of_source(line), current)
    async for _ in finder.search():
        pass
    return finder


async def test_the_current_match_is_on_the_line_that_is_gone_to() -> None:
    pattern = literal("whale")
    for width in (18, 80):
        page = page_of(LINES, width=width)
        assert (await found(page, pattern, 2)).current == (2, 0)
        assert (await found(page, pattern, 7)).current == (3, 0)
    assert (await found(page_of(LINES, width=18), pattern, 4)).current == (2, 1)
    assert (await found(page_of(LINES, width=18), pattern, 5)).current == (2, 2)


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


async def test_a_match_counts_from_the_top_wherever_the_search_began_and_goes_on() -> None:
    whole = page_of("\n\n".join(["A seal, a seal.", "Nothing.", "A seal."] * 3))
    for line in (0, 4, 12):
        page = Page(whole.lines, whole._draw_head, whole.drawer)
        page.extend(whole.blocks[:6])
        finder = await found(page, literal("seal"), line)
        page.extend(whole.blocks[6:])
        async for _ in finder.search():
            pass
        ordered = [(block, number) for block in (1, 3, 4, 6, 7, 9) for number in range(2 if block % 3 else 1)]
        assert finder.current is not None
        at = ordered.index(finder.current)
        for steps in (0, 1, 1, -3, -1, 7, 12, -20):
            finder.step(steps)
            at = (at + steps) % len(ordered)
            assert (finder.current, finder.summary) == (ordered[at], f"{at + 1} of 9")
            assert finder.place is not None
            assert finder.place.block == ordered[at][0]


async def test_to_show_what_is_found_costs_the_same_however_much_was_found_before() -> None:
    page = page_of("She sees these trees.\n\n" * 2000)
    finder = Finder(page, literal("e"), page.place_of_source(3000), slice_seconds=0.0)
    costs = [
        lines_run(lambda: (finder.summary, finder.by_place, finder.place)) async for _ in finder.search()
    ]
    assert (finder.summary, len(costs)) == ("10,501 of 14,000", 2002)
    assert max(costs[1:]) <= 2 * costs[1]


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
        pattern = words_of([words])
        assert pattern is not None
        finder = await found(page, pattern, 0)
        assert finder.summary == (f"1 of {count}" if count else "no match"), typed
    assert words_of([]) is None
