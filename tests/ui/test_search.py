"""Searching the archive: results while typing, the way into a post and back, the posts that are found as a list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from rich.style import Style

from tests.ui.archives import blog, numbered, text, three
from tests.ui.driver import UNWATCHED, USUAL, Reader, reading
from tuireader.rendering.page.page import TOP
from tuireader.session.search import SearchTimings
from tuireader.settings import Settings
from tuireader.ui.panels.search import SearchScreen
from tuireader.ui.reader.context import Timings
from tuireader.ui.widgets.found_lists import Result, ResultList, around

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest


def whales(root: Path) -> Path:
    """Posts about whales, one of them long, and one about none."""
    long = (
        f"Nothing yet.\n\n{numbered(60)}\n\nA *whale* at last.\n\n{numbered(60)}\n\nWhales again, a whale.\n"
    )
    return blog(
        root,
        {
            "2024-03-03-boats": text("Boats", "Only boats.", "sea"),
            "2024-02-02-long": text("The long one", long, "sea"),
            "2023-01-01-whale": text("The whale", "It swims.", "sea, beast"),
        },
    )


async def searching(reader: Reader, query: str) -> Reader:
    """Type a query into the search panel, and wait for an answer to it."""
    await reader.until(lambda: reader.parts.search.service.complete, "the index is complete")
    await reader.press("s")
    await reader.until(lambda: reader.focus == "query")
    return await reader.write(query)


def found(reader: Reader) -> list[str]:
    """The titles of the results, from the top."""
    return [row.match.title for row in reader.app.screen.query_one("#results").rows]  # type: ignore[attr-defined]


async def test_posts_are_found_as_a_query_is_typed(tmp_path: Path) -> None:
    async with reading(whales(tmp_path)) as reader:
        await searching(reader, "wha")
        await reader.until(lambda: found(reader) == ["The whale", "The long one"])
        await reader.sees("2 posts", "A whale at last.")
        await reader.write("lexyz")
        await reader.until(lambda: found(reader) == [])
        await reader.sees("0 posts")


async def test_enter_goes_to_the_hit_with_all_hits_marked_and_n_walks_them(tmp_path: Path) -> None:
    async with reading(whales(tmp_path)) as reader:
        await searching(reader, "whale last")
        await reader.until(lambda: found(reader) == ["The long one"])
        await reader.press("enter")
        await reader.reads("The long one")
        await reader.sees("A whale at last.", "1 of 3")
        assert reader.focus == "article"
        plain = reader.style_at("at last", "article")
        assert reader.style_at("whale", "article") != plain
        await reader.press("n", "n")
        await reader.sees("3 of 3", "Whales again, a whale.")
        await reader.press("N")
        await reader.sees("2 of 3", "A whale at last.")
        await reader.press("escape")
        await reader.misses("of 3")


async def test_a_word_is_marked_whole_where_the_post_has_it(tmp_path: Path) -> None:
    rest = numbered(60)
    body = f"A category.\n\n{rest}\n\nNo catalogue.\nHere is a cat, and\na [cat](cat.html).\n\n{rest}\n"
    async with reading(blog(tmp_path, {"2024-02-02-cats": text("Categories", body)})) as reader:
        await searching(reader, "cat")
        await reader.until(lambda: found(reader) == ["Categories"])
        await reader.sees("Here is a cat, and a cat.")
        await reader.press("enter")
        await reader.sees("1 of 2", "Here is a cat, and", pane=None)
        plain = reader.style_at("No", "article")
        assert reader.style_at("cat, and", "article") != plain
        assert reader.style_at("catalogue", "article") == plain


async def test_back_leads_to_where_the_reader_was(tmp_path: Path) -> None:
    async with reading(whales(tmp_path)) as reader:
        await reader.reads("Boats")
        await searching(reader, "swims")
        await reader.until(lambda: found(reader) == ["The whale"])
        await reader.press("enter")
        await reader.reads("The whale")
        await reader.press("H")
        await reader.reads("Boats")


async def test_escape_leaves_the_reader_as_it_was(tmp_path: Path) -> None:
    # The post must not count as read meanwhile, however long this takes.
    async with reading(whales(tmp_path), timings=Timings(look=3600.0)) as reader:
        before = reader.text
        await searching(reader, "whale")
        await reader.until(lambda: len(found(reader)) == 2)
        await reader.press("escape")
        await reader.until(lambda: reader.text == before, "the screen is as before")
        assert reader.focus == "posts"


async def test_an_index_that_is_waited_for_is_begun_though_the_reader_is_busy(tmp_path: Path) -> None:
    timings = Timings(quiet=inf, search=SearchTimings(idle_timeout=3600.0))
    async with reading(whales(tmp_path), timings=timings) as reader:
        await reader.press("s")
        await reader.until(lambda: reader.focus == "query")
        await reader.write("swims")
        await reader.until(lambda: found(reader) == ["The whale"])
        await reader.misses("indexing")


async def test_the_highlight_moves_while_typing_goes_on(tmp_path: Path) -> None:
    async with reading(whales(tmp_path)) as reader:
        # One letter: the answer to more of them would take back how far the highlight came in the one before.
        await searching(reader, "w")
        await reader.until(lambda: len(found(reader)) == 2)
        await reader.press("down", "enter")
        await reader.reads("The long one")


async def test_a_query_in_the_making_is_answered_and_explained_after_a_while(tmp_path: Path) -> None:
    paused, passed = asyncio.Event(), asyncio.Event()

    async def pause(seconds: float) -> None:
        if seconds == SearchTimings().all_results:
            paused.set()
        await passed.wait()

    async with reading(whales(tmp_path), timings=replace(USUAL, search=SearchTimings(wait=pause))) as reader:
        await searching(reader, "boats ")
        await reader.until(lambda: found(reader) == ["Boats"])
        paused.clear()
        await reader.press("left_parenthesis")
        await paused.wait()
        assert found(reader) == ["Boats"]
        await reader.sees("1 post")
        passed.set()
        await reader.sees("column 7: this bracket is not closed")
        assert found(reader) == ["Boats"]


async def test_what_cannot_be_read_leaves_the_last_results_and_enter_says_why(tmp_path: Path) -> None:
    async with reading(
        whales(tmp_path), timings=replace(USUAL, search=SearchTimings(error=1_000.0))
    ) as reader:
        await searching(reader, "boats")
        await reader.until(lambda: found(reader) == ["Boats"])
        await reader.press("ctrl+u")
        await reader.write("colour:blue")
        await reader.until(lambda: reader.app.screen.query_one("#query").value == "colour:blue")  # type: ignore[attr-defined]
        shown = found(reader)
        await reader.press("enter")
        await reader.sees("there is no field colour:")
        assert found(reader) == shown
        assert reader.focus == "query"


async def test_while_the_index_grows_all_is_shown_and_explained_and_no_look_takes_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timings = replace(USUAL, search=SearchTimings(all_results=0.01, error=0.01, indexing=0.01))
    posts = {
        f"2024-01-{day:02}-p{n}": text(f"Post {day}", "A whale.") for day in range(1, 29) for n in (1, 2)
    }
    async with reading(blog(tmp_path, posts), timings=timings) as reader:
        await searching(reader, "")
        index, panel = reader.parts.search.service._index, reader.app.screen
        assert index
        assert isinstance(panel, SearchScreen)
        # One post is never read.
        pending = next(iter(index._catalog))
        index._pending = {pending.id: index._as_pending(pending)}
        shown: list[int] = []
        show = panel.results.show

        def noted(rows: Sequence[Result], *, new: bool) -> None:
            shown.append(len(rows))
            show(rows, new=new)

        monkeypatch.setattr(panel.results, "show", noted)
        await reader.write("whale")
        await reader.until(lambda: len(found(reader)) == 55)
        await reader.press(*["down"] * 30)
        shown.clear()
        await reader.until(lambda: len(shown) > 2, "looks at the index again")
        assert set(shown) == {55}
        assert panel.results.highlighted == 30
        await reader.sees("55 posts so far")
        await reader.press("space", "left_parenthesis")
        await reader.sees("column 7: this bracket is not closed")
        shown.clear()
        await reader.until(lambda: len(shown) > 2, "looks at the index again")
        await reader.sees("column 7: this bracket is not closed")


async def test_earlier_searches_come_back(tmp_path: Path) -> None:
    async with reading(whales(tmp_path)) as reader:
        for query in ("boats", "swims"):
            await searching(reader, query)
            await reader.until(lambda: len(found(reader)) == 1)
            await reader.press("enter")
            await reader.until(lambda: len(reader.app.screen_stack) == 1)
        await reader.press("s")
        query_input = reader.app.screen.query_one("#query")
        await reader.sees("swims")
        await reader.press("up")
        await reader.until(lambda: query_input.value == "boats")  # type: ignore[attr-defined]
        await reader.until(lambda: found(reader) == ["Boats"])
        await reader.press("down")
        await reader.until(lambda: query_input.value == "swims")  # type: ignore[attr-defined]


async def test_what_was_read_can_be_asked_for(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("r", "j", "asterisk")
        await searching(reader, "")
        await reader.press(*"is", "colon", *"starred")
        await reader.until(lambda: found(reader) == ["Summer"])
        await reader.press("ctrl+u", *"is", "colon", *"unread")
        # Summer is open, and counts as read before long.
        await reader.until(lambda: found(reader) in (["Summer", "Spring"], ["Spring"]))


async def test_a_save_is_found_at_once(tmp_path: Path) -> None:
    archive = three(tmp_path)
    async with reading(archive, settings=Settings()) as reader:
        await reader.until(lambda: reader.parts.search.service.complete)
        await reader.sees("live")
        (archive / "_posts" / "2023-03-20-spring.md").write_text(
            text("Spring", "A walrus."), encoding="utf-8"
        )
        await searching(reader, "walrus")
        await reader.until(lambda: found(reader) == ["Spring"])


async def test_results_follow_saves_and_the_highlight_stays(tmp_path: Path) -> None:
    posts = {f"2024-01-{day:02}-p": text(f"Post {day}", "A whale.") for day in range(10, 20)}
    archive = blog(tmp_path, posts) / "_posts"
    async with reading(archive.parent, settings=Settings()) as reader:
        await reader.sees("live")
        await searching(reader, "whale")
        await reader.until(lambda: len(found(reader)) == 10)
        results = reader.app.screen.query_one(ResultList)
        await reader.press("down", "down", "down")
        chosen = results.chosen
        assert chosen
        assert chosen.match.title == "Post 16"
        (archive / "2024-02-01-new.md").write_text(text("Newest", "A whale."), encoding="utf-8")
        await reader.until(lambda: len(found(reader)) == 11, "a new post is found")
        await reader.sees("11 posts")
        assert results.chosen
        assert results.chosen.match.id == chosen.match.id
        (archive / "2024-01-12-p.md").write_text(text("Post 12", "A walrus."), encoding="utf-8")
        await reader.until(lambda: "Post 12" not in found(reader), "a post that no longer fits goes")
        (archive / "2024-01-16-p.md").write_text(text("Sixteen", "A whale here."), encoding="utf-8")
        await reader.until(lambda: "Sixteen" in found(reader), "a new title is shown")
        assert results.chosen.match.title == "Sixteen"
        place, before = found(reader).index("Sixteen"), found(reader)
        (archive / "2024-01-16-p.md").unlink()
        await reader.until(lambda: "Sixteen" not in found(reader), "a post that is gone goes")
        before.remove("Sixteen")
        assert results.chosen.match.title == before[min(place, len(before) - 1)]


async def test_the_index_is_kept_in_the_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    async with reading(three(tmp_path / "site"), settings=replace(UNWATCHED, kept=True)) as reader:
        await reader.until(lambda: reader.parts.search.service.complete)
        assert list((tmp_path / "cache").rglob("*.sqlite"))


async def test_escape_sequences_in_a_snippet_are_shown_as_signs(tmp_path: Path) -> None:
    async with reading(
        blog(tmp_path, {"2024-01-01-a": text("A", "x [bold]walrus[/bold] \x1b]0;pwn\x07")})
    ) as reader:
        await searching(reader, "walrus")
        await reader.sees("[bold]", pane=None)
        assert "\x1b" not in reader.text


def test_a_snippet_ends_with_a_word_and_keeps_its_hit_in_any_width() -> None:
    snippet = "Nothing of note stands here, and then a marmot is seen on the hill behind the house"
    at = snippet.index("marmot")
    for width in range(12, len(snippet) + 2):
        line = around(snippet, [(at, at + 6)], width, Style(bold=True), Style(dim=True))
        assert line.cell_len <= width
        assert "marmot" in line.plain
        assert line.plain.strip("…") in snippet
        if width > 24 and line.plain.endswith("…"):
            assert line.plain.strip("…").split()[-1] in snippet.split()
    assert around("端末" * 30, [(0, 2)], 21, Style(), Style()).plain == f"{'端末' * 5}…"


async def test_what_is_found_without_words_opens_where_it_was_left_else_at_its_top(tmp_path: Path) -> None:
    field = "\n".join(f"field{n}: value" for n in range(20))
    posts = {
        "2024-01-01-long": f"---\ntitle: Long\n{field}\n---\n{numbered(90)}",
        "2024-01-02-new": text("New"),
    }
    async with reading(blog(tmp_path, posts)) as reader:
        await searching(reader, "before:2024-01-02")
        await reader.until(lambda: found(reader) == ["Long"])
        await reader.press("enter")
        await reader.until(lambda: "Long" in reader.shown("article"))
        assert reader.article.place == TOP
        await reader.press("space", "s")
        await reader.until(lambda: reader.focus == "query")
        place = reader.article.place
        await reader.until(lambda: found(reader) == ["Long"])
        await reader.press("enter")
        await reader.until(lambda: reader.focus == "article")
        assert reader.article.place == place != TOP


async def test_a_result_that_is_gone_meanwhile_is_told_to_be(tmp_path: Path) -> None:
    async with reading(whales(tmp_path), settings=Settings(watch=True)) as reader:
        await reader.sees("live", pane="status")
        await searching(reader, "swims")
        await reader.until(lambda: found(reader) == ["The whale"])
        await asyncio.to_thread((tmp_path / "_posts" / "2023-01-01-whale.md").unlink)
        await reader.until(lambda: len(reader.context.posts.catalog) == 2)
        await reader.press("enter")
        await reader.sees("2023-01-01-whale.md is no longer in the archive", pane="status")


async def test_a_tag_that_no_post_has_is_told_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    async with reading(three(tmp_path), settings=Settings()) as reader:
        await reader.press("s", *"tag:wether ")
        await reader.sees("no post has the tag wether; did you mean weather?")
        await reader.press("f1")
        await reader.sees("before: on: after:", "is: draft, future")
        await reader.press("f1")
        await reader.misses("before: on: after:")
