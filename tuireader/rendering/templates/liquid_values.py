"""Values of Liquid: what the front matter and the configuration give, typed as YAML types them, and the unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tuireader.archive.values import Scalar, as_text
from tuireader.rendering.templates.marks import placeholder

if TYPE_CHECKING:
    from tuireader.rendering.templates.context import Context

LONGEST: Final = 200_000
"""A longer text is no value that anybody means: `{% assign x = x | append: x %}`, many times."""

_INTEGER: Final = re.compile(r"[-+]?\d{1,18}")
_FLOAT: Final = re.compile(r"[-+]?\d{1,18}\.\d{1,18}")

# What `site` has only once the site is built (jekyll/drops/site_drop.rb, jekyll-github-metadata).
_BUILT: Final = frozenset(
    [
        "posts",
        "pages",
        "static_files",
        "html_pages",
        "html_files",
        "collections",
        "documents",
        "data",
        "categories",
        "tags",
        "related_posts",
        "time",
        "github",
        "docs",
    ]
)
_PAGE_BUILT: Final = frozenset(
    [
        "content",
        "output",
        "next",
        "previous",
        "excerpt",
        "related_posts",
        "id",
        "collection",
        "relative_path",
        "ext",
        "name",
        "url",
        "date",
        "title",
        "slug",
        "path",
        "tags",
        "categories",
    ]
)
_OUTSIDE: Final = frozenset(
    ["content", "layout", "jekyll", "theme", "paginator", "post", "include", "collections", "eleventy", "pkg"]
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only a site's build knows; `name` is what the template calls it."""

    name: str


@dataclass(frozen=True, slots=True)
class Drop:
    """An object of the engine's: what is known of it, what a build adds, and whether the rest is nothing."""

    name: str
    values: Mapping[str, object]
    built: frozenset[str] = frozenset()
    complete: bool = True

    def get(self, key: str) -> object:
        """Return the value under a key: None where there is nothing, Unknown where a build has it."""
        if key in self.values:
            return settled(self.values[key])
        return Unknown(f"{self.name}.{key}") if key in self.built or not self.complete else None


@dataclass(slots=True)
class Scope:
    """The names that a template sees: those that it assigned, over those of its engine.

    `strict` tells that the engine is known to run Liquid, so that a name that nothing defines is nothing.
    """

    roots: Mapping[str, object]
    strict: bool
    assigned: dict[str, object] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Tell whether a name is defined."""
        return name in self.assigned or name in self.roots

    def get(self, name: str) -> object:
        """Return what a name means."""
        if name in self.assigned:
            return self.assigned[name]
        if name in self.roots:
            return self.roots[name]
        return None if self.strict and name not in _OUTSIDE else Unknown(name)


def scope_of(context: Context, *, strict: bool) -> Scope:
    """Return the names that the engine of a context defines."""
    engine_runs = context.engine in {"jekyll", "eleventy", "hexo"}
    site = {"url": Scalar(context.url), "baseurl": Scalar(context.baseurl), **context.site}
    built = (_BUILT | set(context.collections)) - set(context.site)
    roots: dict[str, object] = {
        "site": Drop("site", site, built, bool(context.site)),
        "page": Drop("page", context.page, _PAGE_BUILT, engine_runs and bool(context.page)),
    }
    if context.engine != "jekyll":
        roots = {**context.page, **roots}
    return Scope({key: settled(value) for key, value in roots.items()}, strict)


def settled(value: object) -> object:
    """Return a value of metadata as Liquid sees it; what is no such value stays as it is."""
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
    """Return a value as Liquid prints it; what a build knows becomes a placeholder."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, (Unknown, Drop)):
        return placeholder(value.name)
    if isinstance(value, list):
        return "".join(text_of(item) for item in value)
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {text_of(settled(one))}" for key, one in value.items())
    return str(value)


def truth(value: object) -> bool | None:
    """Return what a condition makes of a value; None where only a build knows."""
    return None if isinstance(value, Unknown) else value is not None and value is not False
