"""A merge conflict in front matter: the text as the first of the two sides has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

RULE: Final = "conflict-markers"
MESSAGE: Final = "a merge conflict: keep one text and take out the marks <<<<<<<, ======= and >>>>>>>"
_OURS, _BASE, _THEIRS, _END = "<<<<<<< ", "||||||| ", "=======", ">>>>>>> "


class Merged(NamedTuple):
    """One side of a conflict: the text, and of each of its lines the place in the whole text, from 0."""

    text: str
    lines: Sequence[int]
    first: int
    """The line of the first mark, from 0."""


def one_side(text: str) -> Merged | None:
    """Return a text without the marks and the second sides of its conflicts; None where it has none that is whole."""
    if not text.startswith(_OURS) and f"\n{_OURS}" not in text:
        return None
    kept: list[int] = []
    lines = text.split("\n")
    within, first, ended = "", -1, False
    for number, line in enumerate(lines):
        if not within and line.startswith(_OURS):
            within, first = "ours", number if first < 0 else first
        elif within == "ours" and (line == _THEIRS or line.startswith(_BASE)):
            within = "theirs" if line == _THEIRS else "base"
        elif within == "base":
            within = "theirs" if line == _THEIRS else within
        elif within == "theirs" and line.startswith(_END):
            within, ended = "", True
        elif within != "theirs":
            kept.append(number)
    return Merged("\n".join(lines[number] for number in kept), kept, first) if ended else None
