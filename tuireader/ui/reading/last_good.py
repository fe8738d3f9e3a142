"""What a post said of itself before its front matter was broken, kept while it is being typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.catalog.catalog import Catalog, CatalogChange

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

    def shown(self, before: Catalog, now: Catalog, change: CatalogChange) -> Catalog:
        """The posts to show where `now` is true and `before` was shown: broken ones as they last were good."""
        for post_id in (*change.updated, *change.removed):
            self._note(before.get(post_id), now.get(post_id), post_id)
        return now.apply(self._patched(now))[0] if self._good else now

    def _note(self, old: Post | None, new: Post | None, post_id: PostId) -> None:
        if new is None or not is_broken(new):
            self._good.pop(post_id, None)
        elif old is not None and not is_broken(old):
            self._good[post_id] = old

    def _patched(self, now: Catalog) -> Iterator[Post]:
        for post_id, good in self._good.items():
            if new := now.get(post_id):
                yield replace(
                    good, problems=new.problems, words=new.words, stamp=new.stamp, checksum=new.checksum
                )
