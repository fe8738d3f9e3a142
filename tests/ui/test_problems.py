"""What `tuireader check` finds, in the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checking.sites import facts
from tests.ui.archives import CONFIG, blog, numbered, text
from tests.ui.driver import reading
from tuireader.archive.post import PostId
from tuireader.checking.check import problems_of, problems_of_post
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

FIRST = PostId("_posts/2024-01-01-first.md")
POSTS = {
    "_posts/2024-01-01-first.md": text(
        "First",
        f"{numbered(40)}\n\nA [lost](/posts/2023/01/lost/) one, [half](/posts/2023/01/other/#no).\n\n"
        f"![gone](/gone.png)\n\n# One\n\n### Three\n\n{numbered(40)}",
        "Blog, tools",
    ),
    "_posts/2023-01-01-other.md": text("Other", "Fine.", "blogs, tools"),
    "_posts/2022-01-01-blogs.md": text("Blogs", "Fine. [lost](/posts/2023/01/gone/)", "blogs"),
    "_posts/2022-01-01-twin.md": text("Twin", "", "blogs", "permalink: /posts/2024/01/first/\n"),
}


def test_one_post_alone_has_the_problems_that_the_archive_tells_of_it(tmp_path: Path) -> None:
    found = facts(tmp_path, {"_config.yml": CONFIG, **POSTS})
    for post in found.catalog:
        whole = tuple(problem for problem in problems_of(found) if problem.id == post.id)
        assert problems_of_post(found, post.id) == whole, post.id
    rules = [problem.rule for problem in problems_of_post(found, FIRST)]
    assert sorted(rules) == [
        "broken-anchor",
        "broken-link",
        "missing-image",
        "similar-tags",
        "skipped-heading",
    ]
    twin = problems_of_post(found, PostId("_posts/2022-01-01-twin.md"))
    assert [problem.rule for problem in twin] == ["duplicate-permalink"]
    assert problems_of_post(found, PostId("none.md")) == ()


@pytest.mark.parametrize("rule", ["broken-link", "similar-tags", "skipped-heading"])
def test_rules_that_are_off_find_nothing_in_a_post(tmp_path: Path, rule: str) -> None:
    found = facts(tmp_path, {"_config.yml": CONFIG, **POSTS})
    assert rule not in [problem.rule for problem in problems_of_post(found, FIRST, {rule})]


async def test_the_problems_of_the_post_are_listed_and_gone_to(tmp_path: Path) -> None:
    async with reading(
        blog(tmp_path, dict(POSTS)), settings=Settings(watch=False, checks_off=frozenset({"similar-tags"}))
    ) as reader:
        await reader.press("exclamation_mark")
        await reader.sees(
            "4 problems in First", "nothing in the archive is at /posts/2023/01/lost/", "broken-link"
        )
        await reader.misses("similar-tags", "/posts/2023/01/gone/")
        await reader.press("j", "enter")
        await reader.sees("A lost one, half", pane="article")
        assert reader.focus == "article"
        await reader.press("H")
        await reader.sees("Paragraph number 1.", pane="article")


async def test_those_of_all_posts_are_a_key_away(tmp_path: Path) -> None:
    async with reading(blog(tmp_path, dict(POSTS))) as reader:
        await reader.press("exclamation_mark")
        await reader.sees("5 problems in First")
        await reader.press("a")
        await reader.sees("7 problems in the archive", "_posts/2022-01-01-blogs.md")
        await reader.press("enter")
        await reader.reads("Blogs")
        await reader.press("exclamation_mark")
        await reader.sees("1 problem in Blogs")
        await reader.press("escape")
        await reader.misses("1 problem in Blogs")
