"""A query, the catalog and one moment of the index → results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.query_terms import All, InText, reads_text
from tuireader.catalog.query_words import PART
from tuireader.catalog.search.match import Match, Results
from tuireader.catalog.search.ranking import expression_of, ranked, wanted_words
from tuireader.catalog.search.selecting import narrowed, select
from tuireader.catalog.search.snippets import hits_in, snippet_of
from tuireader.catalog.search.tokens import folded, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.query_words import Words
    from tuireader.catalog.search.view import View

    Stop = Callable[[], bool]

MANY = 4_000
"""Words that are in more posts than this tell little of one post's body, and much time goes by."""


class IndexedPosts:
    """The catalog's posts and what the index knows of their texts, which is asked for only once.

    `owed` are posts whose text is not indexed as it is in the catalog. When `stop` says so, no more texts are read.
    """

    def __init__(
        self, posts: Mapping[PostId, Post], owed: AbstractSet[PostId], view: View, stop: Stop
    ) -> None:
        self.posts = posts
        self.owed = owed
        self.view = view
        self.stop = stop
        self._found: dict[tuple[Words, str], AbstractSet[PostId] | None] = {}

    def post(self, post_id: PostId) -> Post:
        """Return the post."""
        return self.posts[post_id]

    def may_have(self, words: Words) -> AbstractSet[PostId] | None:
        """Return the posts in whose text the words are, and perhaps others; None where any may be."""
        return self._lookup(words, "title labels")

    def may_be_titled(self, words: Words) -> AbstractSet[PostId] | None:
        """Return the posts in whose title the words are, and perhaps others; None where any may be."""
        found = self._lookup(words, "title")
        return None if found is None else found | self.owed

    def _lookup(self, words: Words, columns: str) -> AbstractSet[PostId] | None:
        if (words, columns) not in self._found:
            expression = lookup(words).expression
            found = None if expression is None else self.view.containing(expression, columns)
            self._found[words, columns] = found
        return self._found[words, columns]

    def sure(self, words: Words) -> bool:
        """Return whether `may_have` gives no others."""
        return lookup(words).exact

    def has(self, post_id: PostId, words: Words) -> bool:
        """Return whether the words are in the post's text, which is read."""
        kept = None if self.stop() else self.view.text(post_id)
        return kept is not None and words.found_in(folded(f"{kept.head}{PART}{kept.body}"))


def answer(condition: Condition, order: Sequence[Post], posts: IndexedPosts, limit: int | None) -> Results:
    """Return the first posts that the condition holds for, of those that are not still to be indexed.

    `order` are all posts, newest first. Those that are only likely to have the words are read one after the other,
    best first, until there are enough.
    """
    among = set(posts.posts)
    if reads_text(condition):
        among -= posts.owed
    now, later = parted(condition, posts)
    likely = narrowed(condition, among, posts)
    found = select(now, likely, posts)
    fits = _fits(condition, posts.view, few=len(likely) <= MANY) if found else {}
    chosen: list[tuple[float, Post]] = []
    total = 0
    for score, post in ranked(found, fits, order):
        if later and total == limit:
            break
        if all(posts.has(post.id, words) for words in later):
            total += 1
            if limit is None or total <= limit:
                chosen.append((score, post))
    else:
        limit = None
    wanted = wanted_words(condition)
    matches = tuple(_match(post, score, wanted, posts.view) for score, post in chosen)
    return Results(matches, total, counted=limit is None, complete=not posts.owed)


def parted(condition: Condition, posts: IndexedPosts) -> tuple[Condition, Sequence[Words]]:
    """Return what can be answered for all posts at once, and the words that each post must be read for."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    later = [part for part in parts if isinstance(part, InText) and not posts.sure(part.words)]
    now = tuple(part for part in parts if part not in later)
    return All(now), [part.words for part in later]


def _fits(condition: Condition, view: View, *, few: bool) -> Mapping[PostId, float]:
    each = [lookup(words).expression for words in wanted_words(condition)]
    anywhere = " OR ".join(f"({one})" for one in each if one)
    if not anywhere:
        return {}
    return view.fits(anywhere, expression_of(condition) if few else None)


def _match(post: Post, score: float, wanted: Sequence[Words], view: View) -> Match:
    kept = view.text(post.id)
    snippet = snippet_of(kept.body if kept else "", kept.line if kept else 1, wanted)
    return Match(
        post.id,
        post.title,
        snippet.line,
        snippet.text,
        round(score, 4),
        snippet.hits,
        hits_in(post.title, wanted),
    )
