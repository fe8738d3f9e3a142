"""Text found in a post as it is drawn, by words or by bounded regular expressions."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING

from tuireader.late import dataclass, expression
from tuireader.rendering.body.blocks import block_text
from tuireader.rendering.page.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuireader.rendering.drawing import Line
    from tuireader.rendering.page.page import Page

EXPRESSION_TIMEOUT = 0.05
"""Seconds that an expression may take in one block of a post."""
MAX_WEIGHT = 20_000
"""Steps that an expression may have with its repeats written out: each compiles to some hundred bytes."""
TOO_HEAVY = "its repeats are too many"
_TOKEN = expression(
    r"""(?P<escape>\\.)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\]?)|(?P<opened>\()|(?P<closed>\))"""
    r"""|(?P<repeat>[+?*]|\{\s*(?P<least>\d*)\s*(?:,\s*\d*\s*)?\})|(?P<other>.)""",
    re.DOTALL,
)
_READ_OTHERWISE = expression(r"\(\?[a-zA-Z0-9]*[xV]")
"""Flags with which brackets, blanks and signs mean something else."""


class TooSlowError(Exception):
    """An expression takes too long."""


def typed_expression(text: str) -> Pattern | str:
    """The pattern of a regular expression, ignoring case, or its fault in plain words.

    Its `spans` raise `TooSlowError` where a text takes too long; the standard library's expressions cannot be
    stopped, those of `regex` can.
    """
    if _weight(text) > MAX_WEIGHT:
        return TOO_HEAVY
    import regex

    try:
        sought = regex.compile(text, regex.IGNORECASE | regex.VERSION0)
    except regex.error as error:
        return str(error)
    except (RecursionError, OverflowError, MemoryError):
        return "too long"

    def spans(flowing: str) -> Sequence[tuple[int, int]]:
        try:
            return [found.span() for found in sought.finditer(flowing, timeout=EXPRESSION_TIMEOUT)]
        except TimeoutError as error:
            raise TooSlowError from error

    return Pattern(text, spans)


def _weight(text: str) -> int:
    """An upper bound of the steps of an expression with each repeat written out as often as it must be found.

    That is how `regex` compiles them (2026.11.19): a group that is to be found twice is
    there three times, and a group around it that is to be found twice is there nine times.
    """
    repeats = [_times(token) for token in _TOKEN.finditer(text) if token["repeat"]]
    # However they are nested, it cannot be more.
    most = list(
        accumulate(repeats, lambda total, times: min(mul(total, times), MAX_WEIGHT + 1), initial=len(text))
    )
    if most[-1] <= MAX_WEIGHT or _READ_OTHERWISE.search(text):
        return most[-1]
    weights, last = [0], 0
    for token in _TOKEN.finditer(text):
        if token["repeat"]:
            # What was counted once is counted as often as it is there.
            weights[-1] += last * (_times(token) - 1)
            last = last * _times(token)
        elif token["opened"]:
            weights.append(0)
        elif token["closed"] and len(weights) > 1:
            last = weights.pop() + 1
            weights[-1] += last
        else:
            last = len(token[0])
            weights[-1] += last
        if weights[-1] > MAX_WEIGHT:
            return weights[-1]
    return sum(weights)


def _times(repeat: re.Match[str]) -> int:
    """The number of copies of the repeated part in the compiled expression."""
    if repeat["least"] is not None:
        return int(repeat["least"][:6] or 0) + 1
    return 2 if repeat["repeat"] == "+" else 1


_MARKUP = str.maketrans("", "", "*_`~\\")
_DOTS = str.maketrans("İı", "ii")
_WORD = expression(r"[^\W_]+")
_BETWEEN = expression(r"[\s>]+")
_TELLS_LITTLE = expression(
    r"[&<$]|\[(?:(?<=\w\[)|(?<=\w[^\w\s]\[)|(?<=\w[^\w\s]{2}\[)|(?<=[^\w\s]{3}\[))"
    r"|\)[^\w\s]*\w|\](?!\()[^\w\s]*\w|\\[(\[b]|[`~]{3} *(?:math|mermaid)|(?:==(?<=\w==)|%%(?<=\w%%))\w"
)
"""Each alternative begins with a sign: a search for letters first would take ten times as long."""
_UNNUMBERED = frozenset({"paragraph", "heading", "fence", "code_block", "table", "html_block", "source"})


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A match, or the piece of one on a row: characters `start` to `end` of the row at `place`.

    `number` counts the matches of the post as they are found; the pieces of one that wraps share it.
    """

    place: Place
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern to find in a post: `spans` gives the start and end of each match in a text.

    `may_hold` tells from a block's source whether it can hold a match. `text` is the pattern as it was typed.
    """

    text: str
    spans: Callable[[str], Iterable[tuple[int, int]]]
    may_hold: Callable[[Page, int], bool] = lambda page, index: True  # noqa: ARG005 - looked for everywhere


def literal(query: str) -> Pattern:
    """The pattern that finds a text as it was typed."""
    sought = pattern(query)
    return Pattern(
        query,
        lambda text: (found.span() for found in sought.finditer(text)),
        lambda page, index: may_hold(page, index, query),
    )


def pattern(query: str) -> re.Pattern[str]:
    """The expression that finds `query`, whatever its case and the white space between its words."""
    return re.compile(r"\s+".join(map(re.escape, query.split())), re.IGNORECASE)


def _folded(text: str) -> str:
    return text.translate(_DOTS).casefold() if not text.isascii() else text.lower()


def may_hold(page: Page, index: int, query: str, fold: Callable[[str], str] = _folded) -> bool:
    """Tell whether block `index` can hold `query`, told from its source without drawing it.

    `fold` makes texts alike that are found for one another. Only letters and digits are compared: they are drawn as
    they are written, but in entities, HTML, formulas, links within a word and the numbers of lists and footnotes.
    """
    if index == 0:
        return True
    block = page.blocks[index - 1]
    text = block_text(page.lines, block)
    if _TELLS_LITTLE.search(text) or ("[^" in text and page.drawer.options.notes):
        return True
    numbered = block.kind not in _UNNUMBERED or "[^" in text or "![" in text
    folded = fold(text.translate(_MARKUP) + _added(text))
    return all(
        word in (folded if word.isascii() else _BETWEEN.sub("", folded))
        for word in _WORD.findall(fold(query))
        if not (numbered and word.isdecimal())
    )


def _added(text: str) -> str:
    """The words that drawing adds to those of the source, for images' files and for diagrams."""
    images = "\nnot\nfound\nno\naddress\nbytes\nKB\nMB\nGB" if "![" in text else ""
    return images + ("\ndiagram" if "```" in text or "~~~" in text else "")


def matches(page: Page, index: int, sought: Pattern, first: int) -> Iterator[TextMatch]:
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
                yield TextMatch(Place(index, row + gap), start, end, number)
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
