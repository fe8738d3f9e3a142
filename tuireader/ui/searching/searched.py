"""What a search is given, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.query_words import Words
    from tuireader.catalog.remembered import Remembered
    from tuireader.rendering.theme import Theme
    from tuireader.ui.searching.indexing import Indexing


@dataclass(frozen=True, slots=True)
class Found:
    """A result that was chosen: `line` is where its best hit stands in the file, `words` are to be marked."""

    post: PostId
    line: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """How a search ended: with the query as it was typed, and what was chosen; None lists all that it finds."""

    text: str
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Searchable:
    """What can be searched: the archive and the theme as the panel opens, the rest as it is at any moment."""

    indexing: Indexing
    archive: Archive
    theme: Theme
    post: Callable[[PostId], Post | None]
    remembered: Callable[[], Remembered]
