"""The line above the article that says what is wrong with the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import numbered, one, text
from tests.ui.driver import reading
from tuireader.archive.post import PostId, Problem
from tuireader.settings import Settings
from tuireader.ui.widgets.status_line import worst_problem, wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.archive.post import Severity

ID = PostId("_posts/2020-01-01-a.md")
LONG = 'a value with ": " in it must be quoted: title: "A love letter: to LaTeX"'


def problem(message: str, severity: Severity = "error", line: int | None = None) -> Problem:
    return Problem(ID, "front-matter-syntax", message, severity, line)


def test_the_line_comes_first_then_what_is_wrong_there() -> None:
    assert worst_problem([problem(LONG, line=2)]) == (f"⚠ line 2: {LONG}", "")
    assert worst_problem([problem("no such day")]) == ("⚠ no such day", "")


def test_the_worst_is_told_and_the_others_are_counted() -> None:
    problems = [
        problem("for your information", "info"),
        problem("a warning", "warning", 3),
        problem("the first error", "error", 9),
        problem("another error", "error", 2),
    ]
    assert worst_problem(problems) == ("⚠ line 9: the first error", " (and 2 more)")
    assert worst_problem(problems[:1]) == worst_problem(()) == ("", "")


def test_a_sentence_that_finds_no_room_keeps_its_beginning_and_the_count_of_the_others() -> None:
    assert wrapped(f"⚠ {LONG}", "", 60, 2) == [
        '⚠ a value with ": " in it must be quoted: title: "A love',
        'letter: to LaTeX"',
    ]
    assert wrapped(f"⚠ {LONG}", " (and 2 more)", 40, 1) == ['⚠ a value with ": " in it … (and 2 more)']
    assert len(wrapped("⚠ " + "wide日本語" * 40, " (and 2 more)", 30, 2)) == 2


def test_nothing_of_a_file_reaches_the_terminal_raw() -> None:
    told, _ = worst_problem([Problem(PostId("a\x1b[31m.md"), "x", "says \x07 \u202e")])
    assert told.isprintable()


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 20), (50, 12)])
async def test_nothing_moves_when_it_comes_and_goes(tmp_path: Path, size: tuple[int, int]) -> None:
    one(tmp_path, numbered(100))
    path = tmp_path / "_posts" / "2024-05-05-the-post.md"
    good = text("The post", numbered(100))
    async with reading(tmp_path, size=size, settings=Settings(watch=True)) as reader:
        await reader.press("enter", "space")
        await reader.until(lambda: reader.parts.live.saves.state == "live")
        before, first = reader.pane("article"), reader.first_line
        path.write_text(good.replace("title: The post", "title: The post: a story of it"))
        await reader.until(lambda: "⚠ line 2: a value" in reader.shown("banner"), "says what is wrong")
        told = " ".join(" ".join(reader.pane("banner")).split())
        assert told.endswith("…" if size[1] < 16 else 'title: "The post: a story of it"')
        assert reader.pane("article") == before
        assert "the-post.md" not in told
        path.write_text(good)
        await reader.until(lambda: not reader.shown("banner").strip(), "says nothing any more")
        assert (reader.pane("article"), reader.first_line) == (before, first)


async def test_what_was_wrong_with_a_link_is_no_longer_told_once_its_target_is_listed(tmp_path: Path) -> None:
    one(tmp_path, "Words.")
    posts = tmp_path / "_posts"
    linked, target = posts / "2024-06-06-link.md", posts / "2024-06-01-target.md"
    linked.write_text(text("Linked", "Words."))
    async with reading(tmp_path, settings=Settings(watch=True)) as reader:
        await reader.reads("Linked")
        await reader.sees("live", pane="status")
        linked.unlink()
        linked.symlink_to(target)
        await reader.until(lambda: "leads nowhere" in reader.shown("banner"), "says what is wrong")
        target.write_text(text("Linked", "Words."))
        await reader.until(lambda: PostId(f"_posts/{linked.name}") not in reader.context.posts.catalog)
        await reader.until(lambda: not reader.shown("banner").strip(), "says nothing any more")
