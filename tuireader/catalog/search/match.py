"""What a search gives: the posts found, best first, with the place of the best hit in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.query.words import Words

Hit = tuple[int, int]
"""Where words begin and end in a text, in characters."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of plain text around the best hit, which stands on `line` of the file, and the hits in it."""

    line: int
    text: str
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post that was found.

    `line` counts from 1 in the file: where the best hit stands, or the body begins if none is in it. `snippet` is
    one line of plain text; `hits` and `title_hits` are the places of the words in it and in the title. A greater
    `score` fits better; it is 0 where nothing tells one post from another but its date. `words` are those that hits are
    of: of a word that is being typed, the whole word alone where the post has it. All text is neutralised.
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
    """The first of the posts that a query asks for.

    `total` counts all of them, unless `counted` is false: then there may be more than that. While the index is not
    `complete`, posts may be missing that are in the archive.
    """

    matches: tuple[FoundPost, ...] = ()
    total: int = 0
    counted: bool = True
    complete: bool = True

    @property
    def label(self) -> str:
        """Return `1,204 posts found`, `41+` where not all were counted, and what is still missing."""
        noun = "post" if self.total == 1 and self.counted else "posts"
        more = "" if self.counted else "+"
        return f"{self.total:,}{more} {noun} found{'' if self.complete else ', still indexing'}"
