"""The posts of an archive as an immutable, in-memory model."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from tuireader.catalog.links.paths import path_key
from tuireader.catalog.lookups import UNDATED, Kind, Lookups, edited, shared_by
from tuireader.catalog.order import PostsByDate, date_key, folded
from tuireader.catalog.table import PostTable
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.order import DateKey, Sort

TagMode = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class CatalogChange:
    """The changes of one `apply`, each in the order of ids; false without any."""

    added: tuple[PostId, ...] = ()
    updated: tuple[PostId, ...] = ()
    removed: tuple[PostId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    def __contains__(self, post_id: object) -> bool:
        return post_id in self.added or post_id in self.updated or post_id in self.removed


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """All posts by id, address, tag, year and date; equal to another with equal posts.

    Build one with `Catalog.empty().apply(posts)`. Iteration yields the posts in date order, newest first.
    """

    _posts: PostTable
    _lookups: Lookups
    _dates: tuple[DateKey, ...]

    @classmethod
    def empty(cls) -> Catalog:
        return cls.of(PostTable({}), ())

    @classmethod
    def of(cls, posts: PostTable, dates: Iterable[DateKey]) -> Catalog:
        """The catalog of posts whose places in date order are known, in any order."""
        return cls(posts, Lookups(posts), tuple(sorted(dates)))

    @property
    def is_read(self) -> bool:
        """Whether all posts are read; until then, only their order is known without waiting."""
        return self._posts.is_read

    def read(self) -> None:
        """Read all posts that are not read yet, and count what they share; any thread may do that."""
        _ = self.counts

    @property
    def counts(self) -> Mapping[tuple[Kind, str], int]:
        """The number of posts with each property of a kind; it may be 0."""
        return self._lookups.counts

    def apply(self, changed: Iterable[Post], removed: Iterable[PostId] = ()) -> tuple[Catalog, CatalogChange]:
        """The catalog with `changed` posts added and `removed` ones dropped, and the difference.

        Of several posts with one id the last counts; an id both changed and removed stays, because its post could be
        read. The cost depends on the number of these posts, plus one shallow copy.
        """
        latest = {post.id: post for post in changed}
        out = {post_id for post_id in removed if post_id in self._posts and post_id not in latest}
        new = {post_id: post for post_id, post in latest.items() if self._posts.get(post_id) != post}
        change = CatalogChange(
            added=tuple(sorted(new.keys() - self._posts.keys())),
            updated=tuple(sorted(new.keys() & self._posts.keys())),
            removed=tuple(sorted(out)),
        )
        return (self._with(new, out), change) if change else (self, change)

    def _with(self, new: Mapping[PostId, Post], out: Collection[PostId]) -> Catalog:
        old = [self._posts[post_id] for post_id in (*out, *(key for key in new if key in self._posts))]
        posts = self._posts.changed(new, out)
        dates = edited(
            self._dates, [date_key(post) for post in old], [date_key(post) for post in new.values()]
        )
        if len(dates) != len(posts):
            # The place of a post was kept before its time zone got other rules.
            dates = tuple(sorted(map(date_key, posts.posts().values())))
        return Catalog(posts, self._lookups.changed(posts, old, new.values()), dates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalog) and self._posts == other._posts

    __hash__ = None  # type: ignore[assignment]  # holds as many posts as an archive does: never a key

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Post]:
        return iter(self.ordered())

    def __contains__(self, post_id: object) -> bool:
        return post_id in self._posts

    @property
    def ids(self) -> Iterator[PostId]:
        """The ids of the posts in date order, without reading these."""
        return (key[2] for key in self._dates)

    def get(self, post_id: PostId) -> Post | None:
        return self._posts.get(post_id)

    def by_permalink(self, path: str) -> Post | None:
        """The post with this path on the site as its permalink or alias, in any spelling.

        `path` is without the site's `baseurl`. If several posts claim a path, a permalink goes before an alias, a
        published post before others, then the first id counts.
        """
        entries = self._lookups.paths.get(path_key(path))
        return None if entries is None else self._posts[entries[0][1]]

    def tags(self) -> Mapping[str, int]:
        """The number of posts with each tag, the most used first, then by name."""
        counts = ((tag, len(ids)) for tag, ids in self._lookups.tags.items())
        return MappingProxyType(dict(sorted(counts, key=by_use)))

    def tagged(self, tags: Iterable[str], mode: TagMode = "all") -> tuple[Post, ...]:
        """The posts with all (or any) of the tags, in date order; all posts without tags."""
        by_tag = self._lookups.tags
        groups = [set(by_tag.get(tag, ())) for tag in tags]
        if not groups:
            return tuple(self)
        posts = self._posts.posts()
        chosen = set.intersection(*groups) if mode == "all" else groups[0].union(*groups)
        return tuple(posts[key[2]] for key in self._dates if key[2] in chosen)

    def years(self) -> Mapping[int | None, int]:
        """The number of posts of each year, the latest first; undated ones last, under None."""
        counts = Counter(key[3] for key in self._dates)
        dated = {
            year: counts[year] for year in sorted((one for one in counts if one is not None), reverse=True)
        }
        undated = {None: counts[None]} if None in counts else {}
        return MappingProxyType({**dated, **undated})

    def ordered(self, sort: Sort = "date", *, reverse: bool = False) -> Sequence[Post]:
        """The posts in that order; see `sorted_posts`. Those in date order are read when they are looked at."""
        if sort == "date" and not reverse:
            return PostsByDate(self._dates, self._posts)
        return self._lookups.ordered(sort, reverse=reverse)


def by_use(entry: tuple[str, int]) -> tuple[int, str, str]:
    """The sort key of a (tag, count): the most used first, then by name without case."""
    tag, count = entry
    return -count, folded(tag), tag


KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Facet:
    """A property shared by posts: a tag, a category, a series, a year (`2024` or `undated`), or a state."""

    kind: Kind
    value: str


def counted(posts: Iterable[Post], kinds: Collection[Kind] = KINDS) -> Counter[tuple[Kind, str]]:
    """The number of posts with each property of these kinds."""
    shared = chain.from_iterable(map(shared_by, posts))
    return Counter(one for one in shared if one[0] in kinds)


def in_order(counts: Mapping[tuple[Kind, str], int], kind: Kind) -> dict[Facet, int]:
    """The facets of a kind with their numbers of posts: the most used first, years the latest first."""
    found = [(value, count) for (of, value), count in counts.items() if of == kind and count]
    if kind == "year":
        found.sort(key=lambda entry: (entry[0] != UNDATED, entry[0]), reverse=True)
    else:
        found.sort(key=by_use)
    return {Facet(kind, value): count for value, count in found}
