"""Pieces of a formula, of one line or more, and how they are set side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal
from unicodedata import category

from rich.cells import cell_len

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "fraction", "over", "inner", "space"]
"""TeX's kinds of atoms (The TeXbook, chapter 17), by which they are spaced.

A `fraction` is one written with a slash, `over` one with a rule between its lines.
"""

_TALL: Final = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "{": "⎧⎪⎩",
    "}": "⎫⎪⎭",
    "|": "│││",
    "∣": "│││",
    "‖": "‖‖‖",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
}
_MIDDLE: Final = {"{": "⎨", "}": "⎬"}
_ANGLES: Final = {"⟨": ("╱", "╲"), "⟩": ("╲", "╱")}
_ENDING: Final = frozenset({"ord", "fraction", "inner", "close"})
_BEFORE_UNARY: Final = frozenset({"bin", "op", "rel", "open", "punct"})


@dataclass(frozen=True, slots=True)
class Atom:
    """Lines of equal width, of which the one at `base` is on the line of the formula.

    What is written as its scripts is above and below it where it has `limits`.
    """

    kind: Kind
    lines: tuple[str, ...]
    base: int = 0
    limits: bool = False

    @property
    def text(self) -> str:
        """Its first line: all of it unless it is `tall`."""
        return self.lines[0]

    @property
    def tall(self) -> bool:
        """Whether it has several lines."""
        return len(self.lines) > 1

    @property
    def width(self) -> int:
        """Cells from its left to its right."""
        return cell_len(self.lines[0])


def atom(kind: Kind, text: str) -> Atom:
    return Atom(kind, (text,))


def joined(atoms: Sequence[Atom], *, tight: bool = False, kind: Kind = "ord") -> Atom:
    """`atoms` side by side as one; `tight` leaves no space between them, as in exponents."""
    pieces = [piece for group in spaced(atoms, tight=tight) for piece in group]
    if not any(piece.tall for piece in pieces):
        return atom(kind, "".join(piece.text for piece in pieces))
    above, below = _reach(pieces)
    rows = ("".join(line_of(piece, row - above) for piece in pieces) for row in range(above + below))
    return Atom(kind, tuple(rows), above)


def spaced(atoms: Sequence[Atom], *, tight: bool = False) -> Iterator[list[Atom]]:
    """Each of `atoms` as it is set: after the space that belongs before it, and in brackets where they are needed."""
    last: Atom | None = None
    for index, one in enumerate(atoms):
        here = _unary(one, last)
        gap = _gap(last, here, tight=tight) if last else ""
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        shown = enclosed(here) if here.kind == "fraction" and _touches(last, following) else here
        yield [atom("space", gap), shown] if gap else [shown]
        last = here


def tall(sign: str, beside: Atom, kind: Kind = "rel") -> Atom:
    """A delimiter as tall as what is beside it."""
    return Atom(kind, tuple(_delimiter(sign, len(beside.lines))), beside.base)


def enclosed(inner: Atom, left: str = "(", right: str = ")") -> Atom:
    """`inner` between delimiters as tall as it is; a delimiter may be empty."""
    height = len(inner.lines)
    before, after = _delimiter(left, height), _delimiter(right, height)
    lines = (a + line + b for a, line, b in zip(before, inner.lines, after, strict=True))
    return Atom("inner", tuple(lines), inner.base)


def padded(text: str, width: int, share: float = 0.0) -> str:
    """`text` in `width` cells, `share` of the space that is left standing before it."""
    space = width - cell_len(text)
    before = int(space * share)
    return " " * before + text + " " * (space - before)


def line_of(piece: Atom, row: int) -> str:
    """The line of `piece` `row` lines below the line of the formula; spaces where it has none."""
    at = row + piece.base
    return piece.lines[at] if 0 <= at < len(piece.lines) else " " * piece.width


def can_grow(sign: str) -> bool:
    """Tell whether there is a tall form of a delimiter; there is one of none at all."""
    return not sign or sign in _TALL or sign in _ANGLES


def _delimiter(sign: str, height: int) -> Sequence[str]:
    if height == 1:
        return [sign]
    if sign in _ANGLES:
        return _angle(sign, height)
    if sign not in _TALL:
        return [sign] * height
    top, middle, bottom = tuple(_TALL[sign])
    lines = [top, *[middle] * (height - 2), bottom]
    if sign in _MIDDLE and height > 2:
        lines[height // 2] = _MIDDLE[sign]
    return lines


def _angle(sign: str, height: int) -> Sequence[str]:
    """The lines of an angle bracket, whose point is at half its height."""
    upper, lower = _ANGLES[sign]
    half, odd = divmod(height, 2)
    width = half + odd
    outward = [*range(half, 0, -1), *[0] * odd, *range(1, half + 1)]
    signs = [upper] * half + [sign] * odd + [lower] * half
    columns = [max(at - (not odd), 0) for at in outward]
    if sign == "⟩":
        columns = [width - 1 - at for at in columns]
    return [(" " * at + one).ljust(width) for at, one in zip(columns, signs, strict=True)]


def _reach(pieces: Sequence[Atom]) -> tuple[int, int]:
    """The lines above the line of the formula, and those from it on."""
    return max(piece.base for piece in pieces), max(len(piece.lines) - piece.base for piece in pieces)


def _unary(one: Atom, last: Atom | None) -> Atom:
    """The atom of a sign such as minus, which belongs to the next one where nothing is before it."""
    if one.kind == "bin" and (last is None or last.kind in _BEFORE_UNARY):
        return replace(one, kind="ord")
    return one


def _gap(left: Atom, right: Atom, *, tight: bool) -> str:
    kinds = {left.kind, right.kind}
    if "space" in kinds or left.kind == "open" or right.kind in {"close", "punct"}:
        return ""
    if "over" in kinds:
        return " "
    parted = _is_beside_word(left, right) if tight else _is_parted(left, right)
    return " " if parted else ""


def _is_parted(left: Atom, right: Atom) -> bool:
    """Tell whether there is a space between two atoms, by their kinds."""
    kinds = {left.kind, right.kind}
    if "rel" in kinds:
        return left.kind != right.kind
    if "bin" in kinds or left.kind == "punct":
        return True
    if left.kind == "op":
        return right.kind not in {"open", "inner"} or not _is_word(left) or left.tall
    return right.kind == "op" or _reads_on(left.text[-1:], right.text[:1])


def _is_word(one: Atom) -> bool:
    """Tell whether an operator is a function's name."""
    return one.kind == "op" and one.lines[one.base].strip()[:1].isalpha()


def _is_beside_word(left: Atom, right: Atom) -> bool:
    """Tell whether letters would be taken for a part of the function's name beside them."""
    after = _is_word(left) and right.kind not in {"open", "inner", "bin", "rel"}
    return after or (_is_word(right) and left.kind in {"ord", "inner", "op", "close", "fraction"})


def _reads_on(left: str, right: str) -> bool:
    """Tell whether two numbers would read as one, or a root's index as an exponent."""
    return (left.isdecimal() and right.isdecimal()) or (right.isalnum() and category(right) in {"No", "Lm"})


def _touches(last: Atom | None, following: Atom | None) -> bool:
    """Tell whether an atom beside a fraction would read as a part of it."""
    before = last is not None and last.text != "−" and (last.kind in _ENDING or _is_word(last))
    after = following is not None and following.kind in {"ord", "fraction", "inner", "op", "open"}
    return before or after
