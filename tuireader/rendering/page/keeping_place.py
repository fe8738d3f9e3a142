"""The place that a reader keeps when the text changes under the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.body.differences import common_ends, moved_line, pairs
from tuireader.rendering.page.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.body.blocks import Parsed
    from tuireader.rendering.body.revision import Revision
    from tuireader.rendering.page.drawing import Line
    from tuireader.rendering.page.page import Page


def kept_place(old: Page, place: Place, new: Page, before: Parsed, revision: Revision) -> Place:
    """The place in `new` of the text that stands at `place` in `old`, whose body was `before`.

    Where that text is gone, the place of what follows it.
    """
    index = place.block - 1
    if index < revision.before:
        return place
    moved = len(revision.parsed.blocks) - len(before.blocks)
    if index >= len(before.blocks) - revision.after:
        return Place(place.block + moved, place.row)
    for pair in pairs(before, revision.parsed):
        if index not in pair.old:
            continue
        offset = index - pair.old.start
        if pair.same:
            return Place(pair.new.start + offset + 1, place.row)
        if offset < len(pair.new):
            return _within(old, place, new, pair.new.start + offset + 1)
        following = min(pair.new.stop + 1, len(new) - 1)
        return Place(following, new.gap(following))
    return place


def kept_row(old: Page, place: Place, new: Page) -> Place:
    """The place in `new` of the line that stands at `place` in `old`, where both show the source of a post."""
    if place.block == 0:
        return place
    line = old.source_at(place)
    rows = old.row_of(place) - old.row_of(old.place_of_source(line))
    return new.move(new.place_of_source(moved_line(line, old.lines, new.lines)), rows)


def _within(old: Page, place: Place, new: Page, block: int) -> Place:
    """The row of `block` in `new` that shows the text at `place` in `old`: what precedes it, or what follows."""
    above = place.row - old.gap(place.block)
    drawn, shown = old.drawing(place.block).lines, new.drawing(block).lines
    if above <= 0 or not shown:
        return Place(block, min(place.row, new.gap(block)))
    was, now = _words(drawn), _words(shown)
    prefix, suffix = common_ends(was, now)
    at = len(_words(drawn[:above]))
    if at >= len(was) - suffix:
        at += len(now) - len(was)
    elif at > prefix:
        at = min(at, len(now))
    return Place(block, _row_with(shown, at) + new.gap(block))


def _words(lines: Sequence[Line]) -> list[str]:
    return [word for line in lines for word in line.text.split()]


def _row_with(lines: Sequence[Line], word: int) -> int:
    """The row on which the word of that number stands."""
    for row, line in enumerate(lines):
        word -= len(line.text.split())
        if word < 0:
            return row
    return max(len(lines) - 1, 0)
