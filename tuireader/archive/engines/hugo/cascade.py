"""Hugo's cascades: values that sections and the site's configuration give to posts, to all or to those of a target."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import Scalar, as_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.archive.metadata.values import Value

_PARTS: Final = re.compile(r"\*\*|.", re.DOTALL)
_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_LANGUAGE: Final = "the language of the section"
"""The key in a cascade of the language of its section."""
_NOT_GIVEN: Final = frozenset({"target", "_target", _LANGUAGE})
_MAX_GLOB: Final = 300
_MAX_ALTERNATIVES: Final = 64
"""Limits of the characters of a glob, and of the alternatives in it."""


def cascades_of(value: Value | None, lang: str = "") -> Iterator[Mapping[str, Value]]:
    """Return the value of `cascade`, one mapping or a list of them.

    `lang` is the language of the section that holds it: a cascade stays in its language.
    """
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, dict):
            yield {**fields.folded(one), **({_LANGUAGE: Scalar(lang.lower())} if lang else {})}


def handed_down(
    cascades: tuple[Mapping[str, Value], ...], name: str, kind: str, lang: str
) -> dict[str, Value]:
    """Return the values that cascades give a page; of several values of a key the last counts.

    `name` is its path below the content, without an ending and a language; `lang` is in small letters.
    """
    place = "/" + _place(name).lower().replace(" ", "-")
    found: dict[str, Value] = {}
    for one in cascades:
        if fields.text(one, _LANGUAGE) not in {None, lang}:
            continue
        target = fields.folded(fields.nested(one, "target") or fields.nested(one, "_target"))
        if _is_met(target, place, kind, lang):
            found.update({key: value for key, value in one.items() if key not in _NOT_GIVEN})
    return found


def _place(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return folder if last in {"index", "_index"} else name


def _is_met(target: Mapping[str, Value], place: str, kind: str, lang: str) -> bool:
    paths = as_texts(target.get("path"))
    kinds = as_texts(target.get("kind"))
    langs = as_texts(target.get("lang"))
    return (
        (not paths or any(fits(one.lower(), place) for one in paths))
        and (not kinds or kind in {one.strip("{}").lower() for text in kinds for one in text.split(",")})
        and (not langs or lang in {one.strip("{}").lower() for text in langs for one in text.split(",")})
    )


def fits(pattern: str, path: str) -> bool:
    """Tell whether a glob names a path: `**` is any text, `*` and `?` within a name, `{a,b}` one of several."""
    return len(pattern) <= _MAX_GLOB and any(_is_all(parts, path) for parts in _alternatives(pattern))


@lru_cache(maxsize=64)
def _alternatives(pattern: str) -> tuple[tuple[str, ...], ...]:
    waiting, found = [pattern], list[tuple[str, ...]]()
    while waiting and len(waiting) + len(found) <= _MAX_ALTERNATIVES:
        one = waiting.pop()
        if braces := _BRACES.search(one):
            waiting += [one[: braces.start()] + name + one[braces.end() :] for name in braces[1].split(",")]
        else:
            found.append(tuple(_PARTS.findall(one)))
    return tuple(found)


def _is_all(parts: tuple[str, ...], path: str) -> bool:
    """Tell whether the parts of a glob match all of a path; all ways are gone at once, so that none is gone twice."""
    states = _with_skipped({0}, parts)
    for char in path:
        states = _with_skipped({after for at in states for after in _after(parts, at, char)}, parts)
    return len(parts) in states


def _after(parts: tuple[str, ...], at: int, char: str) -> tuple[int, ...]:
    if at == len(parts):
        return ()
    match parts[at]:
        case "**":
            return (at,)
        case "*":
            return () if char == "/" else (at,)
        case "?":
            return () if char == "/" else (at + 1,)
        case part:
            return (at + 1,) if part == char else ()


def _with_skipped(states: set[int], parts: tuple[str, ...]) -> set[int]:
    """Return the places with those that are reached by letting stars stand for nothing."""
    found = set(states)
    for at in sorted(states):
        place = at
        while place < len(parts) and parts[place] in {"*", "**"}:
            place += 1
            found.add(place)
    return found
