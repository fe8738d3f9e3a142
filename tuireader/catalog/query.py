"""Queries: what a reader asks of posts, as text → a value that says which posts match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.catalog.query_marks import knowing
from tuireader.catalog.query_parser import condition_from
from tuireader.catalog.query_terms import Subject
from tuireader.catalog.query_tokens import QueryProblem
from tuireader.catalog.query_words import PART

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.post import Post
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.remembered import Remembered

__all__ = ["Query", "QueryProblem", "parse_query", "searchable_text"]


@dataclass(frozen=True, slots=True)
class Query:
    """A query that can be answered; equal to another that asks the same in the same order.

    `condition` is the whole of it, a tree of the values in `query_terms`. Matching post by post is the plain way
    to answer it, and what any index that is asked with the tree must equal.
    """

    condition: Condition

    def matches(self, post: Post, text: Callable[[], str]) -> bool:
        """Return whether the post is one that is asked for.

        `text` gives the post's `searchable_text`. It is called at most once, and only where the answer hangs on
        words after everything that is known without them.
        """
        return self.condition.holds(Subject(post, text))

    def knowing(self, remembered: Remembered) -> Query:
        """Return the query with what is remembered of posts: which are unread, which have a star."""
        return Query(knowing(self.condition, remembered))


def parse_query(text: str) -> Query | QueryProblem:
    """Return the query that the text is, or what hinders reading it and where; never raises.

    Words side by side must all be there; `OR`, `-word`, `"exact words"`, `pref*`, `( )`. Fields: `tag:`,
    `category:`, `lang:` (whole), `author:`, `series:`, `title:` (words in it), `in:` (how the path begins),
    `before:`, `after:`, `on:` (a year, month or day; see `Dated`), `is:`; commas part values of which any will
    do. An empty query asks for every post.
    """
    condition = condition_from(text)
    return condition if isinstance(condition, QueryProblem) else Query(condition)


def searchable_text(post: Post, body: str) -> str:
    """Return all of a post that words are looked for in: title, tags, categories and body."""
    return PART.join((post.title, *post.tags, *post.categories, body))
