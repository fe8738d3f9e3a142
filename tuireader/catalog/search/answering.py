"""A query and the posts of an index → results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.query_terms import All, InText, reads_text
from tuireader.catalog.search.match import Match, Results
from tuireader.catalog.search.ranking import fits_of, ranked, wanted_words
from tuireader.catalog.search.selecting import narrowed, select
from tuireader.catalog.search.snippets import hits_in, snippet_of
from tuireader.catalog.search.tokens import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.query_words import Words
    from tuireader.catalog.search.listing import IndexedPosts
    from tuireader.catalog.search.view import View


def answer(condition: Condition, posts: IndexedPosts, limit: int | None) -> Results:
    """Return the first posts that the condition holds for, of those that are not still to be indexed.

    Posts that are only likely to have the words are read one after the other, best first, until there are enough.
    """
    listing = posts.listing
    among = listing.everything - posts.owed if reads_text(condition) else listing.everything
    now, later = parted(condition, posts)
    likely = narrowed(condition, among, posts)
    found = select(now, likely, posts)
    fits = fits_of(condition, len(likely), posts) if found else {}
    order = ranked(found, fits, len(listing.order))
    chosen, counted = _first(order, later, posts, limit)
    total = len(chosen) if later else len(found)
    wanted = [(one, one.whole if one.unfinished else one) for one in wanted_words(condition)]
    matches = tuple(_match(listing.order[place], score, wanted, posts.view) for score, place in chosen)
    return Results(matches, total, counted or not later, complete=not posts.owed)


def parted(condition: Condition, posts: IndexedPosts) -> tuple[Condition, Sequence[Words]]:
    """Return what can be answered for all posts at once, and the words that each post must be read for."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    later = [part for part in parts if isinstance(part, InText) and not posts.sure(part)]
    now = tuple(part for part in parts if part not in later)
    return All(now), [part.words for part in later]


def _first(
    order: Iterable[tuple[float, int]], later: Sequence[Words], posts: IndexedPosts, limit: int | None
) -> tuple[Sequence[tuple[float, int]], bool]:
    """Return the first of the posts that have these words too, and whether there are no more."""
    chosen: list[tuple[float, int]] = []
    for score, place in order:
        if len(chosen) == limit:
            return chosen, False
        if all(posts.has(place, words) for words in later):
            chosen.append((score, place))
    return chosen, True


def _match(post: Post, score: float, wanted: Sequence[tuple[Words, Words]], view: View) -> Match:
    kept = view.text(post.id)
    body, line = (kept.body, kept.line) if kept else ("", 1)
    form, title = folded(body), folded(post.title)
    words = tuple(meant(one, whole, title, form) for one, whole in wanted)
    snippet = snippet_of(body, line, words, form)
    titled = hits_in(post.title, words)
    return Match(
        post.id, post.title, snippet.line, snippet.text, round(score, 4), snippet.hits, titled, words
    )


def meant(words: Words, whole: Words, *forms: str) -> Words:
    """Return the words that are marked in a post: the `whole` ones, where it has them."""
    return whole if whole is words or any(map(whole.found_in, forms)) else words
