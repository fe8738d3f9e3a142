"""A post set at a width: its rows, drawn when they are asked for, and the maps between row, block and source.

A block's height is estimated until it is drawn. The page is therefore walked from a place (a block and a row in
it), which stays true while estimates become facts, and not from a row number, which does not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tuireader.late import dataclass
from tuireader.rendering.body.blocks import block_text, without_indent
from tuireader.rendering.drawing import Drawing, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuireader.rendering.body.blocks import Block
    from tuireader.rendering.body.revision import Revision
    from tuireader.rendering.drawing import CodeSpan
    from tuireader.rendering.page.drawer import Drawer

    DrawHead = Callable[[Drawer], Drawing]


class Heights:
    """A list of heights with prefix sums, each answered or changed in logarithmic time (a Fenwick tree)."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._tree = [0, *self._heights]
        for index in range(1, len(self._tree)):
            if (above := index + (index & -index)) < len(self._tree):
                self._tree[above] += self._tree[index]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def between(self, first: int, last: int) -> Sequence[int]:
        """The heights from `first` to `last` (exclusive)."""
        return self._heights[first:last]

    def append(self, height: int) -> None:
        """Add a height at the end."""
        self._heights.append(height)
        index = len(self._tree)
        total, below = height, index - 1
        lowest = index - (index & -index)
        while below > lowest:
            total += self._tree[below]
            below -= below & -below
        self._tree.append(total)

    def __setitem__(self, index: int, height: int) -> None:
        difference = height - self._heights[index]
        if not difference:
            return
        self._heights[index] = height
        node = index + 1
        while node < len(self._tree):
            self._tree[node] += difference
            node += node & -node

    def before(self, index: int) -> int:
        """The sum of the heights before `index`."""
        total = 0
        while index:
            total += self._tree[index]
            index -= index & -index
        return total

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self.before(len(self._heights))

    def find(self, row: int) -> tuple[int, int]:
        """The index that holds `row`, and the row within it; the last index for rows beyond the end.

        Raises IndexError on an empty list.
        """
        if not self._heights:
            raise IndexError(row)
        index, rest = 0, max(row, 0)
        step = 1 << len(self._heights).bit_length()
        while step:
            node = index + step
            if node < len(self._tree) and self._tree[node] <= rest:
                index, rest = node, rest - self._tree[node]
            step >>= 1
        if index == len(self._heights):
            return index - 1, rest + self._heights[-1]
        return index, rest


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row of a page: `row` counts from the first row of block `block`, the blank ones above it included."""

    block: int = 0
    row: int = 0


TOP = Place()
"""The beginning of a post."""


FAR = 2_000
"""Rows that are drawn at most to find a place that many rows away."""
BLANK = Line((), 0, 0)
_IMAGE = ("![", "[![", "<img")
"""The beginnings of paragraphs that may be an image alone."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of the page: where it is, its line, and the line of the body that it comes from."""

    place: Place
    line: Line
    source: int


class Page:
    """The rows of a post: block 0 is its head (title and metadata), the blocks of its body follow."""

    def __init__(self, lines: Sequence[str], head: DrawHead, drawer: Drawer) -> None:
        self.lines = lines
        self.drawer = drawer
        self._draw_head = head
        self.head = head(drawer)
        self._blocks: list[Block] = []
        self._starts: list[int] = []
        self._heights = Heights([max(len(self.head.lines), 1)])
        self.toggled: frozenset[int] = frozenset()
        """The lines of the body at which the reader has folded or unfolded something."""

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def height(self) -> int:
        """Rows of the page, as far as they are known or estimated."""
        return self._heights.total

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the body so far; block `n` of the page is `blocks[n - 1]`."""
        return self._blocks

    def extend(self, blocks: Iterable[Block]) -> None:
        """Add blocks that follow those that the page has."""
        for block in blocks:
            self._blocks.append(block)
            self._starts.append(block.start)
            self._heights.append(self._estimate(block))

    def redraw(self, drawer: Drawer, head: DrawHead | None = None) -> Page:
        """The same post drawn otherwise: at another width, in another theme, with other references."""
        page = Page(self.lines, head or self._draw_head, drawer)
        page.toggled = self.toggled
        page.extend(self._blocks)
        return page

    def toggle(self, line: int) -> None:
        """Fold or unfold the fold at line `line` of the body."""
        self.toggled ^= {line}

    def revised(self, revision: Revision, head: DrawHead, drawer: Drawer) -> Page:
        """The post after an edit; the blocks that are as they were keep their heights."""
        page = Page(revision.parsed.lines, head, drawer)
        if self.toggled:
            from tuireader.rendering.body.revision import moved_lines

            page.toggled = moved_lines(self.toggled, self.lines, revision.parsed.lines)
        blocks = revision.parsed.blocks
        page._blocks = list(blocks)
        page._starts = [block.start for block in blocks]
        same = drawer.width == self.drawer.width
        before = revision.before if same else 0
        after = revision.after if same else 0
        page._heights = Heights(
            [
                page._heights[0],
                *self._heights.between(1, before + 1),
                *(page._estimate(block) for block in blocks[before : len(blocks) - after]),
                *self._heights.between(len(self) - after, len(self)),
            ]
        )
        return page

    def counterpart(self, place: Place, other: Page) -> Place:
        """The place in `other`, which has the same blocks, of the text that is at `place` here."""
        if place.block >= min(len(self), len(other)):
            return other.place_of_source(self.source_at(place))
        gap, drawn = other.gap(place.block), other.drawing(place.block).lines
        shown, above = self.drawing(place.block).lines, place.row - self.gap(place.block)
        if above <= 0 or not drawn:
            return Place(place.block, max(min(place.row, gap, other._measured(place.block) - 1), 0))
        if len(shown) == len(drawn):
            return Place(place.block, above + gap)
        passed = _ink(shown[:above])
        for row, line in enumerate(drawn):
            passed -= _ink((line,))
            if passed < 0:
                return Place(place.block, row + gap)
        return Place(place.block, len(drawn) - 1 + gap)

    def drawing(self, index: int) -> Drawing:
        """Block `index` drawn; from now on its height is a fact."""
        if index == 0:
            return self.head
        block = self._blocks[index - 1]
        drawing = self.drawer.draw(self.lines, block, self._toggled_in(block))
        self._heights[index] = self.gap(index) + len(drawing.lines) if drawing.lines else 0
        return drawing

    def _toggled_in(self, block: Block) -> frozenset[int]:
        if not self.toggled:
            return self.toggled
        return frozenset(line - block.start for line in self.toggled if block.start <= line < block.end)

    def rows(self, place: Place, count: int) -> list[PageRow]:
        """`count` rows from `place` on, fewer at the end."""
        rows: list[PageRow] = []
        for index in range(place.block, len(self)):
            rows.extend(self.rows_of(index, place.row if index == place.block else 0))
            if len(rows) >= count:
                break
        return rows[:count]

    def rows_of(self, index: int, first: int = 0) -> Iterator[PageRow]:
        drawing = self.drawing(index)
        gap, start = self.gap(index), self._start(index)
        for row in range(first, self._heights[index]):
            line = drawing.lines[row - gap] if row >= gap and drawing.lines else BLANK
            yield PageRow(Place(index, row), line, start + max(line.source, 0))

    def row_of(self, place: Place) -> int:
        """The number of the row at `place`, counted from the top of the page."""
        return self._heights.before(place.block) + place.row

    def place_at(self, row: int) -> Place:
        """The place of a row number; blocks are drawn to find it, which may change the page's height."""
        index, offset = self._heights.find(row)
        return self._shown(Place(index, max(0, min(offset, self._measured(index) - 1))))

    def move(self, place: Place, rows: int) -> Place:
        """The place `rows` below `place`, or above it where negative, within the page.

        Far away it is derived from heights that are known or estimated, since drawing all of it takes long.
        """
        if abs(rows) > FAR:
            return self.place_at(max(0, min(self.row_of(place) + rows, self.height - 1)))
        index, row = place.block, place.row + rows
        while row < 0 and index > 0:
            index -= 1
            self.drawing(index)
            row += self._heights[index]
        while index < len(self) - 1:
            self.drawing(index)
            if row < self._heights[index]:
                break
            row -= self._heights[index]
            index += 1
        return self._shown(Place(index, max(0, min(row, self._measured(index) - 1))))

    def last_top(self, count: int) -> Place:
        """The lowest place from which a window of `count` rows is filled."""
        last = len(self) - 1
        while last > 0 and not self._measured(last):
            last -= 1
        return self.move(Place(last, self._measured(last) - 1), 1 - count)

    def place_of_source(self, source: int) -> Place:
        """The first row drawn from line `source` of the body, or from the next one that shows."""
        index = bisect_right(self._starts, source)
        if index == 0:
            return TOP
        index = bisect_left(self._starts, self._starts[index - 1]) + 1
        start, drawing = self._start(index), self.drawing(index)
        for row, line in enumerate(drawing.lines):
            if start + line.source >= source:
                return Place(index, row + self.gap(index))
        if index + 1 < len(self) and self._blocks[index - 1].end <= source:
            return self._shown(Place(index + 1, self.gap(index + 1)))
        return self._shown(Place(index, max(self._measured(index) - 1, 0)))

    def source_at(self, place: Place) -> int:
        """The line of the body that the row at `place` comes from."""
        rows = self.rows(place, 1)
        return rows[0].source if rows else 0

    def _shown(self, place: Place) -> Place:
        """`place`, or the next row that there is where its block shows nothing, or the last one."""
        if self._measured(place.block):
            return place
        for index in range(place.block + 1, len(self)):
            if self._measured(index):
                return Place(index, self.gap(index))
        last = next(index for index in range(place.block - 1, -1, -1) if self._measured(index))
        return Place(last, self._measured(last) - 1)

    def _measured(self, index: int) -> int:
        self.drawing(index)
        return self._heights[index]

    def _start(self, index: int) -> int:
        return self._blocks[index - 1].start if index else 0

    def gap(self, index: int) -> int:
        """Blank rows above the drawing of block `index`, which are part of its height."""
        if index == 0:
            return 0
        return _gap(self._blocks[index - 1])

    def _estimate(self, block: Block) -> int:
        gap = _gap(block)
        rows = self.drawer.options.picture_rows
        if rows and block.kind == "paragraph" and _is_picture(self.lines[block.start]):
            return gap + rows + 1
        wrapped = -(-block.size // max(self.drawer.width, 1))
        count = block.end - block.start
        if block.kind in {"fence", "code_block", "table"}:
            return gap + count
        return gap + max(wrapped, count if block.kind != "paragraph" else 1)


def _is_picture(line: str) -> bool:
    """Whether a paragraph that begins so may be a picture that is drawn, which one on the web is not."""
    return line.startswith(_IMAGE) and "](http" not in line and '="http' not in line


def _gap(block: Block) -> int:
    return 0 if block.part and block.part.tight and block.part.index else 1


def _ink(lines: Iterable[Line]) -> int:
    """Characters that `lines` show, whatever the width: without spaces and margins."""
    return sum(len("".join(line.text[line.margin :].split())) for line in lines)


def whole_code(page: Page, index: int, code: CodeSpan) -> str:
    """The text of the code in block `index` of the page, all of it where that is but a piece."""
    block = page.blocks[index - 1] if index else None
    if block is None or block.part is None:
        return code.text
    if block.kind not in {"fence", "code_block"}:
        return _nested_code(page, index, code)
    first = index - block.part.index
    texts = [_text(page, page.blocks[first - 1])]
    for piece in page.blocks[first:]:
        if not piece.part or not piece.part.index or piece.kind != block.kind:
            break
        texts.append(("" if piece.part.clip and piece.part.clip[0] else "\n") + _text(page, piece))
    return "".join(texts)


def first_of_code(page: Page, index: int) -> int:
    """The block of the page that the code begins in with which block `index` begins."""
    part = page.blocks[index - 1].part if index else None
    if part and page.blocks[index - 1].kind in {"fence", "code_block"}:
        return index - part.index
    while part and (part.ordinal or 0) > 1:
        index -= 1
        part = page.blocks[index - 1].part
    return index


def _nested_code(page: Page, index: int, code: CodeSpan) -> str:
    """The text of code in a list or a quote, of whose pieces each may hold a part."""
    first = first_of_code(page, index)
    codes = page.drawing(first).codes
    if code != (codes[-1] if index == first else page.drawing(index).codes[0]):
        return code.text
    texts = [codes[-1].text]
    for number, block in enumerate(page.blocks[first:], first + 1):
        if not block.part or (block.part.ordinal or 0) <= 1:
            break
        texts.append(page.drawing(number).codes[0].text)
    return "\n".join(texts)


def _text(page: Page, block: Block) -> str:
    text = block_text(page.lines, block)
    if block.kind == "fence" or (block.part and block.part.clip and block.part.clip[0]):
        return text
    return without_indent(text)
