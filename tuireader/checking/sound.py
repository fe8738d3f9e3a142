"""Posts in whose text alone no rule found anything, which need not be read again while their files stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from tuireader.catalog.kept.basis import number, program, written
from tuireader.catalog.kept.row import is_settled
from tuireader.checking.links import cache_of

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.catalog.catalog import Catalog

_ASKS_FILES: Final = ("{{", "{%", "$$")
"""Marks in a text of which other files of the site say what they mean."""


class SoundPosts:
    """The sound posts of an archive, kept in the user's cache folder; `now` is the time at which they are looked at."""

    def __init__(self, archive: Archive, catalog: Catalog, now: datetime | None = None) -> None:
        self._archive = archive
        self._now = now or datetime.now(UTC)
        self._program = program("checking", "rendering", libraries=("markdown_it", "mdit_py_plugins"))
        self._bases: dict[str, int] = {}
        self._learnt: dict[PostId, tuple[Stamp, int]] = {}
        with cache_of(archive) as cache:
            self.known = cache.sound({post.id: (post.stamp, self._basis(post.id)) for post in catalog})
            """The posts that were sound when they were last looked at, and are as they were then."""

    def learn(self, post: Post, body: str) -> None:
        """Note that nothing was found in the body of a post."""
        if is_settled(post.stamp, self._now) and not any(mark in body for mark in _ASKS_FILES):
            self._learnt[post.id] = post.stamp, self._basis(post.id)

    def keep(self) -> None:
        """Save what was learnt, for the next run."""
        with cache_of(self._archive) as cache:
            cache.keep_sound(self._learnt)

    def _basis(self, post_id: PostId) -> int:
        """The number for all that problems of texts depend on besides: the program, and the facts of the engine."""
        site = self._archive.site_for(post_id)
        if site.base not in self._bases:
            self._bases[site.base] = number(self._program, written(site.engine))
        return self._bases[site.base]
