"""Which posts of a catalog are those that are remembered under names that are gone."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.post import Post, PostId
    from tuireader.library.record import Memory


def fingerprint(post: Post) -> str:
    """A short text that posts of other contents do not have: made from what the catalog knows of the contents."""
    contents = (post.stamp.size, post.words, post.title, post.excerpt, post.tags)
    return blake2b(repr(contents).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def new_names(memory: Memory, posts: Iterable[Post]) -> Mapping[PostId, PostId]:
    """The name that each remembered post has now, where it is not in the archive under its old one.

    A post is known by its contents, as long as no other has the same.
    """
    posts = list(posts)
    here = {post.id for post in posts}
    gone = {
        record.fingerprint: post
        for post, record in memory.records.items()
        if post not in here and record.fingerprint
    }
    if not gone:
        return {}
    prints = {post.id: fingerprint(post) for post in posts if post.id not in memory.records}
    counts = Counter(prints.values())
    return {gone[found]: post for post, found in prints.items() if found in gone and counts[found] == 1}
