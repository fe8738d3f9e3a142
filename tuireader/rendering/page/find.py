"""Finding text in a post as it is drawn, so that what is found can be seen."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.rendering.body.blocks import block_text
from tuireader.rendering.page.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuireader.rendering.page.drawing import Line
    from tuireader.rendering.page.page import Page

_MARKUP = str.maketrans("", "", "*_`~\\")
_DOTS = str.maketrans("İı", "ii")
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s>]+")
_TELLS_LITTLE = re.compile(
    r"[&<$]|\[(?:(?<=\w\[)|(?<=\w[^\w\s]\[)|(?<=\w[^\w\s]{2}\[)|(?<=[^\w\s]{3}\[))"
    r"|\)[^\w\s]*\w|\](?!\()[^\w\s]*\w|\\[(\[b]|[`~]{3} *math|(?:==(?<=\w==)|%%(?<=\w%%))\w"
)
"""Each way begins with a sign: a search for letters first would take ten times as long."""
_UNNUMBERED = frozenset({"paragraph", "heading", "fence", "code_block", "table", "html_block", "source"})


@dataclass(frozen=True, slots=True)
class Match:
    """A match, or the piece of one on a row: characters `start` to `end` of the row at `place`.

    `number` counts the matches of the post as they are found; the pieces of one that wraps share it.
    """

    place: Place
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in a post: `spans` gives where it is in a text, from start to end of each.

    `may_hold` tells from a block's source whether it can be in there. `text` is what was typed.
    """

    text: str
    spans: Callable[[str], Iterable[tuple[int, int]]]
    may_hold: Callable[[Page, int], bool] = lambda page, index: True  # noqa: ARG005 - looked for everywhere


def literal(query: str) -> Sought:
    """What looks for a text as it was typed."""
    sought = pattern(query)
    return Sought(
        query,
        lambda text: (found.span() for found in sought.finditer(text)),
        lambda page, index: may_hold(page, index, query),
    )


def pattern(query: str) -> re.Pattern[str]:
    """What finds `query`: case does not matter, nor how words are parted."""
    return re.compile(r"\s+".join(map(re.escape, query.split())), re.IGNORECASE)


def _folded(text: str) -> str:
    return text.translate(_DOTS).casefold() if not text.isascii() else text.lower()


def may_hold(page: Page, index: int, query: str, fold: Callable[[str], str] = _folded) -> bool:
    """Whether block `index` can hold `query`, told from its source without drawing it.

    `fold` makes texts alike that are found for one another. Only letters and digits are compared: they are drawn as
    they are written, but for what entities, HTML, formulas, links within a word and the numbers of lists and
    footnotes make of them.
    """
    if index == 0:
        return True
    block = page.blocks[index - 1]
    text = block_text(page.lines, block)
    if _TELLS_LITTLE.search(text) or ("[^" in text and page.drawer.manner.notes):
        return True
    numbered = block.kind not in _UNNUMBERED or "[^" in text or "![" in text
    folded = fold(text.translate(_MARKUP) + _added(text))
    return all(
        word in (folded if word.isascii() else _BETWEEN.sub("", folded))
        for word in _WORD.findall(fold(query))
        if not (numbered and word.isdecimal())
    )


def _added(text: str) -> str:
    """The words that drawing adds to those of the source: what is said of images' files and of diagrams."""
    images = "\nnot\nfound\nno\naddress\nbytes\nKB\nMB\nGB" if "![" in text else ""
    return images + ("\ndiagram" if "```" in text or "~~~" in text else "")


def matches(page: Page, index: int, sought: Sought, first: int) -> Iterator[Match]:
    """The matches in block `index`, in order, numbered from `first` on; those that wrap come in pieces."""
    lines = page.drawing(index).lines
    text, starts = _flowing(lines)
    gap = page.gap(index)
    spans = (span for span in sought.spans(text) if span[0] < span[1])
    for number, (begin, stop) in enumerate(spans, first):
        row = bisect_right(starts, begin) - 1
        while row < len(lines) and starts[row] < stop:
            margin = lines[row].margin
            start = max(begin - starts[row], 0) + margin
            end = min(stop - starts[row] + margin, len(lines[row].text))
            if end > start:
                yield Match(Place(index, row + gap), start, end, number)
            row += 1


def _flowing(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The text of a block, and where each row starts in it; rows are parted by a space unless a word runs on."""
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for line in lines:
        if pieces and not line.glued:
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(line.text[line.margin :])
        length += len(pieces[-1])
    return "".join(pieces), starts
