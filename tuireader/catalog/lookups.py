"""Posts by address and by tag: made when first asked for, and kept in step with changes from then on."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from tuireader.catalog.links.paths import path_entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from _typeshed import SupportsRichComparison

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.table import PostTable

K = TypeVar("K")
V = TypeVar("V", bound="SupportsRichComparison")

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


class Lookups:
    """The lookups of one catalog, whose posts never change. Any thread may ask."""

    __slots__ = ("_paths", "_posts", "_tags")

    def __init__(self, posts: PostTable) -> None:
        self._posts = posts
        self._paths: Mapping[str, tuple[tuple[int, PostId], ...]] | None = None
        self._tags: Mapping[str, tuple[PostId, ...]] | None = None

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

    def changed(self, posts: PostTable, old: Collection[Post], new: Collection[Post]) -> Lookups:
        """The lookups of `posts`, in which `new` posts stand for the `old` ones."""
        other = Lookups(posts)
        if self._paths is not None:
            other._paths = reindexed(self._paths, _entries_by_path(old), _entries_by_path(new))
        if self._tags is not None:
            other._tags = reindexed(self._tags, _entries_by_tag(old), _entries_by_tag(new))
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
