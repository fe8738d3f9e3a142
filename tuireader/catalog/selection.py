"""Which posts are listed, and in which order: the reader's filter over a catalog."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from tuireader.catalog.catalog import by_use
from tuireader.catalog.order import SORTS, sorted_posts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.post import Post
    from tuireader.catalog.catalog import Catalog, TagMode
    from tuireader.catalog.order import Sort


@dataclass(frozen=True, slots=True)
class View:
    """The posts that a selection shows of one catalog.

    `tags` counts the tags of these posts, the most used first: what can be added to the filter. `total` is
    the size of the catalog.
    """

    posts: tuple[Post, ...]
    tags: Mapping[str, int]
    total: int
    filtered: bool

    @property
    def label(self) -> str:
        """Return `1,204 posts`, or `41 of 1,204 posts` when filtered."""
        noun = "post" if self.total == 1 else "posts"
        of = f"{len(self.posts):,} of " if self.filtered else ""
        return f"{of}{self.total:,} {noun}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The tags chosen and the order asked for, independent of any catalog."""

    tags: tuple[str, ...] = ()
    mode: TagMode = "all"
    sort: Sort = "date"
    reverse: bool = False

    def view(self, catalog: Catalog) -> View:
        """Return what this selection shows of the catalog."""
        if not self.tags:
            posts = catalog.ordered(self.sort, reverse=self.reverse)
            return View(posts, catalog.tags(), len(catalog), filtered=False)
        posts = catalog.tagged(self.tags, self.mode)
        if self.sort != "date" or self.reverse:
            posts = sorted_posts(posts, self.sort, reverse=self.reverse)
        return View(posts, _tag_counts(posts), len(catalog), filtered=True)

    def toggled(self, tag: str) -> Selection:
        """Return the selection with the tag added to the filter, or taken out if it was in."""
        chosen = tuple(name for name in self.tags if name != tag)
        return replace(self, tags=chosen if tag in self.tags else (*chosen, tag))

    def cleared(self) -> Selection:
        """Return the selection without a filter, in the same order."""
        return replace(self, tags=())

    def sorted_next(self) -> Selection:
        """Return the selection in the next order: date, title, words, modified, and round again."""
        return replace(self, sort=SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)])


def _tag_counts(posts: tuple[Post, ...]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for post in posts:
        for tag in dict.fromkeys(post.tags):
            counts[tag] = counts.get(tag, 0) + 1
    return MappingProxyType(dict(sorted(counts.items(), key=by_use)))
