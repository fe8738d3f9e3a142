"""Fractions and binomials: over one another where there is room, in a line with a slash or a word."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from tuireader.rendering.tex import layout
from tuireader.rendering.tex.boxes import Atom, atom, enclosed, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

_VULGAR: Final = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_MARKS: Final = frozenset({"Lm", "Mn", "No"})
"""The categories of raised and lowered characters, and of accents."""


def fraction(over: Sequence[Atom], under: Sequence[Atom], *, low: bool) -> Atom:
    """One thing over another, or with a slash between them if it is to be `low` and that can be."""
    above, below = joined(over), joined(under)
    if not low or above.tall or below.tall:
        return layout.fraction(over, under)
    if vulgar := _VULGAR.get(f"{above.text}/{below.text}"):
        return atom("ord", vulgar)
    loose = _is_loose(above.text) or any(one.kind == "fraction" for one in over)
    top = f"({above.text})" if loose else above.text
    return atom("fraction", f"{top}/{below.text if _divides(below) else f'({below.text})'}")


def binomial(over: Atom, under: Atom, *, low: bool) -> Atom:
    """How many ways there are to choose `under` of `over`."""
    if low and not (over.tall or under.tall):
        return atom("inner", f"({over.text} choose {under.text})")
    return enclosed(layout.stack("inner", over, atom("ord", ""), under, base=1))


def _is_loose(text: str) -> bool:
    """Tell whether there is a space in `text` outside of brackets."""
    depth = 0
    for char in text:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == " " and not depth:
            return True
    return False


def _divides(below: Atom) -> bool:
    """Tell whether `below` reads as one divisor without brackets: a number, a letter or a call, `∂x`."""
    name, bracket, rest = below.text.lstrip("∂√").partition("(")
    if bracket and (rest[-1:] != ")" or "(" in rest or ")" in rest[:-1]):
        return False
    if name.isdecimal():
        return not bracket
    return not name or (name[0].isalpha() and all(unicodedata.category(char) in _MARKS for char in name[1:]))
