"""How well a few letters fit a name, and which letters of it they are.

Each term must be in the name: at the beginning of a word, which is best, within one, or with its letters apart but in
order. The cost is letters × letters at most, whatever the texts are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATORS = str.maketrans(dict.fromkeys("-_/.,:;()[]{}\"'`*#\t\n", " "))
WORD_START, WITHIN = 100.0, 60.0
WHOLE_WORD, VERY_START, TOGETHER, EQUAL = 30.0, 15.0, 25.0, 50.0
APART = 50.0
"""What letters that stand apart are worth at most."""
LENGTH = 0.15
"""How much a letter more of the name takes away."""
LONGEST = 16
"""Letters up to which the best of all ways to find them apart is looked for; of more, the first way will do."""
AT_START, NEXT = 2.0, 2.5
"""How much a letter apart is worth more at the beginning of a word, and right after the one before it."""


def form_of(text: str) -> str:
    """Return the text as it is compared, one character for each: without case and accents, signs as spaces."""
    if not text.isascii():
        text = "".join(map(_plain, text))
    return text.lower().translate(SEPARATORS)


def _plain(char: str) -> str:
    if char.isascii():
        return char
    parts = [part for part in normalize("NFKD", char.casefold()) if not combining(part)]
    return parts[0] if parts else char


def terms_of(query: str) -> tuple[str, ...]:
    """Return what a name must have."""
    return tuple(form_of(query).split())


def fit(terms: Sequence[str], form: str, *, apart: bool = True) -> float:
    """Return how well a name fits that has all of the terms; greater is better.

    Without `apart` it is not weighed how letters that stand apart are spread.
    """
    padded = f" {form} "
    total = sum(_fit_of(term, form, padded, apart=apart) for term in terms) / len(terms)
    whole = " ".join(terms)
    if len(terms) > 1 and whole in form:
        total += TOGETHER
    if form.strip() == whole:
        total += EQUAL
    return total - LENGTH * len(form)


def _fit_of(term: str, form: str, padded: str, *, apart: bool) -> float:
    at = padded.find(f" {term}")
    if at >= 0:
        whole = WHOLE_WORD if f" {term} " in padded else 0.0
        return WORD_START + whole + (VERY_START if at == 0 else 0.0)
    if term in form:
        return WITHIN
    if not apart:
        return 0.0
    best = _apart(term, form)
    return APART * best[0] / (len(term) * (1 + AT_START + NEXT)) if best else 0.0


def places(terms: Sequence[str], form: str) -> tuple[int, ...]:
    """Return which characters of a name the terms are, in order."""
    found: set[int] = set()
    padded = f" {form}"
    for term in terms:
        at = padded.find(f" {term}")
        at = at if at >= 0 else form.find(term)
        if at >= 0:
            found.update(range(at, at + len(term)))
        elif best := _apart(term, form):
            found.update(best[1])
    return tuple(sorted(found))


def _apart(term: str, form: str) -> tuple[float, tuple[int, ...]] | None:
    """Return the best way to find the letters in order, and what it is worth."""
    if len(term) > LONGEST:
        return _first_way(term, form)
    ways: list[tuple[int, float, tuple[int, ...]]] = [(-2, 0.0, ())]
    for letter in term:
        ways = _further(letter, form, ways)
        if not ways:
            return None
    _, worth, found = max(ways, key=lambda way: way[1])
    return worth, found


def _first_way(term: str, form: str) -> tuple[float, tuple[int, ...]] | None:
    found: list[int] = []
    at = -1
    for letter in term:
        at = form.find(letter, at + 1)
        if at < 0:
            return None
        found.append(at)
    return 0.0, tuple(found)


def _further(
    letter: str, form: str, ways: list[tuple[int, float, tuple[int, ...]]]
) -> list[tuple[int, float, tuple[int, ...]]]:
    """Return the ways with one letter more: for each place of it, the best of those that end before it."""
    new: list[tuple[int, float, tuple[int, ...]]] = []
    best, known = ways[0], 0
    at = form.find(letter, ways[0][0] + 1 if ways[0][0] >= 0 else 0)
    while at >= 0:
        while known < len(ways) and ways[known][0] < at:
            # Of equal ways the one that ends later, for its letters are nearer to this one.
            best = ways[known] if ways[known][1] >= best[1] else best
            known += 1
        before = ways[known - 1]
        start = AT_START if at == 0 or form[at - 1] == " " else 0.0
        beside = before[1] + NEXT if before[0] == at - 1 else 0.0
        chosen, worth = (before, beside) if beside >= best[1] and before[0] == at - 1 else (best, best[1])
        new.append((at, worth + 1 + start, (*chosen[2], at)))
        at = form.find(letter, at + 1)
    return new
