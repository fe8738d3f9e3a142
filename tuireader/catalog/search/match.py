"""The results of a search: posts, best first, with the place of the best hit in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.late import dataclass

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.query.words import Words

Hit = tuple[int, int]
"""The offsets of words in a text, in characters."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of plain text around the best hit, the `line` of the file with that hit, and all hits in the text."""

    line: int
    text: str
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post in the results.

    `line` counts from 1 in the file: the best hit's, or the body's first. `snippet` is one line of plain text; `hits`
    and `title_hits` are the places of words in it and in the title. A greater `score` is better; it is 0 if only the
    date distinguishes posts. `words` are those of the hits: for a word being typed, the whole word if the post has it.
    All text is neutralised.
    """

    id: PostId
    title: str
    line: int
    snippet: str
    score: float
    hits: tuple[Hit, ...] = ()
    title_hits: tuple[Hit, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The first posts of a query.

    `total` counts all, or fewer if not `counted`. Until the index is `complete`, posts may be missing.
    """

    matches: tuple[FoundPost, ...] = ()
    total: int = 0
    counted: bool = True
    complete: bool = True
