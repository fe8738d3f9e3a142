"""What is remembered of posts, brought into a query: which are unread, which have a star."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from tuireader.catalog.query_terms import All, Either, Marked, Not, OneOf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.post import PostId
    from tuireader.catalog.query_terms import Condition


class Record(Protocol):
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
    def of(cls, records: Mapping[PostId, Record]) -> Remembered:
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


def knowing(condition: Condition, remembered: Remembered) -> Condition:
    """Return the condition with the posts that are unread or starred in the place of the words for it."""
    if isinstance(condition, All | Either):
        return type(condition)(tuple(knowing(part, remembered) for part in condition.parts))
    if isinstance(condition, Not):
        return replace(condition, part=knowing(condition.part, remembered))
    if isinstance(condition, Marked):
        if condition.mark == "unread":
            return Not(OneOf(remembered.read))
        if condition.mark == "starred":
            return OneOf(remembered.starred)
    return condition


def asks_for_memory(condition: Condition) -> bool:
    """Return whether the condition asks for posts that are unread or starred."""
    if isinstance(condition, All | Either):
        return any(map(asks_for_memory, condition.parts))
    if isinstance(condition, Not):
        return asks_for_memory(condition.part)
    return isinstance(condition, Marked) and condition.mark in {"unread", "starred"}
