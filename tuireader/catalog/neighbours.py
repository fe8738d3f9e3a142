"""The posts before and after one in its series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.names import folded_name

if TYPE_CHECKING:
    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog


def series_of(catalog: Catalog, post_id: PostId) -> tuple[Post, ...]:
    """Return the posts of a post's series, the oldest first; none where it belongs to none."""
    post = catalog.get(post_id)
    if post is None or not post.series:
        return ()
    name = folded_name(post.series)
    return tuple(reversed([one for one in catalog if one.series and folded_name(one.series) == name]))


def series_neighbours(catalog: Catalog, post_id: PostId) -> tuple[Post | None, Post | None]:
    """Return the posts before and after a post in its series, None where there is none."""
    series = series_of(catalog, post_id)
    at = next((index for index, one in enumerate(series) if one.id == post_id), None)
    if at is None:
        return None, None
    return series[at - 1] if at else None, series[at + 1] if at + 1 < len(series) else None
