"""The sort orders of posts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, get_args
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuireader.archive.post import Post, PostId

Sort = Literal["date", "title", "words", "modified"]
SORTS: tuple[Sort, ...] = get_args(Sort)

DateKey = tuple[int, int, "PostId"]
"""(0 dated or 1 undated, microseconds before 1970, id): newest first, undated last, then by id."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def date_key(post: Post) -> DateKey:
    """The post's place in date order."""
    return (1, 0, post.id) if post.date is None else (0, -((post.date - EPOCH) // MICROSECOND), post.id)


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


def newest_published(posts: Iterable[Post]) -> Post | None:
    """The first of `posts`, which are in date order, that is no draft, not hidden and not in the future."""
    return next((post for post in posts if post.is_published), None)
