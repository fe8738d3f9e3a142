"""What is remembered of the posts of a catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.post import PostId


class MarkRecord(Protocol):
    """What is remembered of a post."""

    @property
    def read(self) -> bool:
        """Whether it was read."""
        ...

    @property
    def starred(self) -> bool:
        """Whether it has a star."""
        ...


@dataclass(frozen=True, slots=True)
class Remembered:
    """The posts that were read, and those that have a star; all others are unread, and have none."""

    read: frozenset[PostId] = frozenset()
    starred: frozenset[PostId] = frozenset()

    @classmethod
    def of(cls, records: Mapping[PostId, MarkRecord]) -> Remembered:
        """Return what records say."""
        return cls(
            frozenset(post for post, record in records.items() if record.read),
            frozenset(post for post, record in records.items() if record.starred),
        )

    def renamed(self, names: Mapping[PostId, PostId]) -> Remembered:
        """The same, known by other names."""
        if not names:
            return self
        read, starred = (
            frozenset(names.get(post, post) for post in posts) for posts in (self.read, self.starred)
        )
        return Remembered(read, starred)
