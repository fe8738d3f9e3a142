"""TeX's environments: matrices, cases, lines aligned with one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tuireader.rendering.tex.boxes import Atom, atom, enclosed, joined, line_of, padded
from tuireader.rendering.tex.reader import Reader, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DELIMITED: Final = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{ ",
    "matrix": "  ", "smallmatrix": "  ", "array": "  ", "rcases": " }",
}  # fmt: skip
_ALIGNED: Final = frozenset({
    "align", "alignat", "aligned", "alignedat", "displaymath", "eqnarray", "equation", "gather", "gathered", "math",
    "multline", "split",
})  # fmt: skip
_COLUMNS: Final = frozenset({"alignat", "alignedat", "array"})
_PLAIN: Final = "  "


def environment(reader: Reader) -> Atom:
    r"""What stands between a `\begin`, which has been read, and its `\end`."""
    written = reader.text()
    name = written.rstrip("*")
    if name not in _DELIMITED and name not in _ALIGNED:
        raise Unreadable
    if name in _COLUMNS:
        reader.text()
    rows = _cells(reader, written)
    if not reader.flat:
        return _grid(rows, name)
    if name in _ALIGNED and len(rows) > 1:
        raise Unreadable
    text = "; ".join(" ".join(cell.text for cell in row if cell.text) for row in rows)
    left, right = (sign.strip() for sign in _DELIMITED.get(name, _PLAIN))
    return enclosed(atom("ord", text), left, right)


def _cells(reader: Reader, written: str) -> list[list[Atom]]:
    rows: list[list[Atom]] = [[]]
    while True:
        rows[-1].append(joined(reader.row({"&", "\\\\", "\\end"})))
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
    return [row for row in rows if any(cell.text for cell in row)] or [[atom("ord", "")]]


def _grid(rows: Sequence[Sequence[Atom]], name: str) -> Atom:
    """Rows of cells below one another: centred on their line, aligned where the environment aligns them."""
    columns = max(map(len, rows))
    widths = [max(cell_len(row[at].text) for row in rows if at < len(row)) for at in range(columns)]
    lines = [line for row in rows for line in _row(row, widths, aligned=name in _ALIGNED)]
    left, right = (sign.strip() for sign in _DELIMITED.get(name, _PLAIN))
    return enclosed(Atom("inner", tuple(lines), (len(lines) - 1) // 2), left, right)


def _row(row: Sequence[Atom], widths: Sequence[int], *, aligned: bool) -> Iterator[str]:
    above = max(cell.base for cell in row)
    below = max(len(cell.lines) - cell.base for cell in row)
    cells = [*row, *[atom("ord", "")] * (len(widths) - len(row))]
    for line in range(-above, below):
        yield (" " if aligned else "  ").join(
            padded(line_of(cell, line), width, right=aligned and len(widths) > 1 and at % 2 == 0)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
