"""Posts that went away and posts that appeared → which of them are the same under another name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from tuireader.archive.post import Post, PostId


def renamings(gone: Iterable[Post], new: Iterable[Post]) -> Mapping[PostId, PostId]:
    """Return the new id of each post that was renamed.

    The same file bears the same number and was written at the same time; a file that was copied and deleted is known
    by its contents, as long as no other has the like. Where files are numbered anew, one takes the name of another:
    then that one is both among the `gone`, as it was, and among the `new`, as it is.
    """
    left, right = list(gone), list(new)
    if not left or not right:
        return {}
    both = {post.id for post in left} & {post.id for post in right}
    pairs = _in_rows(_pairs(left, right, _file), both)
    more = _pairs(_without(left, pairs.keys() | both), _without(right, both.union(pairs.values())), _contents)
    return pairs | more


def _in_rows(pairs: dict[PostId, PostId], both: AbstractSet[PostId]) -> dict[PostId, PostId]:
    """Return the pairs without those where only one post moved, into the place of another or out of its own.

    So files are replaced that are saved by way of another, and old ones are kept when they are.
    """
    while odd := (pairs.keys() ^ set(pairs.values())) & both:
        pairs = {old: new for old, new in pairs.items() if old not in odd and new not in odd}
    return pairs


def _without(posts: Iterable[Post], ids: Iterable[PostId]) -> list[Post]:
    taken = set(ids)
    return [post for post in posts if post.id not in taken]


def _pairs(
    gone: Iterable[Post], new: Iterable[Post], key: Callable[[Post], Hashable]
) -> dict[PostId, PostId]:
    olds, news = _by_key(gone, key), _by_key(new, key)
    return {
        old[0]: news[value][0]
        for value, old in olds.items()
        if value is not None and len(old) == 1 and len(news.get(value, ())) == 1 and old[0] != news[value][0]
    }


def _by_key(posts: Iterable[Post], key: Callable[[Post], Hashable]) -> dict[Hashable, list[PostId]]:
    found: defaultdict[Hashable, list[PostId]] = defaultdict(list)
    for post in posts:
        found[key(post)].append(post.id)
    return found


def _file(post: Post) -> Hashable:
    return (post.stamp.inode, post.stamp.mtime_ns, post.stamp.size) if post.stamp.inode else None


def _contents(post: Post) -> Hashable:
    return (post.stamp.size, post.title, post.words, post.excerpt, post.tags) if post.stamp.size else None
