"""The margins of MDX: what tags hold begins where their own lines begin, and no indentation makes code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.mdx.scanning import pieces
from tuireader.rendering.templates.code_regions import Indentation, code_regions

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKERS: Final = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_AS_WRITTEN: Final = frozenset({"pre", "script", "style", "textarea"})
_DEEPEST: Final = 40


def with_margins(body: str) -> str:
    """Return a body of MDX as CommonMark reads it alike: as many lines, some of them further to the left."""
    lines = body.split("\n")
    for first, last, column in _extents(body):
        _move(lines, first, last, column)
    text = "\n".join(lines)
    code = code_regions(text, indented=False)
    indentation = Indentation(wanted=True)
    at = 0
    for number, line in enumerate(lines):
        if at not in code and indentation.is_code(line):
            lines[number] = line.lstrip(" \t")
        at += len(line) + 1
    return "\n".join(lines)


def _extents(body: str) -> Iterator[tuple[int, int, int]]:
    """Yield of what tags hold the first line, the line of their end, and the column that they begin at; outer first."""
    open_tags: list[tuple[str, int, int, int]] = []
    found: list[tuple[int, int, int]] = []
    line = counted = 0
    for piece in pieces(body):
        if piece.kind not in {"opening", "closing"}:
            continue
        line += body.count("\n", counted, piece.start)
        counted = piece.start
        if piece.kind == "opening":
            before = body[body.rfind("\n", 0, piece.start) + 1 : piece.start]
            column = len(before.expandtabs(4)) if _MARKERS.fullmatch(before) else -1
            inner = line + body.count("\n", piece.start, piece.end) + 1
            open_tags.append((piece.name, len(found), inner, column))
            found.append((0, 0, -1))
            continue
        while open_tags:
            name, place, inner, column = open_tags.pop()
            if name == piece.name:
                if len(open_tags) < _DEEPEST and name not in _AS_WRITTEN:
                    found[place] = (inner, line, column)
                break
    return (one for one in found if one[2] >= 0 and one[0] <= one[1])


def _move(lines: list[str], first: int, last: int, column: int) -> None:
    """Move the lines from `first` to the one before `last` so that the leftmost begins at `column`, if it is beyond."""
    margin = min(
        (_width(lines[number]) for number in range(first, last) if lines[number].strip()), default=-1
    )
    if margin > column:
        for number in range(first, last):
            lines[number] = _shifted(lines[number], margin - column)
    if first <= last:
        lines[last] = _shifted(lines[last], max(0, _width(lines[last]) - column))


def _width(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))


def _shifted(line: str, by: int) -> str:
    if not by or not line.strip():
        return line
    width = _width(line)
    return " " * max(0, width - by) + line.lstrip(" \t")
