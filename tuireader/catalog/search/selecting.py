"""Which posts a query asks for: the tree of its conditions, answered with sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tuireader.catalog.query_terms import (
    All,
    Either,
    InName,
    InText,
    Labelled,
    Not,
    Subject,
    reads_text,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.query_words import Words


class Posts(Protocol):
    """What is asked of the posts while a query is answered."""

    def post(self, post_id: PostId) -> Post:
        """Return the post."""
        ...

    def may_have(self, words: Words) -> AbstractSet[PostId] | None:
        """Return the posts in whose text the words are, and perhaps others; None where any may be."""
        ...

    def may_be_titled(self, words: Words) -> AbstractSet[PostId] | None:
        """Return the posts in whose title the words are, and perhaps others; None where any may be."""
        ...

    def sure(self, words: Words) -> bool:
        """Return whether `may_have` gives no others."""
        ...

    def has(self, post_id: PostId, words: Words) -> bool:
        """Return whether the words are in the post's text, which is read."""
        ...


def select(condition: Condition, among: set[PostId], posts: Posts) -> set[PostId]:
    """Return those of the posts for which the condition holds, exactly as `Condition.holds` has it."""
    if isinstance(condition, All):
        return _all(condition, among, posts)
    if isinstance(condition, Either):
        found: set[PostId] = set()
        for part in condition.parts:
            found |= select(part, among - found, posts)
        return found
    if isinstance(condition, Not):
        return among - select(condition.part, among, posts)
    if isinstance(condition, InText):
        may = narrowed(condition, among, posts)
        return may if posts.sure(condition.words) else {one for one in may if posts.has(one, condition.words)}
    if isinstance(condition, Labelled):
        return _labelled(condition, among, posts)
    among = narrowed(condition, among, posts)
    return {one for one in among if condition.holds(Subject(posts.post(one), str))}


def narrowed(condition: Condition, among: set[PostId], posts: Posts) -> set[PostId]:
    """Return posts among which are all for which the condition holds; no text is read."""
    if isinstance(condition, InText | InName):
        may = posts.may_have(condition.words) if isinstance(condition, InText) else _titled(condition, posts)
        return among if may is None else among & may
    if isinstance(condition, All):
        for part in condition.parts:
            among = narrowed(part, among, posts)
    elif isinstance(condition, Either):
        return set().union(*(narrowed(part, among, posts) for part in condition.parts))
    return among


def _all(condition: All, among: set[PostId], posts: Posts) -> set[PostId]:
    # What the index alone tells comes first, what needs a text read last.
    among = narrowed(condition, among, posts)
    for part in sorted(condition.parts, key=lambda part: _cost(part, posts)):
        among = select(part, among, posts)
    return among


def _cost(condition: Condition, posts: Posts) -> int:
    if isinstance(condition, InText):
        return 0 if posts.sure(condition.words) else 3
    return 2 if reads_text(condition) else 1


def _titled(condition: InName, posts: Posts) -> AbstractSet[PostId] | None:
    return posts.may_be_titled(condition.words) if condition.field == "title" else None


def _labelled(condition: Labelled, among: set[PostId], posts: Posts) -> set[PostId]:
    """Return the posts that bear such a label; each label is looked at once."""
    meant: dict[str, bool] = {}
    found: set[PostId] = set()
    for post_id in among:
        for label in condition.labels_of(posts.post(post_id)):
            if label not in meant:
                meant[label] = condition.is_meant(label)
            if meant[label]:
                found.add(post_id)
    return found
