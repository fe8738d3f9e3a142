"""A post and its body → what the index keeps of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuireader.catalog.query_words import PART
from tuireader.catalog.search.store import Entry, Known
from tuireader.catalog.search.tokens import BREAK, tokenised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post

HEADING = re.compile(r"#{1,6}[ \t]+([^\n]*)")
FENCE = re.compile(r"\n {0,3}(?:```|~~~)")


def known_of(post: Post) -> Known:
    """Return what decides whether the post must be read again."""
    return Known(post.stamp, PART.join((post.title, *post.tags, *post.categories)))


def entry_of(post: Post, body: str, line: int) -> Entry:
    """Return what is kept of a post whose body begins at `line` of its file."""
    return Entry(
        post.id,
        known_of(post),
        line,
        body,
        tokenised(post.title),
        BREAK.join(map(tokenised, (*post.tags, *post.categories))),
        BREAK.join(map(tokenised, headings(body))),
        tokenised(body),
    )


def headings(body: str) -> Iterator[str]:
    """Yield the texts of the headings that begin with `#`, roughly: only ranking depends on them."""
    fenced = False
    before, *parts = f"\n{body}".split("\n#")
    for part in parts:
        if FENCE.search(before):
            fenced ^= len(FENCE.findall(before)) % 2 == 1
        if not fenced and (heading := HEADING.match(f"#{part}")):
            yield heading[1]
        before = part
