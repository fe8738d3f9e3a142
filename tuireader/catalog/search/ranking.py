"""The order of what was found: titles, headings and tags before the body, then what is newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.query_terms import All, Either, InName, InText
from tuireader.catalog.search.tokens import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.query_words import Words
    from tuireader.catalog.search.listing import IndexedPosts
    from tuireader.catalog.search.selecting import Places

MANY = 2_500
"""Words that are in more posts than this, or in half of all, tell little of one post, and take long to weigh."""
HEAD = 3.0
"""How much the fit of title, labels and headings weighs, where that of the body weighs 1."""
FRESH = 0.3
"""How much more the newest post is worth than the oldest, where both fit as well."""


def ranked(found: Places, fits: Mapping[int, float], total: int) -> Iterator[tuple[float, int]]:
    """Yield the score and place of each post found, the greatest score first, equal ones in date order.

    `fits` is how well posts fit, by place; `total` counts all posts.
    """
    step = FRESH / max(total, 1)
    fitting = [(fits[one] * (1 + FRESH - step * one), -one) for one in found & fits.keys()]
    fitting.sort(reverse=True)
    yield from ((score, -place) for score, place in fitting)
    yield from ((0.0, place) for place in sorted(found - fits.keys()))


def fits_of(condition: Condition, likely: int, posts: IndexedPosts) -> Mapping[int, float]:
    """Return how well posts fit the words that are asked for, by place; `likely` may have them."""
    listing, view = posts.listing, posts.view
    few = min(MANY, len(listing.order) // 2)
    expressions = (lookup(words).expression for words in wanted_words(condition))
    telling = [one for one in expressions if one and posts.in_heads(one) <= few]
    fits: dict[int, float] = {}
    if telling:
        for row, fit in view.head_fits(" OR ".join(f"({one})" for one in telling)):
            fits[listing.place_of_row[row]] = HEAD * fit
    body = expression_of(condition) if likely <= MANY else None
    for row, fit in view.body_fits(body) if body else ():
        place = listing.place_of_row[row]
        fits[place] = fits.get(place, 0.0) + fit
    return fits


def wanted_words(condition: Condition) -> tuple[Words, ...]:
    """Return the words that a post is to have in its text or title, each once: what is marked as a hit."""
    return tuple(dict.fromkeys(_wanted(condition)))


def _wanted(condition: Condition) -> Iterator[Words]:
    if isinstance(condition, All | Either):
        for part in condition.parts:
            yield from _wanted(part)
    elif isinstance(condition, InText) or (isinstance(condition, InName) and condition.field == "title"):
        yield condition.words


def expression_of(condition: Condition) -> str | None:
    """Return what the index is asked for to learn how well bodies fit; None where there is nothing to ask."""
    if isinstance(condition, InText):
        return lookup(condition.words).expression
    if isinstance(condition, All | Either):
        parts = [part for part in map(expression_of, condition.parts) if part]
        return (" AND " if isinstance(condition, All) else " OR ").join(f"({part})" for part in parts) or None
    return None
