"""The conditions that a query is made of: a tree of values that a post is held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from tuireader.catalog.query.words import Words, search_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.post import Post, PostId

Label = Literal["tag", "category"]
Name = Literal["title", "author", "series"]
Relation = Literal["before", "on", "after"]
Mark = Literal["draft", "future", "hidden", "unread", "starred", "broken"]

Condition: TypeAlias = (
    "All | Either | Not | InText | InName | Labelled | InFolder | InLanguage | Dated | Marked | OneOf"
)


class Subject:
    """A post that is held against a query, and its text, which is asked for once and only if need be."""

    def __init__(self, post: Post, text: Callable[[], str]) -> None:
        self.post = post
        self._text = text

    @cached_property
    def text(self) -> str:
        """The post's searchable text in search form."""
        return search_form(self._text())


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts, that is so of every post. The parts are put in the order of `cheap_first`."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", cheap_first(self.parts))

    def holds(self, subject: Subject) -> bool:
        """Return whether every part holds of the post."""
        return all(part.holds(subject) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds. The parts are put in the order of `cheap_first`."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", cheap_first(self.parts))

    def holds(self, subject: Subject) -> bool:
        """Return whether a part holds of the post."""
        return any(part.holds(subject) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, subject: Subject) -> bool:
        """Return whether the part does not hold of the post."""
        return not self.part.holds(subject)


@dataclass(frozen=True, slots=True)
class InText:
    """The words stand in the title, in a tag or category, or in the body."""

    words: Words

    def holds(self, subject: Subject) -> bool:
        """Return whether the words are in the post's text."""
        return self.words.found_in(subject.text)


@dataclass(frozen=True, slots=True)
class InName:
    """The words stand in the title, in the name of an author or in that of the series."""

    field: Name
    words: Words

    def holds(self, subject: Subject) -> bool:
        """Return whether the words are in one of the post's names."""
        post = subject.post
        names = {"title": (post.title,), "author": post.authors, "series": (post.series or "",)}[self.field]
        return any(self.words.found_in(search_form(name)) for name in names)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A tag or category is this one, whole and in search form, or begins so where `prefix` is true."""

    field: Label
    name: str
    prefix: bool = False

    def holds(self, subject: Subject) -> bool:
        """Return whether the post bears the tag or category."""
        return any(map(self.is_meant, self.labels_of(subject.post)))

    def labels_of(self, post: Post) -> tuple[str, ...]:
        """Return the post's tags or categories, whichever are asked for."""
        return post.tags if self.field == "tag" else post.categories

    def is_meant(self, label: str) -> bool:
        """Return whether a tag or category of that name is one that is asked for."""
        name = " ".join(search_form(label).split())
        return name == self.name or (self.prefix and name.startswith(self.name))


@dataclass(frozen=True, slots=True)
class InFolder:
    """The path in the archive begins with these characters, in search form."""

    path: str

    def holds(self, subject: Subject) -> bool:
        """Return whether the post's path begins so."""
        return search_form(subject.post.id).startswith(self.path)


@dataclass(frozen=True, slots=True)
class InLanguage:
    """The language is this one (`pt`) or a kind of it (`pt-BR`, which `pt_br` also means); lower case."""

    code: str

    def holds(self, subject: Subject) -> bool:
        """Return whether the post is in the language."""
        code = language_code(subject.post.lang or "")
        return code == self.code or code.startswith(f"{self.code}-")


@dataclass(frozen=True, slots=True)
class Dated:
    """The date lies before, in or after a year, a month or a day, as the clock in the post's own zone shows it.

    `period` is (year,), (year, month) or (year, month, day). Neither `before` nor `after` holds in the period
    itself; none of the three holds without a date.
    """

    relation: Relation
    period: tuple[int, ...]

    def holds(self, subject: Subject) -> bool:
        """Return whether the post's date lies there."""
        date = subject.post.date
        if date is None:
            return False
        own = (date.year, date.month, date.day)[: len(self.period)]
        if self.relation == "on":
            return own == self.period
        return own < self.period if self.relation == "before" else own > self.period


@dataclass(frozen=True, slots=True)
class Marked:
    """The post is a draft, lies in the future, is hidden, or is broken: has a problem that is no mere hint.

    What was read or starred is remembered elsewhere (`catalog.query.query.knowing`); by itself, every post is unread.
    """

    mark: Mark

    def holds(self, subject: Subject) -> bool:
        """Return whether the post is so."""
        post = subject.post
        if self.mark == "broken":
            return any(problem.severity != "info" for problem in post.problems)
        if self.mark in {"unread", "starred"}:
            return self.mark == "unread"
        return {"draft": post.draft, "future": post.future, "hidden": post.hidden}[self.mark]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The post is one of these."""

    posts: frozenset[PostId]

    def holds(self, subject: Subject) -> bool:
        """Return whether the post is one of them."""
        return subject.post.id in self.posts


def cheap_first(parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Return the conditions in their order, but those that read a post's text after the others."""
    return tuple(sorted(parts, key=reads_text))


def reads_text(condition: Condition) -> bool:
    """Return whether the condition cannot always be answered without the text."""
    if isinstance(condition, Not):
        return reads_text(condition.part)
    if isinstance(condition, All | Either):
        return any(map(reads_text, condition.parts))
    return isinstance(condition, InText)


def language_code(text: str) -> str:
    """Return a language's code as codes are compared."""
    return text.strip().lower().replace("_", "-")
