"""`link-to-unpublished`: a published post links to one that is not, or not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.checking.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post
    from tuireader.checking.facts import Facts

NAME: Final = "link-to-unpublished"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each link from a published post to a draft, a future or a hidden one."""
    for link in facts.graph:
        source, target = facts.catalog.get(link.source), link.target.id and facts.catalog.get(link.target.id)
        if source is None or not target or _why_unseen(source) or not (why := _why_unseen(target)):
            continue
        if target.hidden and not (target.draft or target.future) and facts.engine(target.id).hidden_are_built:
            continue
        message = f"{target.id} is {why}: the link leads nowhere on the site"
        yield Problem(link.source, NAME, message, "warning", link.written.line, link.written.column)


def _why_unseen(post: Post) -> str:
    """Why a post is not published; empty if it is."""
    if post.draft:
        return "a draft"
    if post.hidden:
        return "not published"
    return "not due yet" if post.future else ""


RULE: Final = Rule((NAME,), check)
