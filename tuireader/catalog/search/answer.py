"""The answer to a query: its posts, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.query.terms import All, Either, InName, InText, reads_text
from tuireader.catalog.search.match import FoundPost, Results
from tuireader.catalog.search.posts import narrowed, select
from tuireader.catalog.search.snippets import hits_in, snippet_of
from tuireader.catalog.search.text import folded, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.query.terms import Condition
    from tuireader.catalog.query.words import Words
    from tuireader.catalog.search.posts import IndexedPosts, Places
    from tuireader.catalog.search.store import StoredView

COMMON_WORD_POSTS = 2_500
"""Words in more posts than this, or in half of all, say little about one post, and take long to weigh."""
HEAD_WEIGHT = 3.0
"""The weight of title, labels and headings, relative to the body's."""
FRESH_BONUS = 0.3
"""Bonus of the newest post over the oldest, if both match equally well."""


def ranked(found: Places, fits: Mapping[int, float], total: int) -> Iterator[tuple[float, int]]:
    """Yield the score and place of each post, the greatest score first, equal ones in date order.

    `fits` are scores of posts by place; `total` counts all posts.
    """
    step = FRESH_BONUS / max(total, 1)
    fitting = [(fits[one] * (1 + FRESH_BONUS - step * one), -one) for one in found & fits.keys()]
    fitting.sort(reverse=True)
    yield from ((score, -place) for score, place in fitting)
    yield from ((0.0, place) for place in sorted(found - fits.keys()))


def fits_of(condition: Condition, likely: int, posts: IndexedPosts) -> Mapping[int, float]:
    """The scores of posts for the words, by place; `likely` may have them."""
    listing, view = posts.listing, posts.view
    few = min(COMMON_WORD_POSTS, len(listing.order) // 2)
    expressions = (lookup(words).expression for words in wanted_words(condition))
    telling = [one for one in expressions if one and posts.in_heads(one) <= few]
    fits: dict[int, float] = {}
    if telling:
        for row, fit in view.head_fits(" OR ".join(f"({one})" for one in telling)):
            fits[listing.place_of_row[row]] = HEAD_WEIGHT * fit
    body = expression_of(condition) if likely <= COMMON_WORD_POSTS else None
    for row, fit in view.body_fits(body) if body else ():
        place = listing.place_of_row[row]
        fits[place] = fits.get(place, 0.0) + fit
    return fits


def wanted_words(condition: Condition) -> tuple[Words, ...]:
    """The words that a post must have in its text or title, each once; they are marked as hits."""
    return tuple(dict.fromkeys(_wanted(condition)))


def _wanted(condition: Condition) -> Iterator[Words]:
    if isinstance(condition, All | Either):
        for part in condition.parts:
            yield from _wanted(part)
    elif isinstance(condition, InText) or (isinstance(condition, InName) and condition.field == "title"):
        yield condition.words


def expression_of(condition: Condition) -> str | None:
    """The index expression that scores bodies; None if there is none."""
    if isinstance(condition, InText):
        return lookup(condition.words).expression
    if isinstance(condition, All | Either):
        parts = [part for part in map(expression_of, condition.parts) if part]
        return (" AND " if isinstance(condition, All) else " OR ").join(f"({part})" for part in parts) or None
    return None


def answer(condition: Condition, posts: IndexedPosts, limit: int | None) -> Results:
    """The first posts for which the condition holds, without those still to be indexed.

    Posts that may have the words are read one by one, best first, until there are enough.
    """
    listing = posts.listing
    among = listing.everything - posts.pending if reads_text(condition) else listing.everything
    now, later = parted(condition, posts)
    likely = narrowed(condition, among, posts)
    found = select(now, likely, posts)
    fits = fits_of(condition, len(likely), posts) if found else {}
    order = ranked(found, fits, len(listing.order))
    chosen, counted = _first(order, later, posts, limit)
    total = len(chosen) if later else len(found)
    wanted = [(one, one.whole if one.unfinished else one) for one in wanted_words(condition)]
    matches = tuple(_match(listing.order[place], score, wanted, posts.view) for score, place in chosen)
    return Results(matches, total, counted or not later, complete=not posts.pending)


def parted(condition: Condition, posts: IndexedPosts) -> tuple[Condition, Sequence[Words]]:
    """The part of a condition that the index answers for all posts, and the words to read each post for."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    later = [part for part in parts if isinstance(part, InText) and not posts.sure(part)]
    now = tuple(part for part in parts if part not in later)
    return All(now), [part.words for part in later]


def _first(
    order: Iterable[tuple[float, int]], later: Sequence[Words], posts: IndexedPosts, limit: int | None
) -> tuple[Sequence[tuple[float, int]], bool]:
    """The first posts with these words too, and whether there are no more."""
    chosen: list[tuple[float, int]] = []
    for score, place in order:
        if len(chosen) == limit:
            return chosen, False
        if all(posts.has(place, words) for words in later):
            chosen.append((score, place))
    return chosen, True


def _match(post: Post, score: float, wanted: Sequence[tuple[Words, Words]], view: StoredView) -> FoundPost:
    kept = view.text(post.id)
    body, line = (kept.body, kept.line) if kept else ("", 1)
    form, title = folded(body), folded(post.title)
    words = tuple(meant(one, whole, title, form) for one, whole in wanted)
    snippet = snippet_of(body, line, words, form)
    titled = hits_in(post.title, words)
    return FoundPost(
        post.id, post.title, snippet.line, snippet.text, round(score, 4), snippet.hits, titled, words
    )


def meant(words: Words, whole: Words, *forms: str) -> Words:
    """The words to mark in a post: the `whole` ones if it has them."""
    return whole if whole is words or any(map(whole.found_in, forms)) else words
