"""`tuireader list --query`: the posts that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.source import Source, open_source
from tuireader.catalog.query import QueryProblem, parse_query, searchable_text
from tuireader.commands.remembered import knowing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.commands.terminal import Terminal


def unreadable(text: str) -> str:
    """Return why a query cannot be read, and where; nothing when it can."""
    query = parse_query(text)
    return f"query, column {query.column}: {query.message}" if isinstance(query, QueryProblem) else ""


def matching(posts: Sequence[Post], text: str, archive: Archive, terminal: Terminal) -> tuple[Post, ...]:
    """Return the posts that match; a body is read from disk only where the answer hangs on it.

    None match a query that cannot be read; `unreadable` says why.
    """
    query = parse_query(text)
    if isinstance(query, QueryProblem):
        return ()
    query = knowing(query, archive.root, terminal)

    def matches(post: Post) -> bool:
        return query.matches(post, lambda: searchable_text(post, body_of(post, archive)))

    return tuple(filter(matches, posts))


def body_of(post: Post, archive: Archive) -> str:
    """Return the post's body, which is empty where the file cannot be read; the post bears that problem."""
    source = open_source(archive, post.id)
    return source.body if isinstance(source, Source) else ""
