from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, one
from tests.ui.driver import reading
from tuireader.rendering.page.find import literal
from tuireader.rendering.page.page import TOP
from tuireader.session.find import Finder
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

BODY = f"The whale.\n\n{numbered(60)}\n\nA Wharf, *wha*t else.\n\n{numbered(60)}\n\nThe last whale.\n"


async def test_it_is_found_as_it_is_typed(tmp_path: Path) -> None:
    async with reading(one(tmp_path, BODY)) as reader:
        await reader.press("slash")
        assert reader.focus == "find"
        await reader.write("wha")
        await reader.sees("1 of 4")
        await reader.write("r")
        await reader.sees("1 of 1")
        await reader.sees("A Wharf", pane="article")
        await reader.press("backspace", "t")
        await reader.sees("1 of 1", "what else")
        await reader.write("xyz")
        await reader.sees("no match")


async def test_n_goes_on_and_round_and_capital_n_back(tmp_path: Path) -> None:
    async with reading(one(tmp_path, BODY)) as reader:
        await reader.press("slash")
        await reader.write("whale")
        await reader.press("enter")
        await reader.sees("1 of 2", "The whale.")
        assert reader.focus == "article"
        await reader.press("n")
        await reader.sees("2 of 2", "The last whale.")
        await reader.press("n")
        await reader.sees("1 of 2", "The whale.")
        await reader.press("N")
        await reader.sees("2 of 2", "The last whale.")


async def test_matches_are_marked_the_current_one_more(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "A seal, a tern, a seal.\n")) as reader:
        plain = reader.style_at("tern", "article")
        await reader.press("slash")
        await reader.write("tern")
        await reader.press("enter")
        await reader.sees("1 of 1")
        current = reader.style_at("tern", "article")
        await reader.press("escape")
        await reader.misses("1 of 1")
        assert reader.style_at("tern", "article") == plain != current
        await reader.press("slash")
        await reader.write("e")
        await reader.sees(" of ", pane="status")
        marked = reader.style_at("ern", "article")
        assert marked not in (plain, current)


async def test_what_is_found_later_is_marked_as_well(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "A tern.\n\nTerns only.\n\nThe tern, at last.\n")) as reader:
        plain, pane = reader.style_at("at last", "article"), reader.context.reading
        assert reader.article.page
        pane.matches.finder = Finder(reader.article.page, literal("tern"), TOP, slice_seconds=0.0)
        async for _ in pane.matches.finder.search():
            pane.matches.show(reveal=False)
            # Each time all is painted before it goes on.
            await reader.pilot.pause()
        await reader.sees("1 of 3")
        assert reader.style_at("tern, at", "article") != plain


async def test_escape_forgets_and_stays_in_the_article(tmp_path: Path) -> None:
    async with reading(one(tmp_path, BODY)) as reader:
        await reader.press("slash", *"last", "escape")
        await reader.misses(" of ", pane="status")
        assert reader.focus == "article"
        await reader.press("n", "N")
        assert not reader.context.reading.matches.finder


async def test_escape_while_typing_leads_back_and_after_enter_stays(tmp_path: Path) -> None:
    fold = "<details><summary>Shut</summary>\n\nA seal.\n\n</details>"
    body = f"{numbered(40)}\n\nA tern.\n\n{numbered(60)}\n\n{fold}\n\n{numbered(40)}"
    async with reading(one(tmp_path, body)) as reader:
        await reader.press("enter", "j", "j", "j")
        here = reader.shown("article")
        await reader.press("slash", *"seal")
        await reader.sees("A seal.", "1 of 1")
        await reader.press("escape")
        await reader.until(lambda: reader.shown("article") == here)
        assert not reader.context.reading.matches.finder
        assert not reader.article.page or not reader.article.page.toggled
        await reader.press("slash", *"tern")
        await reader.sees("A tern.", "1 of 1")
        await reader.press(*["backspace"] * 4)
        await reader.until(lambda: reader.shown("article") == here[: len(reader.shown("article"))])
        await reader.press(*"tern", "enter", "j", "escape")
        await reader.misses(" of ", pane="status")
        assert "A tern." in reader.shown("article")


async def test_what_is_typed_is_sought_from_where_that_began(tmp_path: Path) -> None:
    body = f"Top.\n\n{numbered(40)}\n\nAn auk here.\n\n{numbered(40)}\n\nAn aukl there.\n\n{numbered(40)}\n"
    async with reading(one(tmp_path, body)) as reader:
        await reader.press("enter", "slash", *"aukl")
        await reader.sees("An aukl there.")
        await reader.press("backspace")
        await reader.sees("1 of 2", "An auk here.")


async def test_keys_are_typed_into_the_bar(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Quite a quick quiz zone.\n")) as reader:
        await reader.press("slash")
        await reader.write("q z?tx")
        await reader.sees("q z?tx", "no match")
        assert reader.app.is_running
        assert reader.focus == "find"


async def test_arrows_step_without_leaving_the_bar(tmp_path: Path) -> None:
    async with reading(one(tmp_path, BODY)) as reader:
        await reader.press("slash", *"whale")
        await reader.sees("1 of 2")
        await reader.press("down")
        await reader.sees("2 of 2", "The last whale.")
        await reader.press("up")
        await reader.sees("1 of 2")
        assert reader.focus == "find"


async def test_matches_stay_true_at_another_width(tmp_path: Path) -> None:
    body = (
        f"{numbered(20)}\n\n{'long words go on ' * 60}whale {'and on ' * 60}\n\n{numbered(40)}\n\nA whale.\n"
    )
    async with reading(one(tmp_path, body), size=(160, 40)) as reader:
        await reader.press("slash", *"whale", "enter")
        await reader.sees("1 of 2")
        for size in (110, 160):
            await reader.resize(size, 40)
            await reader.sees(" of 2", pane="status")
            await reader.press("n")
            await reader.sees("2 of 2", "A whale.")
            await reader.press("n")
            await reader.sees("1 of 2", "whale and")
            marked = reader.style_at("whale and", "article")
            assert marked != reader.style_at("and on and", "article")


async def test_another_post_has_no_matches(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Old habits.\n")) as reader:
        await reader.press("slash", *"old", "enter")
        await reader.sees("1 of 1")
        await reader.press("J")
        await reader.reads("The older post")
        await reader.misses("1 of 1")
        assert not reader.context.reading.matches.finder


@pytest.mark.parametrize("theme", ["night", "paper"])
async def test_matches_in_dim_text_are_as_dark_as_any(tmp_path: Path, theme: str) -> None:
    settings = Settings(watch=False, theme=theme)
    async with reading(one(tmp_path, "In May 2024 and 2024."), settings=settings) as reader:
        await reader.press("slash", *"2024", "enter", "n")
        await reader.sees("2 of 3")
        dim, plain = reader.style_at("2024-05-05", "article"), reader.style_at("2024.", "article")
        assert dim == plain


async def test_a_regular_expression_is_found_on_demand(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "cat, cot, c.t and cut.\n")) as reader:
        await reader.press("slash", "c", "full_stop", "t")
        await reader.sees("1 of 1")
        await reader.press("ctrl+r")
        await reader.sees("1 of 4")
        await reader.press("down", "down")
        await reader.sees("3 of 4")
        await reader.press("ctrl+r")
        await reader.sees("1 of 1")


async def test_an_unfinished_expression_keeps_what_was_found_and_is_explained_later(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "cat, cot and cut.\n")) as reader:
        await reader.press("slash", "ctrl+r", "c", "full_stop")
        await reader.sees("1 of 3")
        await reader.press("left_parenthesis")
        assert "1 of 3" in reader.notice
        await reader.sees("missing )")
        await reader.press("t", "right_parenthesis")
        await reader.sees("1 of 3")


async def test_a_wrong_expression_is_not_taken_and_leaves_no_word_behind(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "cat, cot and cut.\n")) as reader:
        await reader.press("slash", "ctrl+r", "left_parenthesis", "enter")
        assert "missing )" in reader.notice
        assert reader.focus == "find"
        await reader.press("escape")
        await reader.misses("missing )")
        assert reader.focus == "article"


async def test_a_hostile_expression_ends(tmp_path: Path) -> None:
    async with reading(one(tmp_path, f"{'a' * 5000}!\n")) as reader:
        await reader.press("slash", "ctrl+r", *("left_parenthesis", "a", "plus", "right_parenthesis", "plus"))
        await reader.press("dollar_sign")
        await reader.sees("this expression takes too long")
        await reader.press("backspace")
        await reader.sees("1 of ")
