"""What posts can be filtered by besides words: tags, categories, series, years, and what state they are in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from tuireader.catalog.catalog import by_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.remembered import Remembered

Kind = Literal["tag", "category", "series", "year", "state"]
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


def counted(posts: Sequence[Post], remembered: Remembered) -> dict[Facet, int]:
    """Return how many of the posts share each facet: kind by kind, the most used first, years the latest first."""
    tags = Counter(chain.from_iterable(dict.fromkeys(post.tags) for post in posts if post.tags))
    categories = Counter(
        chain.from_iterable(dict.fromkeys(post.categories) for post in posts if post.categories)
    )
    series = Counter(post.series for post in posts if post.series)
    years = Counter(map(year_of, posts))
    return {
        **_facets("tag", _by_use(tags)),
        **_facets("category", _by_use(categories)),
        **_facets("series", _by_use(series)),
        **_facets(
            "year", sorted(years.items(), key=lambda entry: (entry[0] != UNDATED, entry[0]), reverse=True)
        ),
        **_facets("state", _states(posts, remembered)),
    }


def _facets(kind: Kind, counts: Iterable[tuple[str, int]]) -> dict[Facet, int]:
    return {Facet(kind, value): count for value, count in counts}


def _by_use(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=by_use)


def _states(posts: Sequence[Post], remembered: Remembered) -> list[tuple[str, int]]:
    ids = [post.id for post in posts]
    read, starred = remembered.read, remembered.starred
    unread = len(ids) - sum(one in read for one in ids) if read else len(ids)
    stars = sum(one in starred for one in ids) if starred else 0
    counts = [(UNREAD, unread), (STARRED, stars), (DRAFTS, sum(post.draft for post in posts))]
    return [(state, count) for state, count in counts if count]
