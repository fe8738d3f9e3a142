"""Sorted, immutable indexes that are changed by copying what is touched and sharing the rest."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from _typeshed import SupportsRichComparison

K = TypeVar("K")
V = TypeVar("V", bound="SupportsRichComparison")

# Up to here, single insertions cost less than one pass over everything and a sort.
FEW = 16


def edited(values: tuple[V, ...], gone: Collection[V], new: Collection[V]) -> tuple[V, ...]:
    """Return the sorted distinct `values` without `gone` and with `new`, sorted and distinct."""
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
    """Return `index` without the entries `gone` and with `new`; a key with nothing left goes too."""
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
