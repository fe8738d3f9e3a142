"""Posts by address and by tag, and their numbers: made when first asked for, then kept in step with changes."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypeVar

from tuireader.catalog.links.paths import path_entries
from tuireader.catalog.order import sorted_posts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from _typeshed import SupportsRichComparison

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.order import Sort
    from tuireader.catalog.table import PostTable

K = TypeVar("K")
V = TypeVar("V", bound="SupportsRichComparison")

Kind = Literal["tag", "category", "series", "year", "state"]
UNREAD, STARRED, DRAFTS = "unread", "starred", "drafts"
STATES = (UNREAD, STARRED, DRAFTS)
UNDATED = "undated"

# Up to this number, single insertions cost less than one pass over everything and a sort.
FEW = 16


def edited(values: tuple[V, ...], gone: Collection[V], new: Collection[V]) -> tuple[V, ...]:
    """The distinct `values`, sorted, without `gone` and with `new`, both sorted and distinct."""
    if len(gone) + len(new) > FEW:
        out = set(gone)
        kept = [value for value in values if value not in out] if out else values
        fresh = [value for value in set(new) if not _holds(kept, value)]
        # Two sorted runs: sorting merges them in one pass.
        return tuple(sorted([*kept, *sorted(fresh)]))
    result = list(values)
    for value in gone:
        at = bisect_left(result, value)
        if at < len(result) and result[at] == value:
            del result[at]
    for value in new:
        if not _holds(result, value):
            insort(result, value)
    return tuple(result)


def _holds(values: Sequence[V], value: V) -> bool:
    at = bisect_left(values, value)
    return at < len(values) and values[at] == value


def reindexed(
    index: Mapping[K, tuple[V, ...]], gone: Iterable[tuple[K, V]], new: Iterable[tuple[K, V]]
) -> dict[K, tuple[V, ...]]:
    """The `index` without the entries `gone` and with `new`; a key without entries is dropped."""
    out: defaultdict[K, list[V]] = defaultdict(list)
    into: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in gone:
        out[key].append(value)
    for key, value in new:
        into[key].append(value)
    result = dict(index)
    for key in {**out, **into}:
        values = edited(result.get(key, ()), out[key], into[key])
        if values:
            result[key] = values
        else:
            result.pop(key, None)
    return result


def year_of(post: Post) -> str:
    """The post's year by its own clock."""
    return str(post.date.year) if post.date else UNDATED


def shared_by(post: Post) -> Iterator[tuple[Kind, str]]:
    """Yield each property of a post that others may have too: its kind and its value."""
    for tag in dict.fromkeys(post.tags):
        yield "tag", tag
    for category in dict.fromkeys(post.categories):
        yield "category", category
    if post.series:
        yield "series", post.series
    if post.draft:
        yield "state", DRAFTS
    yield "year", year_of(post)


class Lookups:
    """The lookups of one catalog, whose posts never change. Any thread may ask."""

    __slots__ = ("_counts", "_orders", "_paths", "_posts", "_tags")

    def __init__(self, posts: PostTable) -> None:
        self._posts = posts
        self._paths: Mapping[str, tuple[tuple[int, PostId], ...]] | None = None
        self._tags: Mapping[str, tuple[PostId, ...]] | None = None
        self._counts: Mapping[tuple[Kind, str], int] | None = None
        self._orders: dict[tuple[Sort, bool], tuple[Post, ...]] = {}

    def ordered(self, sort: Sort, *, reverse: bool) -> tuple[Post, ...]:
        """The posts in that order; see `sorted_posts`."""
        posts = self._orders.get((sort, reverse))
        if posts is None:
            posts = self._orders[sort, reverse] = sorted_posts(
                self._posts.posts().values(), sort, reverse=reverse
            )
        return posts

    @property
    def paths(self) -> Mapping[str, tuple[tuple[int, PostId], ...]]:
        """By the key of an address the ids of its posts, each after its rank, the best first."""
        if self._paths is None:
            self._paths = indexed(_entries_by_path(self._posts.posts().values()))
        return self._paths

    @property
    def tags(self) -> Mapping[str, tuple[PostId, ...]]:
        """By tag the ids of its posts."""
        if self._tags is None:
            self._tags = indexed(_entries_by_tag(self._posts.posts().values()))
        return self._tags

    @property
    def counts(self) -> Mapping[tuple[Kind, str], int]:
        """The number of posts with each property that posts share."""
        if self._counts is None:
            self._counts = Counter(chain.from_iterable(map(shared_by, self._posts.posts().values())))
        return self._counts

    def changed(self, posts: PostTable, old: Collection[Post], new: Collection[Post]) -> Lookups:
        """The lookups of `posts`, in which `new` posts stand for the `old` ones."""
        other = Lookups(posts)
        if self._paths is not None:
            other._paths = reindexed(self._paths, _entries_by_path(old), _entries_by_path(new))
        if self._tags is not None:
            other._tags = reindexed(self._tags, _entries_by_tag(old), _entries_by_tag(new))
        if self._counts is not None:
            counts = Counter(self._counts)
            counts.subtract(chain.from_iterable(map(shared_by, old)))
            counts.update(chain.from_iterable(map(shared_by, new)))
            other._counts = counts
        return other


def indexed(entries: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values by their keys, distinct and sorted."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in entries:
        found[key].append(value)
    return {
        key: tuple(values) if len(values) == 1 else tuple(sorted(set(values)))
        for key, values in found.items()
    }


def _entries_by_tag(posts: Iterable[Post]) -> Iterator[tuple[str, PostId]]:
    return ((tag, post.id) for post in posts for tag in post.tags)


def _entries_by_path(posts: Iterable[Post]) -> Iterator[tuple[str, tuple[int, PostId]]]:
    return (entry for post in posts for entry in path_entries(post))
