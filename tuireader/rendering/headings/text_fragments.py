"""Where the words stand in a body that a link names with `#:~:text=` (WICG, URL Fragment Text Directives)."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tuireader.archive.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"\]\([^\s()]{0,2000}\)")
_LONGEST: Final = 2_000


def words_named(directives: str) -> str:
    """The words that the first text of a directive begins with, as they are shown to readers."""
    return on_one_line(next((start for _, start in _texts(directives)), ""))


def text_line(body: str, directives: str) -> int | None:
    """The line, from 1, that the first of the named texts that is there begins on; None if none is.

    `directives` is what stands behind `:~:`: `text=[prefix-,]start[,end][,-suffix]`, several of them joined by `&`.
    Neither case nor accents matter, nor what is between words. `end` and `suffix` do not change where a text begins.
    """
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), body)
    words = [(match.start(), _folded(match[0])) for match in _WORD.finditer(plain)]
    joined = " ".join(word for _, word in words)
    starts = list(accumulate((len(word) + 1 for _, word in words), initial=0))
    for prefix, start in _texts(directives):
        before, sought = _sought(prefix), _sought(start)
        if not sought:
            continue
        at = _find(joined, f"{before} {sought}" if before else sought)
        if at is not None:
            index = bisect_right(starts, at + (len(before) + 1 if before else 0)) - 1
            return plain.count("\n", 0, words[index][0]) + 1
    return None


def _texts(directives: str) -> Iterator[tuple[str, str]]:
    """The prefix and the beginning of each text."""
    for directive in directives[:_LONGEST].split("&"):
        if not directive.startswith("text="):
            continue
        parts = directive.removeprefix("text=").split(",")
        prefix = parts.pop(0)[:-1] if parts[0].endswith("-") and len(parts) > 1 else ""
        yield unquote(prefix), unquote(parts[0])


def _find(joined: str, sought: str) -> int | None:
    """Where the words stand, as whole words or, where a language parts none, as they are."""
    at = f" {joined} ".find(f" {sought} ")
    if at < 0:
        at = joined.find(sought)
    return at if at >= 0 else None


def _sought(text: str) -> str:
    return " ".join(_folded(match[0]) for match in _WORD.finditer(text))


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    from unicodedata import combining, normalize  # noqa: PLC0415 - only for words that need it

    return "".join(char for char in normalize("NFKD", word.casefold()) if not combining(char))
