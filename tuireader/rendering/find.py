"""Finding text in a post as it is drawn, so that what is found can be seen."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.rendering.place import Place
from tuireader.rendering.tokens import block_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.rendering.page import Page

_MARKUP = str.maketrans("", "", "*_`~\\")


@dataclass(frozen=True, slots=True)
class Match:
    """A match, or the piece of one on a row: characters `start` to `end` of the row at `place`.

    `number` counts the matches of the post as they are found; the pieces of one that wraps share it.
    """

    place: Place
    start: int
    end: int
    number: int


def pattern(query: str) -> re.Pattern[str]:
    """What finds `query`: case does not matter, nor how words are parted."""
    return re.compile(r"\s+".join(map(re.escape, query.split())), re.IGNORECASE)


def may_hold(page: Page, index: int, query: str) -> bool:
    """Whether block `index` can hold `query`, told from its source without drawing it."""
    if index == 0:
        return True
    text = block_text(page.lines, page.blocks[index - 1]).translate(_MARKUP)
    words = query.translate(_MARKUP).casefold().split()
    folded = text.casefold()
    return "&" in text or "<" in text or all(word in folded for word in words)


def matches(page: Page, index: int, sought: re.Pattern[str], first: int) -> Iterator[Match]:
    """The matches in block `index`, in order, numbered from `first` on; those that wrap come in pieces."""
    text, starts = _flowing(page, index)
    gap = page.gap(index)
    for number, found in enumerate((found for found in sought.finditer(text) if found[0]), first):
        start = found.start()
        while start < found.end():
            row = bisect_right(starts, start) - 1
            following = starts[row + 1] if row + 1 < len(starts) else len(text) + 1
            end = min(found.end(), following - 1)
            if end > start:
                yield Match(Place(index, row + gap), start - starts[row], end - starts[row], number)
            start = following


def _flowing(page: Page, index: int) -> tuple[str, list[int]]:
    """The text of a block with its rows parted by one character each, and where each row starts in it."""
    starts, text = [], ""
    rows = []
    for line in page.drawing(index).lines:
        starts.append(len(text))
        rows.append(line.text)
        text += line.text + " "
    return text, starts
