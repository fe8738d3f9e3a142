"""The order of what was found: titles, headings and tags before the body, then what is newer."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from tuireader.catalog.query_terms import All, Either, InName, InText
from tuireader.catalog.search.tokens import lookup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.query_words import Words

FRESH = 0.3
"""How much more the newest post is worth than the oldest, where both fit as well."""


def ranked(
    found: Collection[PostId], fits: Mapping[PostId, float], order: Sequence[Post]
) -> list[tuple[float, Post]]:
    """Return the posts found with their scores, the greatest first; those that are equal in their `order`."""
    step = FRESH / max(len(order), 1)
    fitting: list[tuple[float, Post]] = []
    others: list[tuple[float, Post]] = []
    for place, post in enumerate(order):
        if post.id not in found:
            continue
        if fit := fits.get(post.id):
            fitting.append((fit * (1 + FRESH - step * place), post))
        else:
            others.append((0.0, post))
    fitting.sort(key=itemgetter(0), reverse=True)
    return fitting + others


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
