"""`future-date` and `missing-date`: posts that the site does not show yet, or cannot sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.checking.facts import is_always_page, section_of
from tuireader.checking.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post
    from tuireader.checking.facts import Facts


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each post, except drafts, with a future date or none."""
    for post in facts.catalog:
        faults = [problem for problem in post.problems if problem.severity != "info"]
        if post.draft or any(problem.line for problem in faults):
            continue
        if post.kind == "page":
            if _is_among_dated(facts, post):
                yield Problem(
                    post.id, "missing-date", "the post has no date, as others in its folder have", "info"
                )
        elif post.date is None and not faults:
            yield Problem(post.id, "missing-date", "the post has no date", "warning")
        elif post.future and post.date is not None:
            line = facts.key_line(post.id, "date", "pubDate", "publishDate", "published_at", "created")
            message = f"the date is in the future: {post.date:%Y-%m-%d %H:%M}"
            yield Problem(post.id, "future-date", message, "info", line, 1 if line else None)


def _is_among_dated(facts: Facts, post: Post) -> bool:
    if post.date is not None or post.hidden or post.problems or is_always_page(post.id):
        return False
    site = facts.archive.site_for(post.id)
    folder = section_of(post.id)
    top = {(site.base + content).strip("/") for content in ("", *site.content)}
    return (folder not in top or not site.engine.is_known) and facts.is_dated(folder)


RULE: Final = Rule(("future-date", "missing-date"), check, by_post=True)
