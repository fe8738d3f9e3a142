"""Globs, as settings of several engines name files: in time that grows with the text alone, whatever the glob."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tuireader.late import expression

_PARTS: Final = expression(r"\*\*|.", re.DOTALL)
_BRACES: Final = expression(r"\{([^{}]*)\}")
_SIGNS: Final = expression(r"[*?{}]")
_KEPT: Final = 512
"""Globs that are taken apart once: more than a file of settings has."""
_LONGEST: Final = 300
_MOST: Final = 64
"""A longer glob, and more alternatives in one, are not looked at."""


def fits(pattern: str, path: str) -> bool:
    """Tell whether a glob names a path: `**` is any text, `*` and `?` within a name, `{a,b}` one of several."""
    if len(pattern) > _LONGEST:
        return False
    begins, ends = _ends(pattern)
    likely = path.startswith(begins) and path.endswith(ends)
    return likely and any(_is_all(parts, path) for parts in _alternatives(pattern))


@lru_cache(maxsize=_KEPT)
def _ends(pattern: str) -> tuple[str, str]:
    """Return what is before the first sign of a glob and after the last, and so in each path that it names."""
    plain = _SIGNS.split(pattern)
    return plain[0], plain[-1]


@lru_cache(maxsize=_KEPT)
def _alternatives(pattern: str) -> tuple[tuple[str, ...], ...]:
    waiting, found = [pattern], list[tuple[str, ...]]()
    while waiting and len(waiting) + len(found) <= _MOST:
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
