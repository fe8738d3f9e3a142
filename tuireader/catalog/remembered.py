"""The read and starred posts of a catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.post import PostId


class MarkRecord(Protocol):
    """The marks of a post."""

    @property
    def read(self) -> bool: ...

    @property
    def starred(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Remembered:
    """The read posts and the starred ones; all others are unread and not starred."""

    read: frozenset[PostId] = frozenset()
    starred: frozenset[PostId] = frozenset()

    @classmethod
    def of(cls, records: Mapping[PostId, MarkRecord]) -> Remembered:
        """The read and starred posts of records."""
        return cls(
            frozenset(post for post, record in records.items() if record.read),
            frozenset(post for post, record in records.items() if record.starred),
        )

    def renamed(self, names: Mapping[PostId, PostId]) -> Remembered:
        """The same under new names."""
        if not names:
            return self
        read, starred = (
            frozenset(names.get(post, post) for post in posts) for posts in (self.read, self.starred)
        )
        return Remembered(read, starred)
