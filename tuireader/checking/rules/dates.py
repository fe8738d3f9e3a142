"""`future-date` and `missing-date`: posts that the site does not show yet, or cannot put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.checking.facts import Facts


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each post, drafts aside, whose date lies ahead or is not there."""
    for post in facts.catalog:
        if post.kind != "post" or post.draft or any(problem.line for problem in post.problems):
            continue
        if post.date is None and not post.problems:
            yield Problem(post.id, "missing-date", "the post has no date", "warning")
        elif post.future and post.date is not None:
            line = facts.key_line(post.id, "date", "pubDate", "publishDate", "published_at", "created")
            message = f"the date lies ahead: {post.date:%Y-%m-%d %H:%M}"
            yield Problem(post.id, "future-date", message, "info", line, 1 if line else None)
