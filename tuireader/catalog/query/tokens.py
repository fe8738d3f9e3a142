"""The tokens of a query: brackets, OR, and terms with their fields and values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = ("tag", "category", "author", "series", "title", "in", "lang", "before", "after", "on", "is")

FIELD = expression(rf"({'|'.join(FIELDS)}):", re.IGNORECASE)
# Looks like another field, unlike `http://…`, `std::…`, `C:\…` and `TODO:`.
UNKNOWN_FIELD = expression(r"([A-Za-z]+:)[^\s)/\\:]")


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """An error in a query; `column` counts its characters from 1."""

    message: str
    column: int


@dataclass(frozen=True, slots=True)
class Open:
    """An opening bracket; `negated` after a minus."""

    column: int
    negated: bool


@dataclass(frozen=True, slots=True)
class Close:
    """A closing bracket."""

    column: int


@dataclass(frozen=True, slots=True)
class Or:
    """The word between alternatives."""

    column: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value as typed, without quotes."""

    text: str
    quoted: bool
    column: int


@dataclass(frozen=True, slots=True)
class Term:
    """Words, or alternative values of a field; `field` is empty for words."""

    negated: bool
    field: str
    values: tuple[Value, ...]


Token: TypeAlias = Open | Close | Or | Term


def tokens(text: str) -> Iterator[Token | QueryProblem]:
    """Yield the tokens of a query; an error is the last one."""
    at = _after_spaces(text, 0)
    while at < len(text):
        token, at = _token(text, at)
        yield token
        if isinstance(token, QueryProblem):
            return
        at = _after_spaces(text, at)


def _token(text: str, at: int) -> tuple[Token | QueryProblem, int]:
    column = at + 1
    if text[at] == ")":
        return Close(column), at + 1
    negated = text[at] == "-" and not text.startswith("--", at)
    if negated:
        at += 1
        if at == len(text) or text[at].isspace() or text[at] == ")":
            message = 'nothing follows the minus; to look for the sign itself write "-"'
            return QueryProblem(message, column), at
    if text[at] == "(":
        return Open(column, negated), at + 1
    return _term(text, at, column, negated=negated)


def _term(text: str, at: int, column: int, *, negated: bool) -> tuple[Or | Term | QueryProblem, int]:
    if field := FIELD.match(text, at):
        return _field(text, field, negated=negated)
    if unknown := UNKNOWN_FIELD.match(text, at):
        advice = f'to look for the words themselves write "{_bare(text, at).text}"'
        message = f"there is no field {unknown[1]}; the fields are {', '.join(FIELDS)}; {advice}"
        return QueryProblem(message, at + 1), at
    value = _quoted(text, at) if text[at] == '"' else _bare(text, at)
    if isinstance(value, QueryProblem):
        return value, at
    end = _end(value)
    if value.text == "OR" and not value.quoted and not negated:
        return Or(column), end
    return Term(negated, "", (value,)), end


def _field(text: str, field: re.Match[str], *, negated: bool) -> tuple[Term | QueryProblem, int]:
    name, at = field[1].lower(), field.end()
    values: list[Value] = []
    while not values or text.startswith(",", at):
        at += 1 if values else 0
        value = _quoted(text, at) if text.startswith('"', at) else _bare(text, at, stop=",")
        if isinstance(value, QueryProblem):
            return value, at
        if not value.text.strip():
            missing = "the comma" if values else f"{name}:"
            return QueryProblem(f"nothing to look for follows {missing}", at + 1), at
        values.append(value)
        at = _end(value)
    return Term(negated, name, tuple(values)), at


def _quoted(text: str, at: int) -> Value | QueryProblem:
    end = text.find('"', at + 1)
    if end < 0:
        return QueryProblem('the quote that opens here is not closed with another "', at + 1)
    return Value(text[at + 1 : end], quoted=True, column=at + 1)


def _bare(text: str, at: int, stop: str = "") -> Value:
    """Read up to a space, a quote or a bracket that closes nothing in the word: `f(x)` is a word."""
    end, depth = at, 0
    while end < len(text) and not text[end].isspace() and text[end] != '"' and text[end] != stop:
        depth += (text[end] == "(") - (text[end] == ")")
        if depth < 0:
            break
        end += 1
    return Value(text[at:end], quoted=False, column=at + 1)


def _end(value: Value) -> int:
    """The place in the text after the value."""
    return value.column - 1 + len(value.text) + (2 if value.quoted else 0)


def _after_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
