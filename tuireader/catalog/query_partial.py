"""A query while it is being typed → the reading that is most useful so far."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.catalog.query import Query, QueryProblem, parse_query
from tuireader.catalog.query_parser import DEEPEST
from tuireader.catalog.query_terms import All, Either, InFolder, InLanguage, InName, InText, Labelled, Not
from tuireader.catalog.query_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.catalog.query_terms import Condition

CURSOR = "\ufdd1"
"""Stands for the end of what is being typed while it is read; it is in no file, and nobody types it."""
CUTS = 8
"""Words that are left out, from the last on, before the whole is given up."""
UNSAID = re.compile(r"[!-/:-@\[-`{-~]*")


def parse_partial(text: str) -> Query:
    """Return what a query in the making asks for; never a problem.

    The word that is being typed, which is the last if no space follows it, is taken for the beginning of one, but not
    behind a minus, where a beginning would take too much away. Brackets and quotes that are open are closed. What
    says nothing yet, like `tag:`, `(`, `-`, `OR` or mere signs, is left out, and so is a last word that cannot be
    read; where nothing is left, every post is asked for.
    """
    rest = text.replace(CURSOR, "")
    for _ in range(CUTS):
        for attempt in _attempts(rest):
            query = _closed(attempt)
            if query is not None:
                return query
        words = rest.split()
        if not words:
            break
        rest = rest[: rest.rindex(words[-1])]
    return Query(All(()))


def _attempts(text: str) -> Iterator[str]:
    """Yield what the text may be meant to be, the most useful first."""
    last = "" if not text or text[-1].isspace() else text.rsplit(maxsplit=1)[-1]
    if last and UNSAID.fullmatch(last):
        return
    negated = last.startswith("-") and not last.startswith("--")
    if last and not (negated or last.lstrip("(") == "OR" or last.endswith("*")):
        yield f"{text}{CURSOR}"
    yield text
    yield text.rstrip(",-(")


def _closed(text: str) -> Query | None:
    """Return the query that the text is with its quote and its brackets closed, or None where it is none."""
    deepest = min(text.count("("), DEEPEST)
    for quote in ("", '"'):
        for depth in range(deepest + 1):
            query = parse_query(f"{text}{quote}{')' * depth}")
            if not isinstance(query, QueryProblem):
                condition = _settled(query.condition, prefix=True)
                return None if condition is None else Query(condition)
    return None


def _settled(condition: Condition, *, prefix: bool) -> Condition | None:
    """Return the condition without the cursor, what ended in it a beginning; None where it says nothing then."""
    if isinstance(condition, All | Either):
        parts = tuple(_settled(part, prefix=prefix) for part in condition.parts)
        said = tuple(part for part in parts if part is not None)
        return None if len(said) < len(parts) else type(condition)(said)
    if isinstance(condition, Not):
        part = _settled(condition.part, prefix=False)
        return None if part is None else Not(part)
    if isinstance(condition, InText | InName):
        words = _settled_words(condition.words, prefix=prefix)
        return None if words is None else replace(condition, words=words)
    return _settled_field(condition, prefix=prefix)


def _settled_field(condition: Condition, *, prefix: bool) -> Condition | None:
    if isinstance(condition, Labelled) and condition.name.endswith(CURSOR):
        name = condition.name.removesuffix(CURSOR).rstrip()
        return Labelled(condition.field, name, prefix) if name else None
    if isinstance(condition, InFolder):
        return InFolder(condition.path.removesuffix(CURSOR))
    if isinstance(condition, InLanguage):
        return InLanguage(condition.code.removesuffix(CURSOR))
    return condition


def _settled_words(words: Words, *, prefix: bool) -> Words | None:
    *others, last = words.words
    if not last.endswith(CURSOR):
        return words
    last = last.removesuffix(CURSOR)
    if last:
        return Words((*others, last), prefix, unfinished=prefix)
    return Words(tuple(others)) if others else None
