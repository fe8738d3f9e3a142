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


def changed(memory: Memory, posts: Iterable[Post]) -> Mapping[PostId, str]:
    """The fingerprint of each of these posts that is remembered with another."""
    return {
        post.id: found
        for post in posts
        if (record := memory.records.get(post.id)) and (found := fingerprint(post)) != record.fingerprint
    }


def new_names(memory: Memory, posts: Iterable[Post]) -> Mapping[PostId, PostId]:
    """The name that each remembered post has now, where it is not in the archive under its old one.

    A post is known by its contents, as long as no other has the same: another may have its old name now, where files
    were numbered anew.
    """
    posts = list(posts)
    here = {post.id for post in posts}
    others = changed(memory, posts)
    gone = {post for post in memory.records if post not in here} | others.keys()
    wanted = _each_once({post: memory.records[post].fingerprint for post in gone})
    wanted.pop("", None)
    if not wanted:
        return {}
    found = _each_once({post.id: fingerprint(post) for post in posts})
    pairs = {wanted[one]: found[one] for one in wanted.keys() & found.keys()}
    return {old: new for old, new in pairs.items() if _is_free(new, memory, others)}


def _is_free(name: PostId, memory: Memory, others: Mapping[PostId, str]) -> bool:
    """Tell whether nothing is remembered of what bears the name now."""
    return name not in memory.records or (name in others and bool(memory.records[name].fingerprint))


def _each_once(prints: Mapping[PostId, str]) -> dict[str, PostId]:
    """The post that has a fingerprint, where only one has it."""
    counts = Counter(prints.values())
    return {one: post for post, one in prints.items() if counts[one] == 1}
