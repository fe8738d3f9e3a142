r"""TeX's environments: matrices, cases, arrays, and formulas aligned under one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.late import expression
from tuireader.rendering.tex.boxes import Atom, atom, enclosed, joined
from tuireader.rendering.tex.layout import Grid, broken, lines_of
from tuireader.rendering.tex.read import TexParser, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITED: Final = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{ ",
    "matrix": "  ", "smallmatrix": "  ", "array": "  ", "rcases": " }", "dcases": "{ ",
}  # fmt: skip
_ALIGNED: Final = frozenset({"align", "alignat", "aligned", "alignedat", "eqnarray", "flalign", "split"})
_CENTRED: Final = frozenset({"displaymath", "equation", "gather", "gathered", "math", "multline"})
_COUNTED: Final = frozenset({"alignat", "alignedat"})
_PLACED: Final = frozenset({"aligned", "alignedat", "array", "gathered"})
_NARROWEST: Final = 24
"""Cells that a column has at least where what is in it is broken."""
_SHARES: Final = {"l": 0.0, "c": 0.5, "r": 1.0}
_BARS: Final = {0: "", 1: "│", 2: "││"}
_WHOLE: Final = expression(r"\s*\\begin\{((?:equation|displaymath|math)\*?)\}(.*)\\end\{\1\}\s*", re.DOTALL)


class _Columns(NamedTuple):
    """How the columns of an array are set, and the bars before each and after the last."""

    shares: Sequence[float]
    bars: Sequence[int]


def unwrapped(tex: str) -> str:
    """The formula in an `equation` that holds nothing else."""
    found = _WHOLE.fullmatch(tex)
    return found[2] if found and found[1] not in found[2] else tex


def environment(reader: TexParser) -> Atom:
    r"""The content of an environment up to its `\end`; its `\begin` has been read."""
    written = reader.text()
    name = written.rstrip("*")
    if name not in _DELIMITED and name not in _ALIGNED and name not in _CENTRED:
        raise Unreadable
    if name in _PLACED or (name != written and name in _DELIMITED):
        _skip_place(reader)
    if name in _COUNTED:
        reader.text()
    columns = _columns(reader.text()) if name == "array" else None
    large = name in _ALIGNED or name in _CENTRED or name == "dcases"
    width = reader.width if name in _ALIGNED else 0
    with reader.within("display" if large else "text"):
        rows, ruled = _cells(reader, written)
    left, right = (sign.strip() for sign in _DELIMITED.get(name, "  "))
    if reader.flat:
        return enclosed(_in_line([list(map(joined, row)) for row in rows], ruled, name), left, right)
    return enclosed(_grid(_fitted(rows, name, width), ruled, name, columns), left, right)


def _fitted(rows: Sequence[Sequence[Sequence[Atom]]], name: str, width: int) -> list[list[Atom]]:
    """The cells of rows, those of the last column broken where they are too wide for `width`."""
    cells = [list(map(joined, row)) for row in rows]
    count = max(map(len, cells))
    widths = [max(row[at].width for row in cells if at < len(row)) for at in range(count)]
    room = width - sum(widths[:-1]) - sum(map(len, _gaps(cells, name, count)))
    if room < _NARROWEST or widths[-1] <= room:
        return cells
    for row, made in zip(rows, cells, strict=True):
        if len(row) == count and made[-1].width > room:
            made[-1] = lines_of(broken(row[-1], room))
    return cells


def _skip_place(reader: TexParser) -> None:
    place = reader.option()
    if place is not None and place.strip() not in {*"tbclr"}:
        raise Unreadable


def _columns(spec: str) -> _Columns:
    shares, bars = list[float](), [0]
    for sign in spec.replace(" ", ""):
        if sign == "|" and bars[-1] < 2:
            bars[-1] += 1
        elif sign in _SHARES:
            shares.append(_SHARES[sign])
            bars.append(0)
        else:
            raise Unreadable
    return _Columns(shares, bars)


def _cells(reader: TexParser, written: str) -> tuple[list[list[list[Atom]]], list[int]]:
    """The rows of cells up to the end of an environment, and the numbers of those that have a rule above them."""
    rows: list[list[list[Atom]]] = [[]]
    ruled: list[int] = []
    while True:
        while not rows[-1] and reader.peek() == "\\hline":
            reader.next()
            ruled.append(len(rows) - 1)
        rows[-1].append(reader.row({"&", "\\\\", "\\end"}))
        following = reader.peek()
        if following == "&":
            reader.next()
        elif following == "\\\\":
            reader.line_end()
            rows.append([])
        else:
            break
    reader.expect("\\end")
    if reader.text() != written:
        raise Unreadable
    if len(rows) > 1 and not any(cell.tall or cell.text for cell in map(joined, rows[-1])):
        rows.pop()
    return rows, ruled


def _in_line(rows: Sequence[Sequence[Atom]], ruled: Sequence[int], name: str) -> Atom:
    if ruled or (len(rows) > 1 and name not in _DELIMITED):
        raise Unreadable
    return atom("ord", "; ".join(" ".join(cell.text for cell in row if cell.text) for row in rows))


def _grid(rows: Sequence[Sequence[Atom]], ruled: Sequence[int], name: str, columns: _Columns | None) -> Atom:
    """Rows of cells below one another: centred on their line, aligned where the environment aligns them."""
    count = max(map(len, rows))
    if columns:
        if len(columns.shares) < count:
            raise Unreadable
        gaps = [_gap(bars, at, len(columns.shares)) for at, bars in enumerate(columns.bars)]
        lines = tuple(Grid(rows, columns.shares, gaps, ruled).lines())
    else:
        lines = tuple(Grid(rows, _shares(name, count), _gaps(rows, name, count), ruled).lines())
    return Atom("inner", lines, (len(lines) - 1) // 2)


def _gap(bars: int, at: int, last: int) -> str:
    """The space and the bars before a column of an array, or after the last."""
    drawn = _BARS[bars]
    if at == 0:
        return drawn and drawn + " "
    if at == last:
        return drawn and " " + drawn
    return f" {drawn} " if drawn else "  "


def _shares(name: str, count: int) -> Sequence[float]:
    if name in _CENTRED:
        return [0.5] * count
    if name in _ALIGNED:
        sides = (1.0, 0.5, 0.0) if name == "eqnarray" else (1.0, 0.0)
        return [sides[at % len(sides)] if count > 1 else 0.0 for at in range(count)]
    return [0.0 if name.endswith("cases") else 0.5] * count


def _gaps(rows: Sequence[Sequence[Atom]], name: str, count: int) -> Sequence[str]:
    if name not in _ALIGNED:
        return ["", *["  "] * (count - 1), ""]
    nothing_before = all(not row[0].width for row in rows)
    within = [
        "" if at == 1 and nothing_before else " " if at % 2 or name == "eqnarray" else "   "
        for at in range(count)
    ]
    return ["", *within[1:], ""]
