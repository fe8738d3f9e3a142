"""The posts of an index: listed by date, and selected by the conditions of a query."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from tuireader.catalog.query.terms import All, Either, InName, InText, Labelled, Not, Subject, reads_text
from tuireader.catalog.query.words import PART
from tuireader.catalog.search.text import folded, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.query.terms import Condition
    from tuireader.catalog.query.words import Words
    from tuireader.catalog.search.store import StoredView

    Stop = Callable[[], bool]

REMEMBERED = 32
"""Most answers to keep: during typing, all words but the last stay the same."""


class Listing:
    """The posts of one catalog at one state of the index, with earlier answers."""

    def __init__(self, catalog: Catalog, state: object, view: StoredView) -> None:
        self.catalog = catalog
        self.state = state
        self.order: Sequence[Post] = tuple(catalog)
        self.places = {post.id: place for place, post in enumerate(self.order)}
        self.everything: Places = frozenset(range(len(self.order)))
        self.place_of_row = {row: self.places.get(post_id, -1) for row, post_id in view.ids.items()}
        self._answers: dict[object, Places | None] = {}

    def found(self, rows: Iterable[tuple[int]]) -> Places:
        """The places of the posts in these rows that are in the catalog."""
        return set(map(self.place_of_row.__getitem__, chain.from_iterable(rows))) - {-1}

    def remembered(self, about: object, ask: Callable[[], Places | None]) -> Places | None:
        """The answer of `ask`, or a recent one to the same question."""
        if about not in self._answers:
            while len(self._answers) >= REMEMBERED:
                del self._answers[next(iter(self._answers))]
            self._answers[about] = ask()
        return self._answers[about]


class IndexedPosts:
    """The posts of a listing during a query.

    `pending` are posts whose text is not indexed in its state in the catalog. Once `stop` returns true, no more texts
    are read.
    """

    def __init__(self, listing: Listing, pending: Iterable[PostId], view: StoredView, stop: Stop) -> None:
        self.listing = listing
        self.pending: Places = {listing.places[post_id] for post_id in pending if post_id in listing.places}
        self.view = view
        self._stop = stop

    def may_have(self, condition: InText | InName) -> Places | None:
        """The posts with the words, and perhaps others; None if any may have them."""
        expression = lookup(condition.words).expression
        if expression is None:
            return None
        if isinstance(condition, InText):
            return self._heads(expression, "title labels") | self._bodies(expression)
        return self._heads(expression, "title") | self.pending if condition.field == "title" else None

    def _bodies(self, expression: str) -> Places:
        rows = self.view.in_body
        return (
            self.listing.remembered(expression, lambda: self.listing.found(rows(expression))) or frozenset()
        )

    def _heads(self, expression: str, columns: str) -> Places:
        rows = self.view.in_head
        found = self.listing.remembered(
            (expression, columns), lambda: self.listing.found(rows(expression, columns))
        )
        return found or frozenset()

    def in_heads(self, expression: str) -> int:
        """The number of posts with the words in their titles, tags or categories."""
        return len(self._heads(expression, "title labels"))

    def sure(self, condition: InText) -> bool:
        """Whether `may_have` gives no others."""
        return lookup(condition.words).exact

    def has(self, place: int, words: Words) -> bool:
        """Whether the words are in the post's text, which is read."""
        kept = None if self._stop() else self.view.text(self.listing.order[place].id)
        return kept is not None and words.found_in(folded(f"{kept.head}{PART}{kept.body}"))

    def held(self, condition: Condition, among: Places) -> Places:
        """Those posts for which a condition holds that needs neither text nor index."""
        order = self.listing.order
        if 2 * len(among) > len(order):
            held = self.listing.remembered(
                condition, lambda: _held(condition, self.listing.everything, order)
            )
            return among & (held or frozenset())
        return _held(condition, among, order)


def _held(condition: Condition, among: Places, order: Sequence[Post]) -> Places:
    if isinstance(condition, Labelled):
        return _labelled(condition, among, order)
    return {one for one in among if condition.holds(Subject(order[one], str))}


def _labelled(condition: Labelled, among: Places, order: Sequence[Post]) -> Places:
    """The posts with such a label; each label is tested once."""
    meant: dict[str, bool] = {}
    found: set[int] = set()
    for place in among:
        for label in condition.labels_of(order[place]):
            if label not in meant:
                meant[label] = condition.is_meant(label)
            if meant[label]:
                found.add(place)
    return found


Places: TypeAlias = AbstractSet[int]
"""Posts by their places in date order."""


def select(condition: Condition, among: Places, posts: IndexedPosts) -> Places:
    """Those posts for which the condition holds, exactly as with `Condition.holds`."""
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


def narrowed(condition: Condition, among: Places, posts: IndexedPosts) -> Places:
    """Posts including all those for which the condition holds, by the index alone."""
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


def _all(condition: All, among: Places, posts: IndexedPosts) -> Places:
    # Conditions answered by the index come first, those that read a text last.
    among = narrowed(condition, among, posts)
    for part in sorted(condition.parts, key=lambda part: _cost(part, posts)):
        if not (isinstance(part, InText) and posts.sure(part)):
            among = select(part, among, posts)
    return among


def _cost(condition: Condition, posts: IndexedPosts) -> int:
    if isinstance(condition, InText):
        return 0 if posts.sure(condition) else 3
    return 2 if reads_text(condition) else 1
