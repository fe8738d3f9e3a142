"""The best hit in a body, and one line of plain text around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuireader.archive.excerpts import plain
from tuireader.catalog.search.alignment import Alignment
from tuireader.catalog.search.match import Snippet
from tuireader.catalog.search.tokens import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.catalog.query_words import Words
    from tuireader.catalog.search.match import Hit

LOOKED_AT = 20
"""Hits of each word among which the best is chosen."""
NEAR = 160
"""Characters after a hit in which other words count for it."""
BEFORE, AFTER = 60, 200
"""Characters around the hit that are shown."""
MARGIN = 24
"""Characters within which an end of a snippet gives way to the end of a word."""
LONGEST_LINE = 20_000
"""Of a longer line, places are those of its folded form, which are nearly right."""
SPACES = re.compile(r"\s+")


def snippet_of(body: str, line: int, words: Sequence[Words]) -> Snippet:
    """Return what is shown of a body that begins at `line` of the file; its beginning where no word is in it."""
    form = folded(body)
    best = _best(form, words)
    if best is None:
        return Snippet(line, plain(body[: BEFORE + AFTER]))
    row = form.count("\n", 0, best)
    start, end = _line(body, row)
    within = best - form.rfind("\n", 0, best) - 1
    at = Alignment(body[start:end]).own(within) if end - start < LONGEST_LINE else within
    window = _window(body, start + at)
    text = plain(window)
    hits = hits_in(text, words)
    if not hits:
        # The words are part of what was taken for markup.
        text = SPACES.sub(" ", window).strip()
        hits = hits_in(text, words)
    return Snippet(line + row, text, hits)


def hits_in(text: str, words: Sequence[Words]) -> tuple[Hit, ...]:
    """Return where the words stand in a short text, in order; what overlaps is one."""
    aligned = Alignment(text)
    hits: list[Hit] = []
    for start, end in sorted(span for one in words for span in one.spans(aligned.form)):
        own = aligned.own(start), aligned.own(end)
        if hits and own[0] < hits[-1][1]:
            hits[-1] = hits[-1][0], max(own[1], hits[-1][1])
        elif own[0] < own[1]:
            hits.append(own)
    return tuple(hits)


def _best(form: str, words: Sequence[Words]) -> int | None:
    """Return where the best hit in a folded text begins: in a heading, or with most of the other words near."""
    places = sorted((at, number) for number, one in enumerate(words) for at in _first(form, one))
    best, worth = None, -1
    for index, (at, _) in enumerate(places):
        near = {number for other, number in places[index : index + LOOKED_AT] if other <= at + NEAR}
        value = 2 * len(near) + form.startswith("#", form.rfind("\n", 0, at) + 1)
        if value > worth:
            best, worth = at, value
    return best


def _first(form: str, words: Words) -> Iterator[int]:
    for count, (start, _) in enumerate(words.spans(form)):
        if count == LOOKED_AT:
            return
        yield start


def _line(body: str, row: int) -> tuple[int, int]:
    """Return where a line begins and ends; its number counts from 0."""
    start = 0
    for _ in range(row):
        start = body.index("\n", start) + 1
    end = body.find("\n", start)
    return start, len(body) if end < 0 else end


def _window(body: str, at: int) -> str:
    """Return the text around a place, from the end of a word to the end of one where there are words."""
    start, end = max(0, at - BEFORE), min(len(body), at + AFTER)
    if start:
        space = SPACES.search(body, start, min(start + MARGIN, at))
        start = space.end() if space else start
    if end < len(body):
        cut = max(body.rfind(" ", end - MARGIN, end), body.rfind("\n", end - MARGIN, end))
        end = cut if cut > at else end
    before = "…" if start else ""
    after = "…" if end < len(body) else ""
    return f"{before}{body[start:end]}{after}"
