"""Which posts a query asks for: the tree of its conditions, answered with sets."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Protocol, TypeAlias

from tuireader.catalog.query_terms import All, Either, InName, InText, Not, reads_text

if TYPE_CHECKING:
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.query_words import Words

Places: TypeAlias = AbstractSet[int]
"""Posts by their places in date order."""


class Posts(Protocol):
    """What is asked of the posts while a query is answered."""

    def may_have(self, condition: InText | InName) -> Places | None:
        """Return the posts that have the words, and perhaps others; None where any may have them."""
        ...

    def sure(self, condition: InText) -> bool:
        """Return whether `may_have` gives no others."""
        ...

    def has(self, place: int, words: Words) -> bool:
        """Return whether the words are in the post's text, which is read."""
        ...

    def held(self, condition: Condition, among: Places) -> Places:
        """Return those of the posts for which a condition holds that needs no text and no index."""
        ...


def select(condition: Condition, among: Places, posts: Posts) -> Places:
    """Return those of the posts for which the condition holds, exactly as `Condition.holds` has it."""
    if isinstance(condition, All):
        return _all(condition, among, posts)
    if isinstance(condition, Either):
        found: Places = set()
        for part in condition.parts:
            found |= select(part, among - found, posts)
        return found
    if isinstance(condition, Not):
        return among - select(condition.part, among, posts)
    may = narrowed(condition, among, posts)
    if not isinstance(condition, InText):
        return posts.held(condition, may)
    return may if posts.sure(condition) else {one for one in may if posts.has(one, condition.words)}


def narrowed(condition: Condition, among: Places, posts: Posts) -> Places:
    """Return posts among which are all for which the condition holds, as far as the index alone tells."""
    if isinstance(condition, InText | InName):
        may = posts.may_have(condition)
        return among if may is None else among & may
    if isinstance(condition, All):
        for part in condition.parts:
            among = narrowed(part, among, posts)
    elif isinstance(condition, Either):
        found: Places = set()
        for part in condition.parts:
            found |= narrowed(part, among, posts)
        return found
    return among


def _all(condition: All, among: Places, posts: Posts) -> Places:
    # What the index alone tells comes first, what needs a text read last.
    among = narrowed(condition, among, posts)
    for part in sorted(condition.parts, key=lambda part: _cost(part, posts)):
        if not (isinstance(part, InText) and posts.sure(part)):
            among = select(part, among, posts)
    return among


def _cost(condition: Condition, posts: Posts) -> int:
    if isinstance(condition, InText):
        return 0 if posts.sure(condition) else 3
    return 2 if reads_text(condition) else 1
