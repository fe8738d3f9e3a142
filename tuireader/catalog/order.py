"""The sort orders of posts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, get_args, overload
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.table import PostTable

Sort = Literal["date", "title", "words", "modified"]
SORTS: tuple[Sort, ...] = get_args(Sort)

DateKey = tuple[int, int, "PostId", int | None]
"""(0 dated or 1 undated, microseconds before 1970, id, year): newest first, undated last, then by id.

The year is that of the post's own clock, None without a date.
"""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def date_key(post: Post) -> DateKey:
    """The post's place in date order."""
    if post.date is None:
        return (1, 0, post.id, None)
    return (0, -((post.date - EPOCH) // MICROSECOND), post.id, post.date.year)


def folded(text: str) -> str:
    """`text` without case and accents, for comparing names."""
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not combining(character))


def _modified(post: Post) -> int | None:
    return None if post.modified is None else -((post.modified - EPOCH) // MICROSECOND)


KEYS: dict[Sort, Callable[[Post], str | int | None]] = {
    "title": lambda post: folded(post.title),
    "words": lambda post: -post.words,
    "modified": _modified,
    "date": lambda post: None if post.date is None else date_key(post)[1],
}


def sorted_posts(posts: Iterable[Post], sort: Sort, *, reverse: bool = False) -> tuple[Post, ...]:
    """The posts in order: newest, longest or alphabetically first, or reversed.

    Posts without the value (undated) come last in both directions; equal ones stay in the order of ids.
    """
    key = KEYS[sort]
    keyed = [(key(post), post.id, post) for post in posts]
    keyed.sort(key=itemgetter(1))
    present = [entry for entry in keyed if entry[0] is not None]
    present.sort(key=itemgetter(0), reverse=reverse)
    return (*(entry[2] for entry in present), *(entry[2] for entry in keyed if entry[0] is None))


class PostsByDate(Sequence["Post"]):
    """Posts in date order, read when they are looked at."""

    __slots__ = ("_keys", "_posts")

    def __init__(self, keys: tuple[DateKey, ...], posts: PostTable) -> None:
        self._keys = keys
        self._posts = posts

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> Post: ...
    @overload
    def __getitem__(self, index: slice) -> PostsByDate: ...
    def __getitem__(self, index: int | slice) -> Post | PostsByDate:
        if isinstance(index, slice):
            return PostsByDate(self._keys[index], self._posts)
        return self._posts[self._keys[index][2]]

    def __iter__(self) -> Iterator[Post]:
        if not self._posts.is_read:
            return (self._posts[key[2]] for key in self._keys)
        posts = self._posts.posts()
        return (posts[key[2]] for key in self._keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of the lists that it is like

    @property
    def ids(self) -> Iterator[PostId]:
        """The ids of the posts, without reading these."""
        return (key[2] for key in self._keys)

    def place_of(self, post_id: PostId) -> int | None:
        post = self._posts.get(post_id)
        at = len(self._keys) if post is None else bisect_left(self._keys, date_key(post))
        return at if at < len(self._keys) and self._keys[at][2] == post_id else None

    def years(self) -> Iterator[tuple[int | None, int]]:
        """Yield the years of the posts as they follow each other, each with its number of posts."""
        return ((year, sum(1 for _ in keys)) for year, keys in groupby(self._keys, itemgetter(3)))


def newest_published(posts: Iterable[Post]) -> Post | None:
    """The first of `posts`, which are in date order, that is no draft, not hidden and not in the future."""
    return next((post for post in posts if post.is_published), None)
