"""What is remembered of posts, brought into a query: which are unread, which have a star."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.catalog.query_terms import All, Either, Marked, Not, OneOf

if TYPE_CHECKING:
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.remembered import Remembered


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
