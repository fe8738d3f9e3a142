"""The conditions of a query: a tree of values that posts are tested against."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from tuireader.catalog.query.words import Words, search_form
from tuireader.late import dataclass

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
    """A post to test, and its text, which is read once and only if needed."""

    def __init__(self, post: Post, text: Callable[[], str]) -> None:
        self.post = post
        self._text = text

    @cached_property
    def text(self) -> str:
        """The post's searchable text in search form."""
        return search_form(self._text())


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts, for every post. The parts are in the order of `cheap_first`."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", cheap_first(self.parts))

    def holds(self, subject: Subject) -> bool:
        return all(part.holds(subject) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds. The parts are in the order of `cheap_first`."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", cheap_first(self.parts))

    def holds(self, subject: Subject) -> bool:
        return any(part.holds(subject) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, subject: Subject) -> bool:
        return not self.part.holds(subject)


@dataclass(frozen=True, slots=True)
class InText:
    """The words are in the title, in a tag or category, or in the body."""

    words: Words

    def holds(self, subject: Subject) -> bool:
        return self.words.found_in(subject.text)


@dataclass(frozen=True, slots=True)
class InName:
    """The words are in the title, in the name of an author or of the series."""

    field: Name
    words: Words

    def holds(self, subject: Subject) -> bool:
        post = subject.post
        names = {"title": (post.title,), "author": post.authors, "series": (post.series or "",)}[self.field]
        return any(self.words.found_in(search_form(name)) for name in names)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A tag or category is this one, whole and in search form, or begins like this with `prefix`."""

    field: Label
    name: str
    prefix: bool = False

    def holds(self, subject: Subject) -> bool:
        return any(map(self.is_meant, self.labels_of(subject.post)))

    def labels_of(self, post: Post) -> tuple[str, ...]:
        """The post's tags or categories, whichever count."""
        return post.tags if self.field == "tag" else post.categories

    def is_meant(self, label: str) -> bool:
        """Whether a tag or category of that name counts."""
        name = " ".join(search_form(label).split())
        return name == self.name or (self.prefix and name.startswith(self.name))


@dataclass(frozen=True, slots=True)
class InFolder:
    """The path in the archive begins with these characters, in search form."""

    path: str

    def holds(self, subject: Subject) -> bool:
        return search_form(subject.post.id).startswith(self.path)


@dataclass(frozen=True, slots=True)
class InLanguage:
    """The language is this one (`pt`) or a variant (`pt-BR`, also written `pt_br`); lower case."""

    code: str

    def holds(self, subject: Subject) -> bool:
        code = language_code(subject.post.lang or "")
        return code == self.code or code.startswith(f"{self.code}-")


@dataclass(frozen=True, slots=True)
class Dated:
    """The date is before, in or after a year, a month or a day, by the clock of the post's own zone.

    `period` is (year,), (year, month) or (year, month, day). Neither `before` nor `after` holds within the period;
    none of the three holds without a date.
    """

    relation: Relation
    period: tuple[int, ...]

    def holds(self, subject: Subject) -> bool:
        date = subject.post.date
        if date is None:
            return False
        own = (date.year, date.month, date.day)[: len(self.period)]
        if self.relation == "on":
            return own == self.period
        return own < self.period if self.relation == "before" else own > self.period


@dataclass(frozen=True, slots=True)
class Marked:
    """The post is a draft, in the future, hidden, or broken: has a problem that is more than a hint.

    Read and starred posts are known elsewhere (`catalog.query.query.knowing`); here every post is unread.
    """

    mark: Mark

    def holds(self, subject: Subject) -> bool:
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
        return subject.post.id in self.posts


def cheap_first(parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions in order, with those that read a post's text last."""
    return tuple(sorted(parts, key=reads_text))


def reads_text(condition: Condition) -> bool:
    if isinstance(condition, Not):
        return reads_text(condition.part)
    if isinstance(condition, All | Either):
        return any(map(reads_text, condition.parts))
    return isinstance(condition, InText)


def language_code(text: str) -> str:
    return text.strip().lower().replace("_", "-")
