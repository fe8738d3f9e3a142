"""Values of Liquid: those of the front matter and the configuration, typed as YAML types them, and unknown ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.values import Scalar, as_text
from tuireader.late import dataclass, expression
from tuireader.rendering.templates.writer import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable


LONGEST: Final = 200_000
"""Characters of a value; a longer one is a mistake, as of `{% assign x = x | append: x %}` many times."""
MOST_ITEMS: Final = 5_000
"""Numbers of a range that filters are given."""
WORK: Final = 2_000_000
"""Characters that loops, filters and conditions may go over, and that values may print, in one post."""
_REFUSALS: Final = 20
"""What as many refusals cost, each finding out how much something would be, is all that a post may cost."""
_TYPING: Final = 20
"""The work of telling the type of a value of metadata, which a list has for each of its items."""
_MAX_DEPTH: Final = 60
"""Lists and maps within each other; a value that is deeper is too much work."""

_INTEGER: Final = expression(r"[-+]?\d{1,18}")
_FLOAT: Final = expression(r"[-+]?\d{1,18}\.\d{1,18}")

# What `site` has only once the site is built (jekyll/drops/site_drop.rb, jekyll-github-metadata).
BUILT: Final = frozenset({
    "posts", "pages", "static_files", "html_pages", "html_files", "collections", "documents", "data",
    "categories", "tags", "related_posts", "time", "github", "docs",
})  # fmt: skip
PAGE_BUILT: Final = frozenset({
    "content", "output", "next", "previous", "excerpt", "related_posts", "id", "collection", "relative_path",
    "ext", "name", "url", "date", "title", "slug", "path", "tags", "categories",
})  # fmt: skip
_OUTSIDE: Final = frozenset(
    ["content", "layout", "jekyll", "theme", "paginator", "post", "include", "collections", "eleventy", "pkg"]
)


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that only a site's build knows; `name` is what the template calls it."""

    name: str


@dataclass(frozen=True, slots=True)
class Drop:
    """An object of the engine: its known values, the names that a build adds, and whether there are no others."""

    name: str
    values: Mapping[str, object]
    built: frozenset[str] = frozenset()
    complete: bool = True

    def get(self, key: str) -> object:
        """Return the value under a key, as metadata has it: None if there is none, an unknown one if a build has it."""
        if key in self.values:
            return self.values[key]
        return UnknownValue(f"{self.name}.{key}") if key in self.built or not self.complete else None


@dataclass(slots=True)
class Scope:
    """The names that a template sees: those that it assigned, over those of its engine.

    `strict` says that the engine is known to run Liquid, so that an undefined name has no value; `passes_on` that an
    unknown filter gives the value that it is given. `work` is what one post may cost, in characters, and `left` the
    rest of it. `counts` are the counters of `increment`. `lists` keeps what is made of the lists of metadata, by the
    identity of each.
    """

    roots: Mapping[str, object]
    strict: bool
    passes_on: bool = False
    work: int = WORK
    assigned: dict[str, object] = field(default_factory=dict)
    left: int = field(init=False)
    counts: dict[str, int] = field(default_factory=dict)
    lists: dict[int, tuple[object, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = self.work

    def may_spend(self, work: int) -> bool:
        """Tell whether the work, in characters, is still allowed; if so, take it off the rest."""
        if work > self.left:
            self.left = max(0, self.left - self.work // _REFUSALS)
            return False
        self.left -= work
        return True

    def may_read(self, *values: object) -> bool:
        """Tell whether going over these values is still allowed; if so, take it off the rest."""
        return self.left > 0 and self.may_spend(sum(weight(value, self.work) for value in values))

    def text_of(self, value: object, name: str) -> str:
        """Return a value as Liquid prints it, or its name as a placeholder where it is too much."""
        if not isinstance(value, (list, Mapping)):
            return text_of(value)
        if not self.may_read(value):
            return placeholder(name)
        text = text_of(value)
        return text if self.may_spend(len(text)) else placeholder(name)

    def settled(self, value: object) -> object:
        """Return a value of metadata as Liquid sees it; of a list always the same, made when it is first asked for."""
        if not isinstance(value, tuple):
            return settled(value)
        if id(value) not in self.lists:
            made = settled(value) if self.may_read(value) else UnknownValue("list")
            self.lists[id(value)] = value, made
        return self.lists[id(value)][1]

    def knows(self, name: str) -> bool:
        """Tell whether a name is defined."""
        return name in self.assigned or name in self.counts or name in self.roots

    def get(self, name: str) -> object:
        if name in self.assigned:
            return self.assigned[name]
        if name in self.counts:
            return self.counts[name]
        if name in self.roots:
            return self.roots[name]
        return None if self.strict and name not in _OUTSIDE else UnknownValue(name)


def settled(value: object) -> object:
    """Return a value of metadata as Liquid sees it; any other value as it is."""
    if isinstance(value, tuple):
        return [settled(item) for item in value]
    if not isinstance(value, Scalar):
        return value
    return _typed(value) if value.plain else value.text


def _typed(value: Scalar) -> object:
    typed = as_text(value, typed=True)
    if typed in {"true", "false"}:
        return typed == "true"
    if typed is None or _INTEGER.fullmatch(typed):
        return None if typed is None else int(typed)
    return float(typed) if _FLOAT.fullmatch(typed) else typed


def text_of(value: object) -> str:
    """Return a value as Liquid prints it; an unknown one becomes a placeholder."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, (UnknownValue, Drop)):
        return placeholder(value.name)
    if isinstance(value, list):
        return joined(value)
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, Mapping):
        return joined((f"{key}: {text_of(settled(one))}" for key, one in value.items()), ", ")
    return str(value)


def joined(items: Iterable[object], mark: str = "") -> str:
    """Return the texts of values with a mark between them, up to the longest text that a value may have."""
    texts: list[str] = []
    room = LONGEST
    for item in items:
        texts.append(text_of(item))
        room -= len(texts[-1]) + len(mark)
        if room < 0:
            break
    return mark.join(texts)


def weight(value: object, most: int = WORK) -> int:
    """Return the work that a value costs: its characters, and those of its items; of a map the number of its values.

    What is more than `most`, or too deep, is not gone through to its end.
    """
    total = 0
    level = [value]
    for _ in range(_MAX_DEPTH):
        deeper: list[object] = []
        for one in level:
            total += 1
            if isinstance(one, str):
                total += len(one)
            elif isinstance(one, Scalar):
                total += _TYPING + len(one.text)
            elif isinstance(one, range):
                total += min(len(one), MOST_ITEMS)
            elif isinstance(one, (list, tuple)):
                deeper += one
            elif isinstance(one, Mapping):
                total += len(one)
                deeper += (inner for inner in one.values() if isinstance(inner, (list, tuple, Mapping)))
            if total + len(deeper) > most:
                return most + 1
        if not deeper:
            return total
        level = deeper
    return most + 1


def truth(value: object) -> bool | None:
    """Return whether a value is true in a condition; None if only a build knows."""
    return None if isinstance(value, UnknownValue) else value is not None and value is not False
