"""What a post said of itself before its front matter was broken, kept while it is being typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import Post, PostId, Problem

RULES = ("front-matter", "date")
"""Beginnings of the rules that speak of front matter."""


def is_broken(post: Post) -> bool:
    """Whether the post's front matter could not be read as it stands."""
    return any(_breaks(problem) for problem in post.problems)


def _breaks(problem: Problem) -> bool:
    return problem.severity == "error" and problem.rule.startswith(RULES)


class LastGood:
    """The posts whose front matter is broken now, as they were before."""

    def __init__(self) -> None:
        self._good: dict[PostId, Post] = {}

    def kept(self, old: Post | None, new: Post) -> Post:
        """The post to list: `new`, with what `old` or an earlier one said of itself where that is broken now."""
        if not is_broken(new):
            self._good.pop(new.id, None)
            return new
        if old is not None and not is_broken(old):
            self._good[new.id] = old
        good = self._good.get(new.id)
        if good is None:
            return new
        return replace(good, problems=new.problems, words=new.words, stamp=new.stamp)
