"""Queries as text, parsed into conditions on posts."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from tuireader.catalog.query.fields import condition_of
from tuireader.catalog.query.terms import (
    All,
    Either,
    InFolder,
    InLanguage,
    InName,
    InText,
    Labelled,
    Marked,
    Not,
    OneOf,
    Subject,
)
from tuireader.catalog.query.tokens import Close, Open, Or, QueryProblem, tokens
from tuireader.catalog.query.words import PART, Words
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuireader.archive.post import Post
    from tuireader.catalog.query.terms import Condition
    from tuireader.catalog.query.tokens import Term
    from tuireader.catalog.remembered import Remembered

MAX_QUERY_LENGTH = 10_000
MAX_DEPTH = 30


@dataclass(slots=True)
class Group:
    """The contents of brackets read so far: alternatives of joined conditions."""

    column: int
    negated: bool = False
    alternatives: list[list[Condition]] = field(default_factory=lambda: [[]])
    last_or: int = 0

    def condition(self) -> Condition | QueryProblem:
        """The condition of the whole group."""
        if not self.alternatives[-1]:
            if self.last_or:
                return QueryProblem("nothing follows this OR", self.last_or)
            return QueryProblem("there is nothing between these brackets", self.column)
        joined = [parts[0] if len(parts) == 1 else All(tuple(parts)) for parts in self.alternatives]
        whole = joined[0] if len(joined) == 1 else Either(tuple(joined))
        return Not(whole) if self.negated else whole


def condition_from(text: str) -> Condition | QueryProblem:
    """The condition of a query, or its error; never raises.

    From weakest to strongest: `OR`, adjacent words, `-`. Only spaces match every post.
    """
    if len(text) > MAX_QUERY_LENGTH:
        return QueryProblem(f"the query is longer than {MAX_QUERY_LENGTH:,} characters", MAX_QUERY_LENGTH + 1)
    groups = [Group(1)]
    for token in tokens(text):
        problem = token if isinstance(token, QueryProblem) else _take(token, groups)
        if problem:
            return problem
    if len(groups) > 1:
        return QueryProblem("this bracket is not closed", groups[-1].column)
    return groups[0].condition() if text.strip() else All(())


def _take(token: Open | Close | Or | Term, groups: list[Group]) -> QueryProblem | None:
    if isinstance(token, Open):
        return _open(token, groups)
    if isinstance(token, Or):
        return _alternative(token, groups[-1])
    if isinstance(token, Close):
        if len(groups) == 1:
            return QueryProblem(
                'no bracket is open here; to look for the sign itself write ")"', token.column
            )
        condition = groups.pop().condition()
    else:
        condition = condition_of(token)
    if isinstance(condition, QueryProblem):
        return condition
    groups[-1].alternatives[-1].append(condition)
    return None


def _open(token: Open, groups: list[Group]) -> QueryProblem | None:
    if len(groups) > MAX_DEPTH:
        return QueryProblem(f"brackets are nested more than {MAX_DEPTH} deep here", token.column)
    groups.append(Group(token.column, token.negated))
    return None


def _alternative(token: Or, group: Group) -> QueryProblem | None:
    if not group.alternatives[-1]:
        return QueryProblem('nothing comes before this OR; to look for the word write "OR"', token.column)
    group.alternatives.append([])
    group.last_or = token.column
    return None


def knowing(condition: Condition, remembered: Remembered) -> Condition:
    """The condition with the unread or starred posts filled in."""
    if isinstance(condition, All | Either):
        return type(condition)(tuple(knowing(part, remembered) for part in condition.parts))
    if isinstance(condition, Not):
        return replace(condition, part=knowing(condition.part, remembered))
    if isinstance(condition, Marked):
        if condition.mark == "unread":
            return Not(OneOf(remembered.read))
        if condition.mark == "starred":
            return OneOf(remembered.starred)
    return condition


def asks_for_memory(condition: Condition) -> bool:
    """Whether the condition depends on unread or starred posts."""
    if isinstance(condition, All | Either):
        return any(map(asks_for_memory, condition.parts))
    if isinstance(condition, Not):
        return asks_for_memory(condition.part)
    return isinstance(condition, Marked) and condition.mark in {"unread", "starred"}


CURSOR = "\ufdd1"
"""Marks the end of unfinished text while it is parsed; no file contains it, and nobody types it."""
MAX_CUTS = 8
"""Most words left out, from the end, before the whole query is given up."""
UNSAID = expression(r"[!-/:-@\[-`{-~]*")


def parse_partial(text: str) -> Query:
    """The query of unfinished text; never an error.

    The word being typed, which is the last without a space after it, counts as a prefix, except after a minus, where a
    prefix would exclude too much. Open brackets and quotes are closed. Text without meaning yet, like `tag:`, `(`,
    `-`, `OR` or bare signs, is left out, as is a wrong last word; if nothing is left, every post matches.
    """
    rest = text.replace(CURSOR, "")
    for _ in range(MAX_CUTS):
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
    """Yield possible meanings of the text, the most useful first."""
    last = "" if not text or text[-1].isspace() else text.rsplit(maxsplit=1)[-1]
    if last and UNSAID.fullmatch(last):
        return
    negated = last.startswith("-") and not last.startswith("--")
    if last and not (negated or last.lstrip("(") == "OR" or last.endswith("*")):
        yield f"{text}{CURSOR}"
    yield text
    yield text.rstrip(",-(")


def _closed(text: str) -> Query | None:
    """The query with its quote and brackets closed, or None if that is no query."""
    deepest = min(text.count("("), MAX_DEPTH)
    for quote in ("", '"'):
        for depth in range(deepest + 1):
            query = parse_query(f"{text}{quote}{')' * depth}")
            if not isinstance(query, QueryProblem):
                condition = _settled(query.condition, prefix=True)
                return None if condition is None else Query(condition)
    return None


def _settled(condition: Condition, *, prefix: bool) -> Condition | None:
    """The condition without the cursor, and the word before it as a prefix; None without a meaning."""
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


__all__ = ["Query", "QueryProblem", "parse_query", "searchable_text"]


@dataclass(frozen=True, slots=True)
class Query:
    """A query for posts; equal to another with the same meaning in the same order.

    `condition` is a tree of the values in `catalog.query.terms`. Matching post by post is the reference for any index
    that is asked with the tree.
    """

    condition: Condition

    def matches(self, post: Post, text: Callable[[], str]) -> bool:
        """Whether the post matches.

        `text` returns the post's `searchable_text`. It is called at most once, and only if the answer depends on
        words.
        """
        return self.condition.holds(Subject(post, text))

    def knowing(self, remembered: Remembered) -> Query:
        """The query with the unread and starred posts filled in."""
        return Query(knowing(self.condition, remembered))


def parse_query(text: str) -> Query | QueryProblem:
    """The query of a text, or its error and its place; never raises.

    Adjacent words must all occur; `OR`, `-word`, `"exact words"`, `pref*`, `( )`. Fields: `tag:`, `category:`, `lang:`
    (whole), `author:`, `series:`, `title:` (words in it), `in:` (beginning of the path), `before:`, `after:`, `on:` (a
    year, month or day; see `Dated`), `is:`; commas separate alternative values. An empty query matches every post.
    """
    condition = condition_from(text)
    return condition if isinstance(condition, QueryProblem) else Query(condition)


def searchable_text(post: Post, body: str) -> str:
    """The searchable text of a post: title, tags, categories and body."""
    return PART.join((post.title, *post.tags, *post.categories, body))
