"""Posts by id, of which those that were kept are read when they are first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from tuireader.archive.post import Post, PostId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class PostTable(Mapping[PostId, Post]):
    """A table that never changes, as far as anybody can tell. Any thread may ask."""

    __slots__ = ("_held", "_read")

    def __init__(
        self, held: Mapping[PostId, Post | bytes], read: Callable[[PostId, bytes], Post] | None = None
    ) -> None:
        """Make a table in which `read` gives the posts of rows, which are left as they are read."""
        self._held = dict(held)
        self._read = read

    def __getitem__(self, post_id: PostId) -> Post:
        # Taken first: a thread that reads all posts forgets it, but only after the last one.
        read = self._read
        found = self._held[post_id]
        if read and isinstance(found, bytes):
            found = self._held[post_id] = read(post_id, found)
        return cast("Post", found)

    def __contains__(self, post_id: object) -> bool:
        return post_id in self._held

    def __iter__(self) -> Iterator[PostId]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    @property
    def is_read(self) -> bool:
        """Whether all posts are read, so that looking at all of them takes no longer than it must."""
        return self._read is None

    def posts(self) -> Mapping[PostId, Post]:
        """All posts, read."""
        if read := self._read:
            for post_id, found in self._held.items():
                if isinstance(found, bytes):
                    self._held[post_id] = read(post_id, found)
            self._read = None
        return cast("Mapping[PostId, Post]", self._held)

    def changed(self, new: Mapping[PostId, Post], out: Iterable[PostId]) -> PostTable:
        """The table with `new` posts added and those in `out` dropped."""
        other = PostTable(self._held, self._read)
        other._held.update(new)
        for post_id in out:
            del other._held[post_id]
        return other
