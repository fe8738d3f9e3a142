"""What else an index can be asked: which posts a query finds, and the headings of all posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.catalog.query_terms import reads_text
from tuireader.catalog.search.selecting import narrowed, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.catalog.query import Query
    from tuireader.catalog.search.index import SearchIndex
    from tuireader.catalog.search.listing import IndexedPosts

HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
AT_ONCE = 50
"""Posts whose headings are read in one look at the index, so that a search has not long to wait."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that begins with `#`, as it was written, on `line` of the file, which counts from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a post whose file bore this stamp."""

    stamp: Stamp
    headings: tuple[Heading, ...]


def found_by(index: SearchIndex, query: Query) -> frozenset[PostId] | None:
    """Return all posts that a query finds, in no order; None where the index has just failed."""

    def ask(posts: IndexedPosts) -> frozenset[PostId]:
        listing = posts.listing
        among = listing.everything - posts.owed if reads_text(query.condition) else listing.everything
        likely = narrowed(query.condition, among, posts)
        return frozenset(listing.order[place].id for place in select(query.condition, likely, posts))

    return index.look(ask)


def headings_of(
    index: SearchIndex, posts: Iterable[Post], known: Mapping[PostId, Headings]
) -> Mapping[PostId, Headings]:
    """Return the headings of these posts, as far as they are indexed; those `known` are not read again."""
    found: dict[PostId, Headings] = {}
    unknown: list[Post] = []
    for post in posts:
        one = known.get(post.id)
        if one and one.stamp == post.stamp:
            found[post.id] = one
        else:
            unknown.append(post)
    for start in range(0, len(unknown), AT_ONCE):
        found.update(_read(index, unknown[start : start + AT_ONCE]))
    return found


def _read(index: SearchIndex, posts: Iterable[Post]) -> Mapping[PostId, Headings]:
    def ask(indexed: IndexedPosts) -> Mapping[PostId, Headings]:
        texts = ((post, indexed.view.text(post.id)) for post in posts)
        return {
            post.id: Headings(post.stamp, tuple(headings(kept.body, kept.line)))
            for post, kept in texts
            if kept is not None
        }

    return index.look(ask) or {}


def headings(body: str, first: int) -> Iterator[Heading]:
    """Yield the headings of a body that begins at line `first`; what stands in a fenced block is none."""
    if "#" not in body:
        return
    fence = ""
    for number, line in enumerate(body.split("\n"), first):
        mark = FENCE.match(line) if "```" in line or "~~~" in line else None
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence and line.startswith("#") and (found := HEADING.match(line)) and found[2]:
            yield Heading(number, found[2])
