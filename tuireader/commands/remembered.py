"""What the reader remembers of an archive's posts, for queries that ask for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tuireader.catalog.query_marks import asks_for_memory
from tuireader.catalog.remembered import Remembered
from tuireader.settings import library_file

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.catalog.query import Query
    from tuireader.commands.terminal import Terminal


def knowing(query: Query, root: Path, terminal: Terminal) -> Query:
    """Return the query with the posts that were read, and those that have a star, if it asks for them.

    Where that cannot be told, it is said, and every post counts as unread.
    """
    path = library_file(os.environ) if asks_for_memory(query.condition) else None
    if path is None:
        return query
    from tuireader.library.store import Store  # noqa: PLC0415 - few queries ask for it

    memory, problem = Store(path, root).look()
    if problem is not None:
        terminal.note(problem.message)
    return query.knowing(Remembered.of(memory.records))
