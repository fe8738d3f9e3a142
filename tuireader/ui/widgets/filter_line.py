"""What a filter asks for, set in the few lines that there are for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tuireader.archive.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    Part = tuple[str, str]

MOST = 3
"""Lines of a filter."""


def filter_lines(parts: Sequence[Part], width: int, most: int = MOST) -> list[str]:
    """Return the parts, each with what joins it to the one before, in at most `most` lines of `width` cells.

    A line ends between two parts; one that is wider than a line is shortened in its middle. Of more parts than there
    is room for it is told how many there are. The lines are neutralised.
    """
    if width <= 0:
        return []
    parts = [(joint, on_one_line(text)) for joint, text in parts]
    for shown in range(min(len(parts), most * width), 0, -1):
        left = len(parts) - shown
        told = [*parts[:shown], (" · ", f"+{left:,} more")] if left else parts
        lines = _set(told, width)
        if len(lines) <= most:
            return lines
    return []


def _set(parts: Sequence[Part], width: int) -> list[str]:
    lines: list[str] = []
    for joint, text in parts:
        if lines and cell_len(lines[-1] + joint + text) <= width:
            lines[-1] += joint + text
            continue
        sign = joint.strip(" ·")
        lines.append(_shortened(f"{sign} {text}" if lines and sign else text, width))
    return lines


def _shortened(text: str, width: int) -> str:
    """The text in `width` cells, of which the end shows a third if it is too wide."""
    if cell_len(text) <= width:
        return text
    end = text[-(width // 3) :] if width >= 12 else ""
    while cell_len(end) > width // 3:
        end = end[1:]
    return set_cell_size(text, width - 1 - cell_len(end)).rstrip() + "…" + end
