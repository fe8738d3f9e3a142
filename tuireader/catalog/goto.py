"""Names of posts, matched by a few letters, best first.

Each term must be in the name: at the beginning of a word, which is best, within one, or with its letters spread but in
order. The cost is at most letters × letters, for any text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal
from unicodedata import combining, normalize

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.search.headings import Headings

SEPARATORS = str.maketrans(dict.fromkeys("-_/.,:;()[]{}\"'`*#\t\n", " "))
WORD_START, WITHIN = 100.0, 60.0
WHOLE_WORD, VERY_START, TOGETHER, EQUAL = 30.0, 15.0, 25.0, 50.0
MAX_SPREAD_SCORE = 50.0
"""Greatest score of spread letters."""
LENGTH_PENALTY = 0.15
"""Loss of score per letter of the name."""
MAX_LETTERS = 16
"""Most letters for which the best way to spread them is searched; for more, the first way is used."""
AT_START, NEXT = 2.0, 2.5
"""Bonus of a spread letter at the beginning of a word, and right after the one before."""


def form_of(text: str) -> str:
    """The text for comparison, one character for each: without case and accents, signs as spaces."""
    if not text.isascii():
        text = "".join(map(_plain, text))
    return text.lower().translate(SEPARATORS)


def _plain(char: str) -> str:
    if char.isascii():
        return char
    parts = [part for part in normalize("NFKD", char.casefold()) if not combining(part)]
    return parts[0] if parts else char


def terms_of(query: str) -> tuple[str, ...]:
    """The terms that a name must have."""
    return tuple(form_of(query).split())


def fit(terms: Sequence[str], form: str, *, apart: bool = True) -> float:
    """The score of a name that has all terms; greater is better.

    Without `apart`, the spread of letters is not scored.
    """
    padded = f" {form} "
    total = sum(_fit_of(term, form, padded, apart=apart) for term in terms) / len(terms)
    whole = " ".join(terms)
    if len(terms) > 1 and whole in form:
        total += TOGETHER
    if form.strip() == whole:
        total += EQUAL
    return total - LENGTH_PENALTY * len(form)


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
    return MAX_SPREAD_SCORE * best[0] / (len(term) * (1 + AT_START + NEXT)) if best else 0.0


def places(terms: Sequence[str], form: str) -> tuple[int, ...]:
    """The characters of a name that match the terms, in order."""
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
    """The best way to find the letters in order, and its score."""
    if len(term) > MAX_LETTERS:
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
    """The ways with one letter more: for each place of it, the best of those that end before it."""
    new: list[tuple[int, float, tuple[int, ...]]] = []
    best, known = ways[0], 0
    at = form.find(letter, ways[0][0] + 1 if ways[0][0] >= 0 else 0)
    while at >= 0:
        while known < len(ways) and ways[known][0] < at:
            # Of equal ways the later one, since its letters are closer to this one.
            best = ways[known] if ways[known][1] >= best[1] else best
            known += 1
        before = ways[known - 1]
        start = AT_START if at == 0 or form[at - 1] == " " else 0.0
        beside = before[1] + NEXT if before[0] == at - 1 else 0.0
        chosen, worth = (before, beside) if beside >= best[1] and before[0] == at - 1 else (best, best[1])
        new.append((at, worth + 1 + start, (*chosen[2], at)))
        at = form.find(letter, at + 1)
    return new


Kind = Literal["title", "file", "heading"]

MAX_NAME_LENGTH = 120
"""Characters of a name that are searched."""
MAX_SCORED = 400
"""Most names to score: those with whole terms before those with spread letters."""
AT_ONCE = 2_000
"""Names searched between two checks whether there are enough."""
MAX_SPREADS = 120
"""Most names for which the spread of letters is scored."""
WORTH: dict[Kind, float] = {"title": 10.0, "file": 0.0, "heading": -5.0}
FRESH_BONUS = 6.0
"""Bonus of the newest post over the oldest."""


@dataclass(frozen=True, slots=True)
class GoToName:
    """A name of a post: its title, its path, or a heading, on `line` of the file (else 0)."""

    post: PostId
    text: str
    kind: Kind
    line: int = 0


@dataclass(frozen=True, slots=True)
class Going:
    """A matching name, and its characters that were typed."""

    name: GoToName
    letters: tuple[int, ...] = ()


class GoToNames:
    """The names of posts, given newest first. Any thread may search."""

    def __init__(self, posts: Sequence[Post], headings: Mapping[PostId, Headings]) -> None:
        self._names = list(islice(_names(posts, headings), None))
        self._fresh = {post.id: FRESH_BONUS * (1 - place / len(posts)) for place, post in enumerate(posts)}
        prepared = [_prepared(name.text[:MAX_NAME_LENGTH]) for name in self._names]
        self._forms = [form for form, _ in prepared]
        self._letters = [letters for _, letters in prepared]
        self._padded = [f" {form}" for form in self._forms]
        self._last: tuple[str, Sequence[int]] = ("", range(len(self._names)))
        """The last query, and the names with its letters."""

    def __len__(self) -> int:
        return len(self._names)

    def find(self, query: str, limit: int) -> Sequence[Going]:
        """The names with every term of the query, best first; without a term, the titles, newest first."""
        terms = terms_of(query)
        if not terms:
            titles = (Going(name) for name in self._names if name.kind == "title")
            return list(islice(titles, limit))
        weighed = sorted(self._weighed(terms, self._likely(form_of(query), terms)), reverse=True)
        best = (-place for _, place in weighed)
        found = islice(self._without_twins(best), limit)
        return [Going(self._names[one], places(terms, self._forms[one])) for one in found]

    def _likely(self, query: str, terms: Sequence[str]) -> Iterable[int]:
        """As many names as can be scored, those with whole terms first."""
        lettered = self._lettered(query, terms)
        # Lazily: if many names have the terms, the first are enough.
        starting = self._containing([f" {term}" for term in terms], lettered)
        within = self._containing(terms, lettered)
        return _first(MAX_SCORED, chain(starting, within, self._in_order(terms, lettered)))

    def _lettered(self, query: str, terms: Sequence[str]) -> Sequence[int]:
        """The names with all letters, among those that matched the text typed before."""
        asked, among = self._last
        if not query.startswith(asked):
            among = range(len(self._names))
        wanted, letters = _letters("".join(terms)), self._letters
        lettered = [one for one in among if letters[one] & wanted == wanted]
        self._last = query, lettered
        return lettered

    def _containing(self, terms: Sequence[str], among: Sequence[int]) -> Iterator[int]:
        padded = self._padded
        for start in range(0, len(among), AT_ONCE):
            found = among[start : start + AT_ONCE]
            for term in terms:
                found = [one for one in found if term in padded[one]]
            yield from found

    def _in_order(self, terms: Sequence[str], among: Sequence[int]) -> Iterator[int]:
        forms, matches = self._forms, [_in_order(term).match for term in terms]
        return (one for one in among if all(match(forms[one]) for match in matches))

    def _weighed(self, terms: Sequence[str], likely: Iterable[int]) -> Iterator[tuple[float, int]]:
        """Yield the score of each name, and its negated place, which puts the first of equals first."""
        spreads = 0
        for one in likely:
            form, name = self._forms[one], self._names[one]
            is_whole = all(term in form for term in terms)
            spreads += not is_whole
            worth = fit(terms, form, apart=spreads <= MAX_SPREADS)
            yield worth + WORTH[name.kind] + self._fresh[name.post], -one

    def _without_twins(self, found: Iterable[int]) -> Iterator[int]:
        """Leave out the file name of a post found by its title, and vice versa."""
        seen: set[PostId] = set()
        for one in found:
            name = self._names[one]
            if name.kind == "heading":
                yield one
            elif name.post not in seen:
                seen.add(name.post)
                yield one


def _first(count: int, some: Iterable[int]) -> Sequence[int]:
    found: dict[int, None] = {}
    for one in some:
        found[one] = None
        if len(found) == count:
            break
    return list(found)


def _names(posts: Sequence[Post], headings: Mapping[PostId, Headings]) -> Iterator[GoToName]:
    yield from (GoToName(post.id, post.title or post.id, "title") for post in posts)
    yield from (GoToName(post.id, post.id, "file") for post in posts)
    for post in posts:
        if found := headings.get(post.id):
            yield from (GoToName(post.id, one.text, "heading", one.line) for one in found.headings)


@lru_cache(200_000)
def _prepared(text: str) -> tuple[str, int]:
    form = form_of(text)
    return form, _letters(form)


def _letters(form: str) -> int:
    """The set of the characters as bits; rare characters share bits."""
    bits = 0
    for char in set(form):
        if char != " ":
            bits |= 1 << (ord(char) & 63)
    return bits


def _in_order(term: str) -> re.Pattern[str]:
    """A pattern for the letters in order, in linear time."""
    return re.compile("".join(f"[^{re.escape(char)}]*{re.escape(char)}" for char in term), re.DOTALL)
