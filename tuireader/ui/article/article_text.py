"""The text of an article's lines: selecting it, and drawing styles over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from tuireader.late import expression
from tuireader.rendering.elements.wrapping import NARROW, graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style
    from textual.geometry import Offset

    from tuireader.rendering.drawing import Line

_WORD = expression(r"[\w’'-]+|\S")


def stylize(strip: Strip, span: tuple[int, int], style: Style) -> Strip:
    """`strip` with `style` over the characters of `span`; an end of -1 is the end of the line."""
    start, end = span
    return Strip(overlay(list(strip), [(max(start, 0), 1 << 30 if end == -1 else end, style)]))


def overlay(segments: Sequence[Segment], spans: Sequence[tuple[int, int, Style]]) -> list[Segment]:
    """`segments` with the styles of `spans` over their characters."""
    text = "".join(segment.text for segment in segments)
    spans = [(*whole(text, start, end), style) for start, end, style in spans]
    cuts = sorted({edge for start, end, _ in spans for edge in (start, end)})
    laid: list[Segment] = []
    for first, segment in _cut(segments, cuts):
        style = segment.style
        for start, end, above in spans:
            if start <= first < end:
                style = style + above if style else above
        laid.append(Segment(segment.text, style))
    return laid


def _cut(segments: Sequence[Segment], cuts: Sequence[int]) -> Iterator[tuple[int, Segment]]:
    at = 0
    for segment in segments:
        edges = [cut - at for cut in cuts if at < cut < at + len(segment.text)]
        for start, end in zip([0, *edges], [*edges, len(segment.text)], strict=True):
            yield at + start, Segment(segment.text[start:end], segment.style)
        at += len(segment.text)


def word_at(line: Line, cell: int) -> tuple[int, int]:
    text = line.text
    index = character_at(text, cell)
    for word in _WORD.finditer(text):
        if word.start() <= index < word.end():
            return word.span()
    return index, index


def character_at(text: str, cell: int) -> int:
    """The index of the character at a cell; for several code points, that of the first."""
    if NARROW.fullmatch(text):
        return max(0, min(cell, len(text)))
    width = 0
    for start, _, cells in graphemes(text):
        width += cells
        if width > cell:
            return start
    return len(text)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The range `start` to `end`, widened to whole characters of several code points."""
    if NARROW.fullmatch(text):
        return start, end
    for first, last, _ in graphemes(text):
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return start, end


def apart(strip: Strip) -> Strip:
    """`strip` with each character of several code points in its own segment.

    Textual finds the character under the pointer by the widths of single code points, segment by segment.
    """
    if NARROW.fullmatch(strip.text):
        return strip
    segments = [Segment(text, segment.style) for segment in strip for text in _apart(segment.text)]
    return Strip(segments, strip.cell_length)


def _apart(text: str) -> Iterator[str]:
    done = 0
    for start, end, _ in graphemes(text):
        if end - start > 1:
            yield from filter(None, (text[done:start], text[start:end]))
            done = end
    if done < len(text):
        yield text[done:]


def copied(lines: Sequence[Line], start: Offset | None, end: Offset | None) -> str:
    """The text of `lines` from `start` in the first to `end` in the last, both in characters.

    Lines broken only by the width are joined again.
    """
    parts: list[str] = []
    for index, line in enumerate(lines):
        first = start.x if index == 0 and start else 0
        last = end.x if index == len(lines) - 1 and end else len(line.text)
        first, last = whole(line.text, max(first, character_at(line.text, line.margin)), max(last, 0))
        text = line.text[first:last]
        if index and line.joins:
            parts[-1] = parts[-1].rstrip() + ("" if line.glued else " ")
            parts.append(text)
        else:
            parts.extend(["\n"] * bool(index) + [text])
    return "\n".join(row.rstrip() for row in "".join(parts).split("\n"))
