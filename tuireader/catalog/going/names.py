"""Every name that a post can be gone to by, and those that a few letters find, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal

from tuireader.catalog.going.fuzzy import fit, form_of, places, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.search.finding import Headings

Kind = Literal["title", "file", "heading"]

LONGEST = 120
"""Characters of a name that are looked at."""
WEIGHED = 400
"""Names at most whose fit is weighed: those that have the letters together before those that have them apart."""
AT_ONCE = 2_000
"""Names that are looked through before it is seen whether they are enough."""
SPREADS = 120
"""Names at most for which it is weighed how letters that stand apart are spread."""
WORTH: dict[Kind, float] = {"title": 10.0, "file": 0.0, "heading": -5.0}
FRESH = 6.0
"""How much more the newest post is worth than the oldest."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a post: its title, its path, or a heading in it, which stands on `line` of the file (else 0)."""

    post: PostId
    text: str
    kind: Kind
    line: int = 0


@dataclass(frozen=True, slots=True)
class Going:
    """A name that was found, and which characters of it are those that were typed."""

    name: Name
    letters: tuple[int, ...] = ()


class Names:
    """The names of posts, which are told newest first. Any thread may ask."""

    def __init__(self, posts: Sequence[Post], headings: Mapping[PostId, Headings]) -> None:
        self._names = list(islice(_names(posts, headings), None))
        self._fresh = {post.id: FRESH * (1 - place / len(posts)) for place, post in enumerate(posts)}
        prepared = [_prepared(name.text[:LONGEST]) for name in self._names]
        self._forms = [form for form, _ in prepared]
        self._letters = [letters for _, letters in prepared]
        self._padded = [f" {form}" for form in self._forms]
        self._last: tuple[str, Sequence[int]] = ("", range(len(self._names)))
        """What was asked last, and which names had its letters."""

    def __len__(self) -> int:
        return len(self._names)

    def find(self, query: str, limit: int) -> Sequence[Going]:
        """Return the names that have every term of the query, best first; the titles, newest first, if it has none."""
        terms = terms_of(query)
        if not terms:
            titles = (Going(name) for name in self._names if name.kind == "title")
            return list(islice(titles, limit))
        weighed = sorted(self._weighed(terms, self._likely(form_of(query), terms)), reverse=True)
        best = (-place for _, place in weighed)
        found = islice(self._without_twins(best), limit)
        return [Going(self._names[one], places(terms, self._forms[one])) for one in found]

    def _likely(self, query: str, terms: Sequence[str]) -> Iterable[int]:
        """Return as many names as can be weighed, those that have the terms whole before the others."""
        lettered = self._lettered(query, terms)
        # Lazily: where many names have the terms, the first of them are enough.
        starting = self._containing([f" {term}" for term in terms], lettered)
        within = self._containing(terms, lettered)
        return _first(WEIGHED, chain(starting, within, self._in_order(terms, lettered)))

    def _lettered(self, query: str, terms: Sequence[str]) -> Sequence[int]:
        """Return the names that have all letters, of those that had the letters of what was typed before."""
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
        """Yield how much each name is worth, and its place, negated so that of equal ones the first is greater."""
        spreads = 0
        for one in likely:
            form, name = self._forms[one], self._names[one]
            is_whole = all(term in form for term in terms)
            spreads += not is_whole
            worth = fit(terms, form, apart=spreads <= SPREADS)
            yield worth + WORTH[name.kind] + self._fresh[name.post], -one

    def _without_twins(self, found: Iterable[int]) -> Iterator[int]:
        """Leave out the file's name where the title was found already, and the other way round."""
        seen: set[PostId] = set()
        for one in found:
            name = self._names[one]
            if name.kind == "heading":
                yield one
            elif name.post not in seen:
                seen.add(name.post)
                yield one


def _first(count: int, some: Iterable[int]) -> Sequence[int]:
    """Return the first different ones."""
    found: dict[int, None] = {}
    for one in some:
        found[one] = None
        if len(found) == count:
            break
    return list(found)


def _names(posts: Sequence[Post], headings: Mapping[PostId, Headings]) -> Iterator[Name]:
    yield from (Name(post.id, post.title or post.id, "title") for post in posts)
    yield from (Name(post.id, post.id, "file") for post in posts)
    for post in posts:
        if found := headings.get(post.id):
            yield from (Name(post.id, one.text, "heading", one.line) for one in found.headings)


@lru_cache(200_000)
def _prepared(text: str) -> tuple[str, int]:
    form = form_of(text)
    return form, _letters(form)


def _letters(form: str) -> int:
    """Return the set of the characters as bits; beyond those that are common, several share a bit."""
    bits = 0
    for char in set(form):
        if char != " ":
            bits |= 1 << (ord(char) & 63)
    return bits


def _in_order(term: str) -> re.Pattern[str]:
    """Return what matches a text that has the letters in order, in linear time."""
    return re.compile("".join(f"[^{re.escape(char)}]*{re.escape(char)}" for char in term), re.DOTALL)
