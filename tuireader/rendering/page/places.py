"""Places on a page: kept when the text changes under the window, and when folds open and close."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.late import dataclass
from tuireader.rendering.body.blocks import ParsedBody
from tuireader.rendering.body.revision import common_ends, line_in, moved_line, pairs
from tuireader.rendering.page.page import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.body.revision import Revision
    from tuireader.rendering.drawing import Line
    from tuireader.rendering.page.page import Page

    Told = tuple[int, str]
    Placed = tuple[Place, int | None]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The line that stays at the top of the window while its post is edited, until the reader moves.

    `line` is its number in `written`, the latest body that held it, as the file has it: what templates make of a line
    depends on what is open above. `rows` is how far below its first row the top of the window is, and `placed` where
    that is. `seen` is where the window was after that, which the end of a page may keep from there; None if it was
    there. `at_end` says that the end of the post was in sight as well. `gone` is the anchor of the line that the
    reader left at the top, where that was taken away since.
    """

    written: Sequence[str]
    line: int
    rows: int
    placed: Place
    at_end: bool = False
    is_lost: bool = False
    """Whether the body that is shown lacks the line."""
    seen: Place | None = None
    word: int | None = None
    """The first word of the top row, by its number in a paragraph that has been edited."""
    gone: Anchor | None = None
    source: bool = False
    """Whether it is a place in the source of the post."""

    @classmethod
    def at(
        cls,
        page: Page,
        place: Place,
        written: Sequence[str],
        *,
        at_end: bool = False,
        source: bool = False,
    ) -> Anchor:
        """The anchor of the line at `place`; `written` are the lines of the body, of which the page's were made."""
        line = page.source_at(place)
        rows = page.row_of(place) - page.row_of(page.place_of_source(line))
        return cls(written, line, rows, place, at_end, source=source)

    def holds(self, place: Place, *, source: bool = False) -> bool:
        """Tell whether the window is where it was left, at `place`."""
        return place == (self.seen or self.placed) and source == self.source


def anchored(anchor: Anchor, old: Page, new: Page, written: Sequence[str], revision: Revision) -> Anchor:
    """The anchor after an edit, with its place in `new`; `written` are the lines of the body now.

    A line that is only read otherwise, as by a code fence that was opened above it, keeps its anchor, and so has its
    old place back once it is read as before. So has a line that was taken away, once it is there again.
    """
    if back := _back(anchor, old, new, written):
        return back
    if untouched := _untouched(anchor, old, written, revision):
        return untouched
    line = line_in(anchor.line, anchor.written, written)
    changed = line is None or written[line] != anchor.written[anchor.line]
    if changed and _is_cut(anchor, written):
        return replace(anchor, placed=kept_place(old, anchor.placed, new, revision), is_lost=True)
    if line is None:
        here = kept_place(old, anchor.placed, new, revision)
        return _without(anchor, new, here, written)
    placed, word = _place_of(anchor, line, old, new)
    return replace(anchor, written=written, line=line, placed=placed, is_lost=False, word=word)


def anchored_in_source(anchor: Anchor, old: Page, new: Page) -> Anchor:
    """The anchor after an edit, where both pages show the source of a post."""
    written = new.lines
    if back := _back(anchor, old, new, written):
        return back
    if anchor.placed.block == 0:
        return replace(anchor, written=written)
    line = line_in(anchor.line, anchor.written, written)
    if line is not None:
        placed = new.move(new.place_of_source(line), anchor.rows)
        return replace(anchor, written=written, line=line, placed=placed)
    below = moved_line(anchor.line, anchor.written, written)
    return _without(anchor, new, new.place_of_source(below), written)


def _without(anchor: Anchor, new: Page, place: Place, written: Sequence[str]) -> Anchor:
    """The anchor at `place` where that of a line that was taken away was."""
    here = Anchor.at(new, place, written, at_end=anchor.at_end, source=anchor.source)
    return replace(here, gone=anchor.gone or anchor)


def _back(anchor: Anchor, old: Page, new: Page, written: Sequence[str]) -> Anchor | None:
    """The anchor of the line that was taken away, where it is there again."""
    gone = anchor.gone
    if gone is None:
        return None
    # A blank line is identified by what follows it.
    told = next((at for at in range(gone.line, len(gone.written)) if gone.written[at].strip()), None)
    if told is None or gone.written[told] not in written:
        return None
    line = line_in(told, gone.written, written)
    if line is None or written[line] != gone.written[told] or line < told - gone.line:
        return None
    line -= told - gone.line
    placed, word = _place_of(replace(gone, is_lost=True), line, old, new)
    return replace(gone, written=written, line=line, placed=placed, is_lost=False, seen=None, word=word)


def _untouched(anchor: Anchor, old: Page, written: Sequence[str], revision: Revision) -> Anchor | None:
    """The anchor of a line that is in a block that is as it was; None where that must be found out."""
    place, index = anchor.placed, anchor.placed.block - 1
    if index < 0:
        return replace(anchor, written=written) if anchor.line == 0 and not anchor.is_lost else None
    moved = steps = 0
    if index >= len(old.blocks) - revision.after:
        moved, steps = len(written) - len(anchor.written), len(revision.parsed.blocks) - len(old.blocks)
    elif index >= revision.before:
        return None
    block, line = old.blocks[index], anchor.line + moved
    if anchor.is_lost or not block.start <= anchor.line < block.end:
        return None
    if not 0 <= line < len(written) or written[line] != anchor.written[anchor.line]:
        return None
    return replace(anchor, written=written, line=line, placed=Place(place.block + steps, place.row))


def _is_cut(anchor: Anchor, new: Sequence[str]) -> bool:
    """Tell whether a text ends above the anchor's line, as where a file is emptied before it is written again.

    It may be written piece by piece, so it is held against the text that held the line, not against the one before.
    """
    old = anchor.written
    end = next((index + 1 for index in range(len(new) - 1, -1, -1) if new[index].strip()), 0)
    if moved_line(anchor.line, old, new) >= end:
        return True
    return end <= len(old) and new[: end - 1] == old[: end - 1] and old[end - 1].startswith(new[end - 1])


def _place_of(anchor: Anchor, line: int, old: Page, new: Page) -> Placed:
    """The place of a line on a page that was revised; `line` is its number there."""
    if not anchor.is_lost and (found := _within_block(anchor, line, old, new)):
        return found
    place = new.place_of_source(line)
    if anchor.rows <= 0 or new.source_at(place) != line:
        return new.move(place, min(anchor.rows, 0)), None
    for _ in range(anchor.rows):
        below = new.move(place, 1)
        if below == place or new.source_at(below) != line:
            break
        place = below
    return place, None


def _within_block(anchor: Anchor, line: int, old: Page, new: Page) -> Placed | None:
    """The place of a line where the block that holds it is of the kind that it was."""
    placed = anchor.placed
    was = old.blocks[placed.block - 1] if placed.block else None
    at = max(bisect_right(new.blocks, line, key=lambda block: block.start) - 1, 0)
    block = new.blocks[at] if new.blocks else None
    if block is None or not block.start <= line < block.end:
        return None
    if was is None or not was.start <= anchor.line < was.end or was.kind != block.kind:
        return None
    if old.lines[was.start : was.end] == new.lines[block.start : block.end]:
        return Place(at + 1, placed.row), anchor.word
    return _within(old, placed, new, at + 1, anchor.word) if block.kind == "paragraph" else None


def kept_place(old: Page, place: Place, new: Page, revision: Revision) -> Place:
    """The place in `new` of the text that is at `place` in `old`.

    Where that text is gone, the place of the text below it.
    """
    index = place.block - 1
    if index < revision.before:
        return place
    before = ParsedBody(old.lines, tuple(old.blocks), ())
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
            return _within(old, place, new, pair.new.start + offset + 1)[0]
        following = min(pair.new.stop + 1, len(new) - 1)
        return Place(following, new.gap(following))
    return place


def _within(old: Page, place: Place, new: Page, block: int, word: int | None = None) -> Placed:
    """The row of `block` in `new` that shows the text at `place` in `old`, or the text beside it, and its word.

    The text is that from `word` on, where it is not that from the beginning of a row.
    """
    above = place.row - old.gap(place.block)
    drawn, shown = old.drawing(place.block).lines, new.drawing(block).lines
    if above <= 0 or not shown:
        return Place(block, min(place.row, new.gap(block))), None
    was, now = _words(drawn), _words(shown)
    prefix, suffix = common_ends(was, now)
    at = len(_words(drawn[:above])) if word is None else word
    if at >= len(was) - suffix:
        at += len(now) - len(was)
    elif at > prefix:
        at = min(at, len(now))
    return Place(block, _row_with(shown, at) + new.gap(block)), at


def _words(lines: Sequence[Line]) -> list[str]:
    return [word for line in lines for word in line.text.split()]


def _row_with(lines: Sequence[Line], word: int) -> int:
    """The row on which the word of that number is."""
    for row, line in enumerate(lines):
        word -= len(line.text.split())
        if word < 0:
            return row
    return max(len(lines) - 1, 0)


def same_row(old: Page, place: Place, new: Page) -> Place:
    """The place in `new` of the row at `place` in `old`, which has the same blocks but more or fewer rows in them.

    The row is identified by its text and its line; where it is gone, the row above takes its place.
    """
    drawn, shown = old.drawing(place.block).lines, new.drawing(place.block).lines
    gap = old.gap(place.block)
    row = place.row - gap
    if row < 0 or not drawn or not shown:
        return Place(place.block, min(place.row, gap))
    return Place(place.block, gap + _row(drawn, min(row, len(drawn) - 1), shown))


def _row(drawn: Sequence[Line], row: int, shown: Sequence[Line]) -> int:
    wanted = _told(drawn[row])
    before = sum(_told(line) == wanted for line in drawn[:row])
    alike = [index for index, line in enumerate(shown) if _told(line) == wanted]
    if len(alike) > before:
        return alike[before]
    if alike:
        return alike[-1]
    passed = [index for index, line in enumerate(shown) if line.source <= drawn[row].source]
    first = [index for index in passed if shown[index].source == drawn[row].source]
    return first[0] if first else (passed or [0])[-1]


def _told(line: Line) -> Told:
    return line.source, line.text


def unfold_over(unfolded: Page, place: Place, folded: Page) -> frozenset[int]:
    """Unfold in `folded` the folds that hide the row at `place` in `unfolded`; their lines of the body."""
    if place.block == 0:
        return frozenset()
    start = folded.blocks[place.block - 1].start
    row = place.row - unfolded.gap(place.block)
    drawing = unfolded.drawing(place.block)
    if not 0 <= row < len(drawing.lines):
        return frozenset()
    wanted = _told(drawing.lines[row])
    above = [fold.source for fold in drawing.folds if fold.row <= row]
    opened: list[int] = []
    if _sees(folded, place.block, wanted):
        return frozenset()
    for line in reversed(above):
        folded.toggle(start + line)
        opened.append(line)
        if _sees(folded, place.block, wanted):
            break
    needed = set(opened)
    for line in opened:
        folded.toggle(start + line)
        if _sees(folded, place.block, wanted):
            needed.discard(line)
        else:
            folded.toggle(start + line)
    return frozenset(start + line for line in needed)


def unfold_to(page: Page, line: int) -> None:
    """Unfold on `page` the folds that hide line `line` of the body, if it ever shows."""
    index = bisect_right(page.blocks, line, key=lambda block: block.start)
    if index == 0 or _shows(page, index, line):
        return
    before = page.toggled
    while fold := _closed_above(page, index, line):
        page.toggle(fold)
        if _shows(page, index, line):
            return
    for tried in page.toggled ^ before:
        page.toggle(tried)


def _shows(page: Page, index: int, line: int) -> bool:
    drawing, start = page.drawing(index), page.blocks[index - 1].start
    return not drawing.folds or any(start + one.source == line for one in drawing.lines)


def _closed_above(page: Page, index: int, line: int) -> int | None:
    """The line of the body of the last fold of a block that is closed and is above a line of it."""
    start = page.blocks[index - 1].start
    above = [start + fold.source for fold in page.drawing(index).folds if not fold.opened]
    return max((fold for fold in above if fold < line), default=None)


def _sees(page: Page, block: int, wanted: Told) -> bool:
    return any(_told(line) == wanted for line in page.drawing(block).lines)
