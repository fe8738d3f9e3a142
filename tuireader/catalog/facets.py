"""What posts can be filtered by besides words: tags, categories, series, years, and what state they are in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, get_args

from tuireader.catalog.catalog import by_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.remembered import Remembered

Kind = Literal["tag", "category", "series", "year", "state"]
KINDS: tuple[Kind, ...] = get_args(Kind)
UNREAD, STARRED, DRAFTS = "unread", "starred", "drafts"
STATES = (UNREAD, STARRED, DRAFTS)
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that posts share: a tag, a category, a series, a year (`2024` or `undated`), or a state."""

    kind: Kind
    value: str


def year_of(post: Post) -> str:
    """Return the post's year by its own clock."""
    return str(post.date.year) if post.date else UNDATED


def counted(kind: Kind, posts: Sequence[Post], remembered: Remembered) -> dict[Facet, int]:
    """Return how many of the posts share each facet of a kind: the most used first, years the latest first."""
    match kind:
        case "tag":
            counts = _by_use(chain.from_iterable(dict.fromkeys(post.tags) for post in posts if post.tags))
        case "category":
            listed = (dict.fromkeys(post.categories) for post in posts if post.categories)
            counts = _by_use(chain.from_iterable(listed))
        case "series":
            counts = _by_use(post.series for post in posts if post.series)
        case "year":
            years = Counter(map(year_of, posts))
            counts = sorted(years.items(), key=lambda entry: (entry[0] != UNDATED, entry[0]), reverse=True)
        case _:
            counts = _states(posts, remembered)
    return {Facet(kind, value): count for value, count in counts}


def _by_use(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=by_use)


def _states(posts: Sequence[Post], remembered: Remembered) -> list[tuple[str, int]]:
    ids = [post.id for post in posts]
    read, starred = remembered.read, remembered.starred
    unread = len(ids) - sum(one in read for one in ids) if read else len(ids)
    stars = sum(one in starred for one in ids) if starred else 0
    counts = [(UNREAD, unread), (STARRED, stars), (DRAFTS, sum(post.draft for post in posts))]
    return [(state, count) for state, count in counts if count]
