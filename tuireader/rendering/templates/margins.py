"""The margins of MDX: the content of tags begins where their own lines begin, and no indentation makes code."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tuireader.archive.mdx.scanning import pieces
from tuireader.late import dataclass, expression
from tuireader.rendering.templates.code import Indentation, code_regions

_MARKERS: Final = expression(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_AS_WRITTEN: Final = frozenset({"pre", "script", "style", "textarea"})
_MAX_DEPTH: Final = 40


@dataclass(frozen=True, slots=True)
class _Extent:
    """The line of an opening tag, the first below it, and that of the closing tag, -1 where there is none."""

    opening: int
    first: int
    last: int


def with_margins(body: str) -> str:
    """Return a body of MDX that CommonMark reads as MDX does: as many lines, some of them further to the left."""
    lines = body.split("\n")
    for one in _extents(body):
        _move(lines, one)
    text = "\n".join(lines)
    code = code_regions(text, indented=False)
    indentation = Indentation(wanted=True)
    at = 0
    for number, line in enumerate(lines):
        if at not in code and indentation.is_code(line):
            lines[number] = line.lstrip(" \t")
        at += len(line) + 1
    return "\n".join(lines)


def _extents(body: str) -> list[_Extent]:
    """Return the extents of the tags that begin a line, the outer before the inner."""
    opened: list[tuple[str, int]] = []
    found: list[_Extent | None] = []
    line = counted = 0
    for piece in pieces(body):
        if piece.kind not in {"opening", "closing"}:
            continue
        line += body.count("\n", counted, piece.start)
        counted = piece.start
        if piece.kind == "opening":
            opened.append((piece.name, len(found)))
            before = body[body.rfind("\n", 0, piece.start) + 1 : piece.start]
            known = len(opened) < _MAX_DEPTH and piece.name not in _AS_WRITTEN and _MARKERS.fullmatch(before)
            inner = line + body.count("\n", piece.start, piece.end) + 1
            found.append(_Extent(line, inner, -1) if known else None)
            continue
        while opened:
            name, place = opened.pop()
            if name == piece.name:
                extent = found[place]
                found[place] = extent and replace(extent, last=line)
                break
    return [one for one in found if one and one.first <= one.last]


def _move(lines: list[str], extent: _Extent) -> None:
    """Move the lines between two tags so that the leftmost begins where the opening tag does, if it is beyond."""
    opening = _MARKERS.match(lines[extent.opening])
    column = len(opening[0].expandtabs(4)) if opening else 0
    inner = range(extent.first, extent.last)
    margin = min((_width(lines[number]) for number in inner if lines[number].strip()), default=-1)
    if margin > column:
        for number in inner:
            lines[number] = _shifted(lines[number], margin - column)
    lines[extent.last] = _shifted(lines[extent.last], max(0, _width(lines[extent.last]) - column))


def _width(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))


def _shifted(line: str, by: int) -> str:
    if not by or not line.strip():
        return line
    width = _width(line)
    return " " * max(0, width - by) + line.lstrip(" \t")
