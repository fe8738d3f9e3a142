"""`duplicate-permalink`: two posts would be written to one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.catalog.paths import path_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import PostId
    from tuireader.checking.facts import Facts

RULE = "duplicate-permalink"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for every post but the first at one address of a site; drafts and hidden ones are not written."""
    first: dict[tuple[str, str], PostId] = {}
    for post in sorted(facts.catalog, key=lambda post: post.id):
        if post.permalink is None or post.draft or post.hidden:
            continue
        site = facts.archive.site_of(post.id) or facts.archive.site
        other = first.setdefault((site.base, path_key(post.permalink)), post.id)
        if other != post.id:
            message = f"{other} is at {post.permalink} too, and only one of the two can be seen"
            line = facts.key_line(post.id, "permalink", "url", "path", "slug")
            yield Problem(post.id, RULE, message, "error", line, 1 if line else None)
