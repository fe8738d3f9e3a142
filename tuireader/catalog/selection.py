"""The reader's filter and order over a catalog."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from tuireader.catalog.catalog import KINDS, Facet, counted, in_order
from tuireader.catalog.lookups import DRAFTS, STARRED, STATES, UNREAD, year_of
from tuireader.catalog.order import SORTS, PostsByDate, sorted_posts
from tuireader.catalog.remembered import Remembered
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog, TagMode
    from tuireader.catalog.lookups import Kind
    from tuireader.catalog.order import Sort


@dataclass(frozen=True, slots=True)
class SelectedPosts:
    """The posts of a selection in one catalog.

    `counts` are the numbers of posts with each facet that can be added to the filter; there are none as long as posts
    that need not be read are not. For facets with alternatives, such as years, they are the numbers with that facet
    alone. `total` is the size of the catalog.
    """

    posts: Sequence[Post]
    counts: Mapping[Facet, int]
    total: int
    drafts: int
    filtered: bool

    def states(self, remembered: Remembered) -> dict[Facet, int]:
        """The number of posts in each state."""
        unread = len(self.posts) - _marked(self.posts, remembered.read)
        counts = (UNREAD, unread), (STARRED, _marked(self.posts, remembered.starred)), (DRAFTS, self.drafts)
        return {Facet("state", state): count for state, count in counts if count}

    @property
    def label(self) -> str:
        """`1,204 posts`, or `41 of 1,204 posts` if filtered."""
        noun = "post" if self.total == 1 else "posts"
        of = f"{len(self.posts):,} of " if self.filtered else ""
        return f"{of}{self.total:,} {noun}"


@dataclass(frozen=True, slots=True)
class KnownOfPosts:
    """The marks of posts, and the posts found by the query.

    While the latter is None, every post passes.
    """

    remembered: Remembered = field(default_factory=Remembered)
    found: frozenset[PostId] | None = None

    def renamed(self, names: Mapping[PostId, PostId]) -> KnownOfPosts:
        """The same under new names."""
        found = self.found and frozenset(names.get(post, post) for post in self.found)
        return KnownOfPosts(self.remembered.renamed(names), found) if names else self


NOTHING_KNOWN = KnownOfPosts()


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter and an order, independent of a catalog.

    A listed post has all the `tags` (or any, by `mode`) and none of those in `without`, is in one of the `categories`,
    one of the `series` and one of the `years`, if any are given, in all of the `states`, and is found by the `query`.
    """

    tags: tuple[str, ...] = ()
    mode: TagMode = "all"
    without: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    query: str = ""
    sort: Sort = "date"
    reverse: bool = False

    @property
    def filters(self) -> bool:
        """Whether any post may be left out."""
        return self != self.cleared()

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The wanted facets, in the order in which they were chosen, kind by kind."""
        return (
            *(Facet("tag", one) for one in self.tags),
            *(Facet("category", one) for one in self.categories),
            *(Facet("series", one) for one in self.series),
            *(Facet("year", one) for one in self.years),
            *(Facet("state", one) for one in self.states),
        )

    @property
    def excluded(self) -> tuple[Facet, ...]:
        return tuple(Facet("tag", one) for one in self.without)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The parts of the filter, each with its joint to the one before."""
        tags = " + " if self.mode == "all" else " or "
        groups = (
            (tags, [f"#{tag}" for tag in self.tags]),
            (" ", [f"−#{tag}" for tag in self.without]),
            (" or ", self.categories),
            (" or ", self.series),
            (" or ", self.years),
            (" + ", self.states),
            ("", [self.query] if self.query else ()),
        )
        listed = [(joint if at else " · ", one) for joint, group in groups for at, one in enumerate(group)]
        return (("", listed[0][1]), *listed[1:]) if listed else ()

    def view(self, catalog: Catalog, known: KnownOfPosts = NOTHING_KNOWN) -> SelectedPosts:
        posts = self.listed(catalog, known)
        if not catalog.is_read:
            return SelectedPosts(posts, {}, len(catalog), 0, filtered=self.filters)
        among = counted(posts) if self.filters else catalog.counts
        drafts = among.get(("state", DRAFTS), 0)
        selected = SelectedPosts(posts, {}, len(catalog), drafts, filtered=self.filters)
        counts: dict[Facet, int] = {}
        for kind in KINDS:
            if kind == "state":
                counts |= selected.states(known.remembered)
                continue
            # After choosing one year, the other years must remain available.
            wider = self._without_any_of(kind)
            counts |= in_order(
                among if wider is self else counted(wider.listed(catalog, known), (kind,)), kind
            )
        return replace(selected, counts=counts)

    def listed(self, catalog: Catalog, known: KnownOfPosts = NOTHING_KNOWN) -> Sequence[Post]:
        """The selected posts, in order."""
        if not self.filters:
            return catalog.ordered(self.sort, reverse=self.reverse)
        posts = tuple(post for post in catalog.tagged(self.tags, self.mode) if self._lists(post, known))
        if self.sort != "date" or self.reverse:
            posts = sorted_posts(posts, self.sort, reverse=self.reverse)
        return posts

    def _without_any_of(self, kind: Kind) -> Selection:
        """The selection without facets of a kind with alternatives; itself if there are none."""
        match kind:
            case "tag" if self.tags and self.mode == "any":
                return replace(self, tags=())
            case "category" if self.categories:
                return replace(self, categories=())
            case "series" if self.series:
                return replace(self, series=())
            case "year" if self.years:
                return replace(self, years=())
        return self

    def filters_as(self, other: Selection) -> bool:
        """Whether the other selection has the same filter, in any order."""
        return replace(self, sort=other.sort, reverse=other.reverse) == other

    def _lists(self, post: Post, known: KnownOfPosts) -> bool:
        return (
            not (self.without and any(tag in self.without for tag in post.tags))
            and not (self.categories and not any(one in self.categories for one in post.categories))
            and not (self.series and post.series not in self.series)
            and not (self.years and year_of(post) not in self.years)
            and (known.found is None or not self.query or post.id in known.found)
            and all(_is(state, post, known.remembered) for state in self.states)
        )

    def toggled(self, facet: Facet) -> Selection:
        """The selection with the facet added, or removed if it was there."""
        match facet.kind:
            case "tag":
                others = tuple(tag for tag in self.without if tag != facet.value)
                return replace(self, tags=_toggled(self.tags, facet.value), without=others)
            case "category":
                return replace(self, categories=_toggled(self.categories, facet.value))
            case "series":
                return replace(self, series=_toggled(self.series, facet.value))
            case "year":
                return replace(self, years=_toggled(self.years, facet.value))
            case "state":
                return replace(self, states=_toggled(self.states, facet.value))

    def without_tag(self, tag: str) -> Selection:
        """The selection without the posts of a tag, or with them again."""
        others = tuple(one for one in self.tags if one != tag)
        return replace(self, tags=others, without=_toggled(self.without, tag))

    def with_other_mode(self) -> Selection:
        """The selection by any of its tags instead of all, or vice versa."""
        return replace(self, mode="any" if self.mode == "all" else "all")

    def cleared(self) -> Selection:
        """The selection without a filter, in the same order."""
        return Selection(mode=self.mode, sort=self.sort, reverse=self.reverse)

    def sorted_next(self) -> Selection:
        """The selection in the next order: date, title, words, modified, and round again."""
        return replace(self, sort=SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)], reverse=False)

    def reversed(self) -> Selection:
        """The selection in the opposite order."""
        return replace(self, reverse=not self.reverse)

    @property
    def order(self) -> str:
        """The order in words: `by title`, `by date, oldest first`; empty for the default."""
        if self.reverse:
            return f"by {self.sort}, {_REVERSED[self.sort]}"
        return "" if self.sort == "date" else f"by {self.sort}"


_REVERSED: Mapping[Sort, str] = {
    "date": "oldest first",
    "title": "from Z",
    "words": "shortest first",
    "modified": "oldest first",
}


def _marked(posts: Sequence[Post], marks: frozenset[PostId]) -> int:
    if isinstance(posts, PostsByDate):
        return sum(posts.place_of(one) is not None for one in marks)
    return sum(post.id in marks for post in posts) if marks else 0


def known_state(state: str) -> bool:
    return state in STATES


def _toggled(chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    kept = tuple(one for one in chosen if one != value)
    return kept if value in chosen else (*chosen, value)


def _is(state: str, post: Post, remembered: Remembered) -> bool:
    if state == UNREAD:
        return post.id not in remembered.read
    if state == STARRED:
        return post.id in remembered.starred
    return state == DRAFTS and post.draft
