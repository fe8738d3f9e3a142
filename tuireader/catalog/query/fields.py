"""The condition of a term of a query."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, cast, get_args

from tuireader.catalog.query.terms import (
    Dated,
    Either,
    InFolder,
    InLanguage,
    InName,
    InText,
    Labelled,
    Mark,
    Marked,
    Name,
    Not,
    Relation,
    language_code,
)
from tuireader.catalog.query.tokens import QueryProblem
from tuireader.catalog.query.words import Words, search_form
from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.catalog.query.terms import Condition, Label
    from tuireader.catalog.query.tokens import Term, Value

MARKS: tuple[Mark, ...] = get_args(Mark)
NAMES: tuple[Name, ...] = get_args(Name)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
PERIOD = expression(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")


def condition_of(term: Term) -> Condition | QueryProblem:
    conditions: list[Condition] = []
    for value in term.values:
        condition = _condition(term.field, value)
        if isinstance(condition, QueryProblem):
            return condition
        conditions.append(condition)
    whole = conditions[0] if len(conditions) == 1 else Either(tuple(conditions))
    return Not(whole) if term.negated else whole


def _condition(field: str, value: Value) -> Condition | QueryProblem:
    if not field or field in NAMES:
        return _words(field, value)
    if field in RELATIONS:
        return _dated(field, value)
    if field == "is":
        return _marked(value)
    text, prefix = _beginning(value)
    if field == "in":
        return InFolder(search_form(text.removeprefix("./").lstrip("/")))
    if field == "lang":
        code = language_code(text)
        return InLanguage(code) if code else QueryProblem("lang: takes a code like en or pt-BR", value.column)
    return Labelled(cast("Label", field), " ".join(search_form(text).split()), prefix)


def _words(field: Name | Literal[""], value: Value) -> Condition | QueryProblem:
    text, prefix = _beginning(value)
    words = Words.of(text, prefix=prefix)
    if words is None:
        if prefix:
            message = 'a * comes after the beginning of a word; to look for the sign itself write "*"'
            return QueryProblem(message, value.column)
        return QueryProblem("there is no word here to look for", value.column)
    return InName(field, words) if field else InText(words)


def _beginning(value: Value) -> tuple[str, bool]:
    """The text without a final star, and whether there was one."""
    prefix = not value.quoted and value.text.endswith("*")
    return (value.text[:-1] if prefix else value.text), prefix


def _dated(relation: Relation, value: Value) -> Dated | QueryProblem:
    found = PERIOD.fullmatch(value.text.strip())
    if found is None:
        return QueryProblem(f"{relation}: takes a date like 2024, 2024-12 or 2024-12-27", value.column)
    period = tuple(int(number) for number in found.groups() if number)
    year, month, day = (*period, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return QueryProblem(f"there is no date {value.text.strip()}", value.column)
    return Dated(relation, period)


def _marked(value: Value) -> Marked | QueryProblem:
    mark = search_form(value.text.strip())
    for known in MARKS:
        if mark == known:
            return Marked(known)
    return QueryProblem(f"is: takes {', '.join(MARKS[:-1])} or {MARKS[-1]}, not {value.text}", value.column)
