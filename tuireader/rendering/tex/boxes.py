"""Pieces of a formula, of one line or more, and how they are set side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from unicodedata import category

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "fraction", "inner", "space"]
"""TeX's kinds of atoms (The TeXbook, chapter 17), by which they are spaced; `fraction` is one written with a slash."""

_TALL: Final = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "{": "⎧⎪⎩",
    "}": "⎫⎪⎭",
    "|": "│││",
    "‖": "‖‖‖",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
}
_MIDDLE: Final = {"{": "⎨", "}": "⎬"}
_BEFORE_UNARY: Final = frozenset({"bin", "op", "rel", "open", "punct"})


@dataclass(frozen=True, slots=True)
class Atom:
    """Lines of equal width, of which the one at `base` stands on the line of the formula."""

    kind: Kind
    lines: tuple[str, ...]
    base: int = 0

    @property
    def text(self) -> str:
        """Its first line: all of it unless it is `tall`."""
        return self.lines[0]

    @property
    def tall(self) -> bool:
        """Whether it has several lines."""
        return len(self.lines) > 1


def atom(kind: Kind, text: str) -> Atom:
    """An atom of one line."""
    return Atom(kind, (text,))


def joined(atoms: Sequence[Atom], *, tight: bool = False, kind: Kind = "ord") -> Atom:
    """`atoms` side by side as one; `tight` leaves no space between them, as in exponents."""
    pieces: list[Atom] = []
    last: Atom | None = None
    for index, one in enumerate(atoms):
        here = _unary(one, last)
        if last and not tight and (gap := _gap(last, here)):
            pieces.append(atom("space", gap))
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        pieces.append(enclosed(here) if here.kind == "fraction" and _touches(last, following) else here)
        last = here
    if not any(piece.tall for piece in pieces):
        return atom(kind, "".join(piece.text for piece in pieces))
    above = max(piece.base for piece in pieces)
    below = max(len(piece.lines) - piece.base for piece in pieces)
    rows = ("".join(line_of(piece, row - above) for piece in pieces) for row in range(above + below))
    return Atom(kind, tuple(rows), above)


def enclosed(inner: Atom, left: str = "(", right: str = ")") -> Atom:
    """`inner` between delimiters as tall as it is; a delimiter may be empty."""
    height = len(inner.lines)
    before, after = _delimiter(left, height), _delimiter(right, height)
    lines = (a + line + b for a, line, b in zip(before, inner.lines, after, strict=True))
    return Atom("inner", tuple(lines), inner.base)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """`text` in `width` cells."""
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def line_of(piece: Atom, row: int) -> str:
    """The line of `piece` `row` lines below the line of the formula; spaces where it has none."""
    at = row + piece.base
    return piece.lines[at] if 0 <= at < len(piece.lines) else " " * cell_len(piece.text)


def _delimiter(sign: str, height: int) -> Sequence[str]:
    if height == 1 or sign not in _TALL:
        return [sign] * height
    top, middle, bottom = tuple(_TALL[sign])
    lines = [top, *[middle] * (height - 2), bottom]
    if sign in _MIDDLE and height > 2:
        lines[height // 2] = _MIDDLE[sign]
    return lines


def _unary(one: Atom, last: Atom | None) -> Atom:
    """The atom of a sign such as minus, which belongs to the next one where nothing stands before it."""
    if one.kind == "bin" and (last is None or last.kind in _BEFORE_UNARY):
        return Atom("ord", one.lines, one.base)
    return one


def _gap(left: Atom, right: Atom) -> str:
    kinds = {left.kind, right.kind}
    if "space" in kinds or left.kind == "open" or right.kind in {"close", "punct"}:
        return ""
    if "rel" in kinds:
        return "" if left.kind == right.kind else " "
    if "bin" in kinds or left.kind == "punct":
        return " "
    if left.kind == "op":
        return "" if right.kind in {"open", "inner"} else " "
    return " " if right.kind == "op" or _reads_on(left.text[-1:], right.text[:1]) else ""


def _reads_on(left: str, right: str) -> bool:
    """Tell whether two numbers would read as one, or a root's index as an exponent."""
    return (left.isdecimal() and right.isdecimal()) or (right.isalnum() and category(right) in {"No", "Lm"})


def _touches(last: Atom | None, following: Atom | None) -> bool:
    """Tell whether an atom beside a fraction would read as a part of it."""
    before = last is not None and last.kind in {"ord", "fraction", "inner", "close"}
    after = following is not None and following.kind in {"ord", "fraction", "inner", "op", "open"}
    return before or after
