"""The best hit in a body, and one line of plain text around it."""

from __future__ import annotations

import re
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import category

from tuireader.catalog.search.match import Snippet
from tuireader.catalog.search.text import HERE, Alignment, folded, in_one_line, prose
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.catalog.query.words import Words
    from tuireader.catalog.search.match import Hit

LOOKED_AT = 20
"""Hits of each word among which the best is chosen, and those of the others near the word that has the fewest."""
TRIED = 4
"""Of those, the best are tried in turn until one is in what is read, and not in markup."""
NEAR = 160
"""Characters after a hit in which other words add to it."""
LONGEST_WORD = 60
"""Most characters of a word that begins there."""
BEFORE, AFTER = 60, 200
"""Characters shown around the hit."""
MARGIN = 24
"""Characters by which an end of a snippet may move to the end of a word."""
PIECES = ((150, 350), (500, 1_000))
"""Characters of the body around a hit that are read as prose, of which what is shown is a part: more where markup
leaves too little of the first."""
LONGEST_LINE = 20_000
"""For a longer line, places are those of its folded form, which are nearly right."""
MARKUP = (("<", ">"), ("](", ")"), ("{%", "%}"), ("{{", "}}"))
"""The beginnings of unread markup, and their ends."""
SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")
FENCE = expression(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


def snippet_of(body: str, line: int, words: Sequence[Words], form: str | None = None) -> Snippet:
    """The snippet of a body that begins at `line` of the file; its beginning without a hit.

    The text reads as prose, unless the words are only in markup, which is then shown as written. `form` is the folded
    body, if known.
    """
    form = folded(body) if form is None else form
    best = _best(form, words)
    if not best:
        return Snippet(line, _beginning(body))
    for at in best:
        row, own = _own(body, form, at)
        text = _code(body, own) if _is_code(body, own) else _read(body, own)
        hits = hits_in(text, words) if text else ()
        if hits:
            return Snippet(line + row, text, hits)
    row, own = _own(body, form, best[0])
    text = _as_written(body, own)
    return Snippet(line + row, text, hits_in(text, words))


def hits_in(text: str, words: Sequence[Words]) -> tuple[Hit, ...]:
    """The places of the words in a short text, in order; overlapping ones are joined."""
    aligned = None if text.isascii() else Alignment(text)
    form = aligned.form if aligned else text.lower()
    hits: list[Hit] = []
    for start, end in sorted(span for one in words for span in one.spans(form)):
        own = (aligned.own(start), aligned.own(end)) if aligned else (start, end)
        if hits and own[0] < hits[-1][1]:
            hits[-1] = hits[-1][0], max(own[1], hits[-1][1])
        elif own[0] < own[1]:
            hits.append(own)
    return tuple(hits)


def _best(form: str, words: Sequence[Words]) -> list[int]:
    """The beginnings of the best hits in a folded text: with most words near, in a heading, close together."""
    places = _places(form, words)
    if len(places) < 2:
        return [at for at, _ in places]
    markup = [pair for pair in MARKUP if pair[0] in form]
    worths: list[tuple[bool, int, int, int]] = []
    for index, (at, _) in enumerate(places):
        near: dict[int, int] = {}
        for other, number in places[index : index + LOOKED_AT]:
            if other <= at + NEAR:
                near.setdefault(number, other - at)
        worth = 2 * len(near) + form.startswith("#", form.rfind("\n", 0, at) + 1)
        worths.append((_seems_markup(form, at, markup), -worth, max(near.values()), at))
    return [at for *_, at in nsmallest(TRIED, worths)]


def _places(form: str, words: Sequence[Words]) -> list[tuple[int, int]]:
    """The beginnings of hits, each with the number of its word: the first ones of each word."""
    first = [[start for start, _ in islice(one.spans(form), LOOKED_AT)] for one in words]
    places = {(at, number) for number, found in enumerate(first) for at in found}
    rarest = min((found for found in first if found), key=lambda one: (len(one), -one[-1]), default=[])
    frequent = [number for number, one in enumerate(first) if len(one) == LOOKED_AT and one is not rarest]
    for at in rarest:
        for number in frequent[:LOOKED_AT]:
            for start, _ in words[number].spans(form, max(at - NEAR, 0), at + NEAR + LONGEST_WORD):
                if start <= at + NEAR:
                    places.add((start, number))
    return sorted(places)


def _seems_markup(form: str, at: int, markup: Sequence[tuple[str, str]]) -> bool:
    """Whether a place in a folded text seems to be in a tag, an address or a template's tag."""
    start = max(0, at - NEAR)
    return any(form.rfind(opening, start, at) > form.rfind(close, start, at) for opening, close in markup)


def _own(body: str, form: str, at: int) -> tuple[int, int]:
    """The row, from 0, and the place in the body of a place in its folded form."""
    row = form.count("\n", 0, at)
    if body.isascii():
        return row, at
    start = len(body) - len(body.split("\n", row)[-1])
    end = body.find("\n", start)
    end = len(body) if end < 0 else end
    within = at - form.rfind("\n", 0, at) - 1
    return row, start + (Alignment(body[start:end]).own(within) if end - start < LONGEST_LINE else within)


def _read(body: str, at: int) -> str:
    """The readable text around a place; empty in markup."""
    little, enough = _piece(body, at, *PIECES[0])
    return little if enough else _piece(body, at, *PIECES[1])[0]


def _piece(body: str, at: int, before: int, after: int) -> tuple[str, bool]:
    """The snippet of a piece of the body, and whether a larger piece would make no difference."""
    start, end = max(0, at - before), min(len(body), at + after)
    if start:
        start = body.find("\n", start, max(start, at - BEFORE)) + 1 or start
    text = prose(f"{body[start:at]}{HERE}{body[at:end]}")
    place = text.find(HERE)
    if place < 0:
        return "", False
    enough = (place >= BEFORE or not start) and (len(text) > place + AFTER or end == len(body))
    return _cut(text.replace(HERE, ""), place, before=start > 0, more=end < len(body)), enough


def _beginning(body: str) -> str:
    """The first readable text of a body."""
    size = PIECES[0][1]
    text = prose(body[:size])
    if len(text) <= AFTER < len(body):
        size = PIECES[1][1]
        text = prose(body[:size])
    return _cut(text, 0, more=len(body) > size)


def _is_code(body: str, at: int) -> bool:
    """Whether a place is in fenced code, roughly."""
    return ("```" in body or "~~~" in body) and len(FENCE.findall(body, 0, at)) % 2 == 1


def _code(body: str, at: int) -> str:
    end = FENCE.search(body, at)
    start = max(body.rfind("```", 0, at), body.rfind("~~~", 0, at))
    start = body.find("\n", max(start, at - AFTER), at) + 1 or at
    return _as_written(body[: end.start() if end else len(body)], at, start)


def _as_written(body: str, at: int, start: int = 0) -> str:
    """The text around a place from `start` on, in one line."""
    start = max(start, at - AFTER)
    before = in_one_line(f"{body[start:at]}{HERE}").removesuffix(HERE)
    text = before + in_one_line(f"{HERE}{body[at : at + 2 * AFTER]}").removeprefix(HERE)
    return _cut(text, len(before), before=start > 0, more=len(body) > at + 2 * AFTER)


def _cut(text: str, at: int, *, before: bool = False, more: bool = False) -> str:
    """The text around a place, cut at ends of words if possible."""
    start, end = at - BEFORE, at + AFTER
    if start > 0:
        start = text.find(" ", start, min(start + MARGIN, at)) + 1 or start
        while start < at and category(text[start])[0] == "M":
            start += 1
    if end < len(text):
        cut = text.rfind(" ", end - MARGIN, end + 1)
        end = cut if cut > at else end
    start, end = max(start, 0), min(end, len(text))
    shown = text[start:end].strip(" ·")
    after = " …" if shown.endswith(SENTENCE_ENDS) else "…"
    return f"{'…' if start or before else ''}{shown}{after if end < len(text) or more else ''}"
