"""The fields of posts as published against those as read: how many are equal, and of what kinds the others are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tests.oracles.published import Published

_DRAWN: Final = re.compile(r"[☑☐•◦▪▎▏▌▣▾─━│]")

Values = str | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A field of a post that is not as the engine has it; `kind` tells by what it differs."""

    path: str
    wanted: Values
    got: Values
    kind: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a field fared: of `compared` posts, or headings, all but the misses are equal."""

    field: str
    compared: int
    misses: tuple[Miss, ...]

    @property
    def percent(self) -> float:
        """Per cent equal, of nothing 100."""
        return 100 * (self.compared - len(self.misses)) / self.compared if self.compared else 100.0

    def kinds(self) -> Iterator[tuple[str, int, Miss]]:
        """The kinds of misses, the most frequent first, each with how many there are and one of them."""
        counts = Counter(miss.kind for miss in self.misses)
        shortest = {miss.kind: miss for miss in sorted(self.misses, key=lambda one: -len(str(one.wanted)))}
        for kind, count in counts.most_common():
            yield kind, count, shortest[kind]


def compare(
    wanted: Mapping[str, Published], got: Mapping[str, Published], fields: Iterable[str]
) -> Iterator[Outcome]:
    """Return how each field fares, and as the field `listed` which posts are there at all."""
    missing = [
        Miss(path, "listed", "not listed", "not listed") for path in sorted(wanted.keys() - got.keys())
    ]
    extra = [Miss(path, "not listed", "listed", "too many") for path in sorted(got.keys() - wanted.keys())]
    extra = [miss for miss in extra if "/_index." not in miss.path and got[miss.path].shown]
    yield Outcome("listed", len(wanted.keys() | got.keys()), (*missing, *extra))
    for field in fields:
        compared = 0
        misses: list[Miss] = []
        for path in sorted(wanted.keys() & got.keys()):
            one, other = getattr(wanted[path], field), getattr(got[path], field)
            if one is None or other is None:
                continue
            for left, right in _pairs(field, one, other):
                compared += 1
                if left != right:
                    misses.append(Miss(path, left, right, _kind(left, right)))
        yield Outcome(field, compared, tuple(misses))


def _pairs(field: str, one: Values, other: Values) -> Iterator[tuple[Values, Values]]:
    """Headings are compared one by one where there are as many on both sides; all else as a whole."""
    if field == "ids" and isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        yield from zip(one, other, strict=True)
    elif field == "words" and isinstance(one, tuple) and isinstance(other, tuple):
        lost = Counter(one) - Counter(other)
        yield tuple(sorted(lost.elements())), ()
    elif field == "text" and isinstance(one, str) and isinstance(other, str):
        yield without_drawing(one), without_drawing(other)
    else:
        yield one, other


def without_drawing(text: str) -> str:
    """Return a text without the signs that are drawn here where a browser draws lines, boxes and bullets."""
    return " ".join(_DRAWN.sub(" ", text).split())


def _kind(wanted: Values, got: Values) -> str:
    """Return what stands in place of what, words in letters of no meaning."""
    left, right = str(wanted), str(got)
    if len(left) > 300 or len(right) > 300:
        return "long"
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            return f"{_shape(left[a:b])} | {_shape(right[c:d])}"
    return "type"


def _shape(text: str) -> str:
    shape = "".join("a" if c.isascii() and c.isalpha() else "0" if c.isdecimal() else c for c in text)
    return "".join(c for i, c in enumerate(shape) if i == 0 or c != shape[i - 1] or c not in "a0")[:24] or "∅"
