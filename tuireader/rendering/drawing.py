"""Drawings: lines of styled text with the places of links and headings, and the options and context of drawing."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.segment import Segment

    from tuireader.archive.disk.images import ImageFile
    from tuireader.rendering.body.blocks import ListRun
    from tuireader.rendering.diagrams.diagram import Diagram
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.tex.macros import Macro
    from tuireader.rendering.theme import Theme


@dataclass(frozen=True, slots=True)
class Slide:
    """Lines that slide sideways together: `held` cells at their left stay, and the widest is `reach` cells wide."""

    held: int
    reach: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a drawing.

    `segments` hold no newline and no control character. `width` is their width in cells; it exceeds the width
    asked for only where the line scrolls sideways (code, wide tables). `source` is the 0-based line of the
    body that the text comes from. `joins` says that the line goes on the paragraph of the line before it, so
    that a selection copies the two as one (with a space between, unless `glued`). `margin` is the width of the
    indents and bars to the left of the text, without a list's marker. `slide` is that of a block, one of whose lines
    is wider than the width asked for.
    """

    segments: tuple[Segment, ...]
    width: int
    source: int
    joins: bool = False
    glued: bool = False
    margin: int = 0
    slide: Slide | None = None

    @property
    def text(self) -> str:
        """The line's characters, without style."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """The place of a link, or of one line of it: `row` in the drawing, cells `start` to `end` (exclusive).

    `number` counts the links of the drawing: the spans of a link that wraps share it.
    """

    row: int
    start: int
    end: int
    href: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class HeadingSpot:
    """The place of a heading: `row` in the drawing, `source` its 0-based line in the body."""

    row: int
    source: int


@dataclass(frozen=True, slots=True)
class Fold:
    """A line under which something is folded away, or shown if `opened`.

    `row` is in the drawing; `source`, its 0-based line in the body, tells it from the others.
    """

    row: int
    source: int
    opened: bool


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A block of code: rows `start` to `end` (exclusive) of the drawing, and its text as the author wrote it."""

    start: int
    end: int
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class PictureSpan:
    """The place of a picture: rows `start` to `end` (exclusive) of the drawing, `columns` cells from `left` on.

    The lines hold nothing there: what is painted is made of `file`.
    """

    start: int
    end: int
    left: int
    columns: int
    file: ImageFile

    @property
    def rows(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class PictureElsewhere:
    """A picture on the web, which is not there to be drawn: the row of its frame, and its address."""

    row: int
    address: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A block drawn at a width: at least one line unless the block shows nothing."""

    lines: tuple[Line, ...] = ()
    links: tuple[LinkSpan, ...] = ()
    headings: tuple[HeadingSpot, ...] = ()
    folds: tuple[Fold, ...] = ()
    codes: tuple[CodeSpan, ...] = ()
    pictures: tuple[PictureSpan, ...] = ()
    elsewhere: tuple[PictureElsewhere, ...] = ()


def _unknown(source: str) -> ImageFile | None:  # noqa: ARG001 - the signature of `picture`
    return None


def _sound(file: ImageFile) -> str:  # noqa: ARG001 - the signature of `spoiled`
    return ""


def _diagram(written: str, width: int) -> Diagram | None:
    from tuireader.rendering.diagrams.diagram import draw_diagram_source

    return draw_diagram_source(written, width)


def _unsaid(label: str) -> str:  # noqa: ARG001 - the signature of `note`
    return ""


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """The options of drawing.

    `wrap_code` wraps long lines of code in place of letting them scroll. `unfolded` shows all that a post folds
    away. `notes` shows footnotes where they are cited; `note` gives the Markdown of a footnote's definition by its
    label, empty if it is unknown. `picture` gives the file of an image by its address as the post writes it; None for
    one on the web, or an unknown one. Pictures are drawn where `picture_rows`, the most rows of one, is not 0;
    `spoiled` gives the reason why a file proved to be no picture, empty where it did not. `diagram` gives the drawing
    of a diagram's source, made for a width; None for one that is still being drawn. `title` is above the article
    already: a heading of the first rank with the same text is not drawn. Headings of lower ranks look as if they were
    `raised` by that many.
    """

    wrap_code: bool = False
    unfolded: bool = False
    notes: bool = False
    title: str = ""
    raised: int = 0
    note: Callable[[str], str] = _unsaid
    picture: Callable[[str], ImageFile | None] = _unknown
    picture_rows: int = 0
    spoiled: Callable[[ImageFile], str] = _sound
    diagram: Callable[[str, int], Diagram | None] = _diagram


@dataclass(frozen=True, slots=True)
class BlockContext:
    """The context of a block: the `width` to draw at, in cells (1 or more), and facts that its own text does not tell.

    `footnotes` maps labels to numbers. `source` is the line of the body that the tokens' line 0 is. For a
    piece of a block (`piece`): `lists` are the lists that it is a part of, from the outermost; `continues` says that a
    piece before it names the code's language, or the kind of the alert. For a piece of code `ordinal` and `last` count
    lines, and `midline` says that it begins within one. `toggled` are the lines, counted as `source` is, of the folds
    that the reader turned, `overridden` those of notes that are not shown, since another one has their label.
    `contents` gives the entries of a list of contents,
    `macros` what the commands of formulas stand for that the post defines.
    """

    width: int
    theme: Theme
    footnotes: Mapping[str, int] = field(default_factory=dict)
    source: int = 0
    ordinal: int | None = None
    last: int | None = None
    lists: Sequence[ListRun] = ()
    continues: bool = False
    midline: bool = False
    piece: bool = False
    options: DrawOptions = field(default_factory=DrawOptions)
    toggled: frozenset[int] = frozenset()
    overridden: frozenset[int] = frozenset()
    contents: Callable[[], Sequence[OutlineEntry]] = tuple
    macros: Mapping[str, Macro] = field(default_factory=dict)
