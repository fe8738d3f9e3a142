"""The posts of an archive as an immutable, in-memory model that can be asked."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from tuireader.catalog.index import edited, reindexed
from tuireader.catalog.order import date_key, folded, sorted_posts
from tuireader.catalog.paths import path_entries, path_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.order import DateKey, Sort

TagMode = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class CatalogChange:
    """What one `apply` altered, each in the order of the ids; false when nothing did."""

    added: tuple[PostId, ...] = ()
    updated: tuple[PostId, ...] = ()
    removed: tuple[PostId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    def __contains__(self, post_id: object) -> bool:
        return post_id in self.added or post_id in self.updated or post_id in self.removed


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """All posts, by id, address, tag, year and date; equal to another that holds equal posts.

    Build one with `Catalog.empty().apply(posts)`. Iterating gives the posts in date order, newest first.
    """

    _posts: Mapping[PostId, Post]
    _paths: Mapping[str, tuple[tuple[int, PostId], ...]]
    _tags: Mapping[str, tuple[PostId, ...]]
    _dates: tuple[DateKey, ...]

    @classmethod
    def empty(cls) -> Catalog:
        """Return a catalog without posts."""
        return cls({}, {}, {}, ())

    def apply(self, changed: Iterable[Post], removed: Iterable[PostId] = ()) -> tuple[Catalog, CatalogChange]:
        """Return the catalog with `changed` posts in and `removed` ones out, and what that altered.

        Of several posts with one id the last counts; an id that is both changed and removed stays, because
        a post that could be read exists. The cost follows what is touched, but for one shallow copy.
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
        posts = dict(self._posts)
        posts.update(new)
        for post_id in out:
            del posts[post_id]
        return Catalog(
            posts,
            reindexed(self._paths, _entries_by_path(old), _entries_by_path(new.values())),
            reindexed(self._tags, _entries_by_tag(old), _entries_by_tag(new.values())),
            edited(self._dates, [date_key(post) for post in old], [date_key(post) for post in new.values()]),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalog) and self._posts == other._posts

    __hash__ = None  # type: ignore[assignment]  # holds as many posts as an archive does: never a key

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Post]:
        return (self._posts[key[2]] for key in self._dates)

    def __contains__(self, post_id: object) -> bool:
        return post_id in self._posts

    def get(self, post_id: PostId) -> Post | None:
        """Return the post with that id, or None."""
        return self._posts.get(post_id)

    def by_permalink(self, path: str) -> Post | None:
        """Return the post at that path of the site, however it is spelt, or that had it as an alias.

        `path` is without the site's `baseurl`. Where several posts claim one path, a permalink goes before
        an alias, then the first id counts.
        """
        entries = self._paths.get(path_key(path))
        return None if entries is None else self._posts[entries[0][1]]

    def tags(self) -> Mapping[str, int]:
        """Return how many posts bear each tag, the most used first, then by name."""
        counts = ((tag, len(ids)) for tag, ids in self._tags.items())
        return MappingProxyType(dict(sorted(counts, key=by_use)))

    def tagged(self, tags: Iterable[str], mode: TagMode = "all") -> tuple[Post, ...]:
        """Return the posts that bear all (or any) of the tags, in date order; no tags select every post."""
        groups = [set(self._tags.get(tag, ())) for tag in tags]
        if not groups:
            return tuple(self)
        chosen = set.intersection(*groups) if mode == "all" else groups[0].union(*groups)
        return tuple(self._posts[key[2]] for key in self._dates if key[2] in chosen)

    def years(self) -> Mapping[int | None, int]:
        """Return how many posts each year has, the latest first; the undated ones last, under None."""
        counts: dict[int | None, int] = {}
        for post in self:
            year = None if post.date is None else post.date.year
            counts[year] = counts.get(year, 0) + 1
        undated = counts.pop(None, 0)
        ordered: dict[int | None, int] = {
            year: counts[year] for year in sorted((year for year in counts if year is not None), reverse=True)
        }
        return MappingProxyType({**ordered, None: undated} if undated else ordered)

    def in_year(self, year: int | None) -> tuple[Post, ...]:
        """Return the posts of a year by their own clocks (None: the undated ones), newest first."""
        return tuple(post for post in self if (None if post.date is None else post.date.year) == year)

    def ordered(self, sort: Sort = "date", *, reverse: bool = False) -> tuple[Post, ...]:
        """Return every post in that order; see `sorted_posts`."""
        if sort == "date" and not reverse:
            return tuple(self)
        return sorted_posts(self._posts.values(), sort, reverse=reverse)

    def older(self, post_id: PostId) -> Post | None:
        """Return the next post in date order, or None after the last one and for an unknown id."""
        return self._beside(post_id, 1)

    def newer(self, post_id: PostId) -> Post | None:
        """Return the post before in date order, or None before the first one and for an unknown id."""
        return self._beside(post_id, -1)

    def _beside(self, post_id: PostId, step: int) -> Post | None:
        post = self._posts.get(post_id)
        if post is None:
            return None
        at = bisect_left(self._dates, date_key(post)) + step
        return self._posts[self._dates[at][2]] if 0 <= at < len(self._dates) else None


def by_use(entry: tuple[str, int]) -> tuple[int, str, str]:
    """Return the sort key of a (tag, count): the most used first, then by name without case."""
    tag, count = entry
    return -count, folded(tag), tag


def _entries_by_tag(posts: Iterable[Post]) -> Iterator[tuple[str, PostId]]:
    return ((tag, post.id) for post in posts for tag in post.tags)


def _entries_by_path(posts: Iterable[Post]) -> Iterator[tuple[str, tuple[int, PostId]]]:
    return (entry for post in posts for entry in path_entries(post))
