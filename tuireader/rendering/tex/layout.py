"""Formulas in two dimensions: fractions, limits, roots, scripts, braces and grids, made of the boxes that they hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.rendering.tex.boxes import Atom, atom, joined, line_of, padded, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tuireader.rendering.tex.boxes import Kind

RULE: Final = "─"


def stack(kind: Kind, *parts: Atom, base: int) -> Atom:
    """`parts` below one another, each in the middle; `base` is the part whose line is that of the formula."""
    width = max(part.width for part in parts)
    lines = tuple(padded(line, width, 0.5) for part in parts for line in part.lines)
    return Atom(kind, lines, sum(len(part.lines) for part in parts[:base]) + parts[base].base)


def fraction(over: Sequence[Atom], under: Sequence[Atom]) -> Atom:
    """One thing over another, with a rule that is longer than those of fractions within it."""
    above, below = joined(over), joined(under)
    longer = 2 * any(one.kind == "over" for one in (*over, *under))
    return stack(
        "over", above, atom("ord", RULE * (max(above.width, below.width, 1) + longer)), below, base=1
    )


def root(inner: Atom, index: str) -> Atom:
    """The root of something: a line over it, and the sign at its left as tall as it is."""
    if inner.tall:
        lines = [f" ┌{RULE * (inner.width + 1)}", *(f" │{line} " for line in inner.lines)]
        lines[-1] = f"╲│{inner.lines[-1]} "
        made = Atom("ord", tuple(lines), inner.base + 1)
    else:
        made = Atom("ord", (f" {'_' * inner.width}", f"√{inner.text}"), 1)
    if not index:
        return made
    before = [" " * len(index)] * len(made.lines)
    before[-1 if not inner.tall else -2] = index
    return Atom("ord", tuple(map("".join, zip(before, made.lines, strict=True))), made.base)


def limits(nucleus: Atom, upper: Atom | None, lower: Atom | None) -> Atom:
    """`nucleus` with one thing above and another below it."""
    parts = [part for part in (upper, nucleus, lower) if part is not None]
    return stack(nucleus.kind, *parts, base=int(upper is not None))


def scripts(nucleus: Atom, upper: Atom | None, lower: Atom | None) -> Atom:
    """`nucleus` with things at its right, one raised and one lowered: by a line, or to the ends of what is tall."""
    beside = 0 if nucleus.tall else 1
    rows: dict[int, str] = {}
    if upper:
        first = -nucleus.base - beside - len(upper.lines) + 1
        rows |= {first + at: line for at, line in enumerate(upper.lines)}
    if lower:
        first = len(nucleus.lines) - 1 - nucleus.base + beside
        rows |= {first + at: line for at, line in enumerate(lower.lines)}
    width = max(part.width for part in (upper, lower) if part)
    top = min(-nucleus.base, *rows)
    bottom = max(len(nucleus.lines) - 1 - nucleus.base, *rows)
    lines = (line_of(nucleus, row) + padded(rows.get(row, ""), width) for row in range(top, bottom + 1))
    return Atom(nucleus.kind, tuple(lines), -top)


def brace(inner: Atom, *, above: bool) -> Atom:
    """`inner` with a brace above or below it, whose label is still to come."""
    width = max(inner.width, 3)
    left = (width - 1) // 2
    ends, middle = ("╭╮", "┴") if above else ("╰╯", "┬")
    drawn = atom("ord", ends[0] + RULE * (left - 1) + middle + RULE * (width - left - 2) + ends[1])
    parts = (drawn, inner) if above else (inner, drawn)
    # As TeX's operator it would take the sign of a sum after it for one of the next term alone.
    return replace(stack("over", *parts, base=int(above)), limits=True)


def over_line(inner: Atom, sign: str) -> Atom:
    """`inner` under a line as long as it is, or under an arrow or a mark."""
    if sign in "_─":
        drawn = sign * inner.width
    elif sign in "→←":
        shaft = RULE * (inner.width - 1)
        drawn = shaft + sign if sign == "→" else sign + shaft
    else:
        drawn = sign
    return stack("ord", atom("ord", drawn), inner, base=1)


def under_line(inner: Atom) -> Atom:
    return stack("ord", inner, atom("ord", "‾" * inner.width), base=0)


def arrow(sign: str, upper: Atom, lower: Atom | None) -> Atom:
    """An arrow that is longer than what is written above and below it."""
    width = max(part.width for part in (upper, lower) if part) + 2
    shaft = ("═" if sign in "⇒⇐" else RULE) * (width - 1)
    drawn = atom("rel", sign + shaft if sign in "←⇐" else shaft + sign)
    if sign == "=":
        drawn = atom("rel", "═" * width)
    return limits(drawn, upper, lower)


def frame(inner: Atom) -> Atom:
    rule = RULE * (inner.width + 2)
    return Atom("inner", (f"┌{rule}┐", *(f"│ {line} │" for line in inner.lines), f"└{rule}┘"), inner.base + 1)


class Grid:
    """Rows of cells under one another.

    `shares` say for each column how much of the space that is left is before a cell, `gaps` what is before each
    column and after the last. `ruled` are the numbers of rows above which there is a rule. Where a cell is tall, there
    is a blank line between two rows.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Atom]],
        shares: Sequence[float],
        gaps: Sequence[str],
        ruled: Sequence[int] = (),
    ) -> None:
        columns = len(shares)
        empty = atom("ord", "")
        self._rows = [(*row, *[empty] * (columns - len(row))) for row in rows]
        self._widths = [max(row[at].width for row in self._rows) for at in range(columns)]
        self._shares, self._gaps, self._ruled = shares, gaps, ruled

    def lines(self) -> Iterator[str]:
        """The lines of the grid, from its first row to its last."""
        airy = any(cell.tall for row in self._rows for cell in row)
        for number, row in enumerate(self._rows):
            if number in self._ruled:
                yield self._rule("├", "┼", "┤") if number else self._rule("┌", "┬", "┐")
            elif number and airy:
                yield self._set([""] * len(row))
            above = max(cell.base for cell in row)
            below = max(len(cell.lines) - cell.base for cell in row)
            for line in range(-above, below):
                yield self._set([line_of(cell, line) for cell in row])
        if len(self._rows) in self._ruled:
            yield self._rule("└", "┴", "┘")

    def _set(self, texts: Sequence[str]) -> str:
        cells = (
            gap + padded(text, width, share)
            for gap, text, width, share in zip(self._gaps, texts, self._widths, self._shares, strict=False)
        )
        return "".join(cells) + self._gaps[-1]

    def _rule(self, first: str, middle: str, last: str) -> str:
        drawn = self._set([RULE * width for width in self._widths]).replace(" ", RULE).replace("│", middle)
        begun = first + drawn[1:] if drawn.startswith(middle) else drawn
        return begun[:-1] + last if begun.endswith(middle) else begun


def lines_of(parts: Sequence[Atom]) -> Atom:
    """The lines of a broken formula as one thing, which is where the first of them is."""
    width = max(part.width for part in parts)
    lines: list[str] = []
    for part in parts:
        lines += [""] * (bool(lines) and part.tall)
        lines += part.lines
    return Atom("inner", tuple(padded(line, width) for line in lines), parts[0].base)


def broken(atoms: Sequence[Atom], width: int) -> Sequence[Atom]:
    """The lines of a formula that is too wide, broken before relations, or else before signs such as plus.

    A relation is below the first one, other signs are after it.
    """
    ends = [0]
    for group in spaced(atoms):
        ends.append(ends[-1] + sum(piece.width for piece in group))
    places = {at: one.kind for at, one in enumerate(atoms) if _can_begin(atoms, at)}
    relation = next((at for at, one in enumerate(atoms) if one.kind == "rel"), 0)
    column = ends[relation] + 1 if 0 < ends[relation] <= width // 3 else 4 if relation else 2
    column -= 2 * (atoms[0].kind == "rel")
    if ends[relation] <= width // 2:
        places.pop(relation, None)
    made, start, indent = list[Atom](), 0, 0
    while ends[-1] - ends[start] + indent > width:
        cut = _cut(places, ends, start, width - indent)
        if cut is None:
            break
        made.append(_line(atoms[start:cut], indent))
        start, indent = cut, column + 2 * (places[cut] == "bin")
    return [*made, _line(atoms[start:], indent)]


def _can_begin(atoms: Sequence[Atom], at: int) -> bool:
    """Tell whether a line may begin with an atom: with one that connects two others."""
    connects = at > 0 and atoms[at].kind in {"rel", "bin"}
    return connects and atoms[at - 1].kind not in {"rel", "bin", "op", "open", "punct"}


def _cut(places: Mapping[int, Kind], ends: Sequence[int], start: int, room: int) -> int | None:
    """The index of the atom that begins the next line: the last that fits, or else the first; None if there is none."""
    for kind in ("rel", "bin"):
        fit = [
            at for at, one in places.items() if at > start and one == kind and ends[at] - ends[start] <= room
        ]
        if fit and ends[fit[-1]] - ends[start] > room // 4:
            return fit[-1]
    return next((at for at in places if at > start), None)


def _line(atoms: Sequence[Atom], indent: int) -> Atom:
    """A line of a broken formula, in which an operator at the beginning still is between two things."""
    if not indent:
        return joined(atoms)
    first, *others = atoms
    return joined([atom("space", " " * indent), first, atom("space", " "), *others])
