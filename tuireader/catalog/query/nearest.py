"""What was probably meant by a tag or category that no post has."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tuireader.catalog.query.terms import All, Either, Labelled, Not
from tuireader.catalog.query.words import search_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.query.terms import Condition

MIN_LIKENESS = 0.7
"""The least share of equal characters, from 0 to 1, of names that may be meant for one another."""
MAX_SUGGESTIONS = 3


def unknown_labels(condition: Condition, posts: Sequence[Post]) -> str:
    """A sentence on the first tag or category of a query that no post has, and those that may be meant; or nothing."""
    for term in _labelled(condition):
        labels = {label for post in posts for label in term.labels_of(post)}
        if any(map(term.is_meant, labels)):
            continue
        found = nearest(term.name, labels)
        near = f"; did you mean {' or '.join(map(_written, found))}?" if found else ""
        return f"no post has the {term.field} {term.name}{near}"
    return ""


def nearest(name: str, labels: Iterable[str]) -> list[str]:
    """The labels that are most like a name in search form, best first: by initials, by words, by letters."""
    ranked = sorted((-score, label) for label in labels if (score := _likeness(name, label)) >= MIN_LIKENESS)
    return [label for _, label in ranked[:MAX_SUGGESTIONS]]


def _likeness(name: str, label: str) -> float:
    words = search_form(label).replace("-", " ").replace("_", " ").split()
    whole = " ".join(words)
    if name == "".join(word[0] for word in words) and len(words) > 1:
        return 2.0
    if len(name) > 2 and any(word.startswith(name) for word in words):
        return 1.0
    return SequenceMatcher(None, name.replace("-", " "), whole).ratio()


def _labelled(condition: Condition) -> Iterator[Labelled]:
    """Yield the labels that a query asks for; those that it leaves out may well be unknown."""
    match condition:
        case All(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from _labelled(part)
        case Labelled():
            yield condition
        case Not():
            return


def _written(label: str) -> str:
    return f'"{label}"' if " " in label else label
